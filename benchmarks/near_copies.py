"""Measure near copies on a folder with `gt.json` and `images/`: false matches, and hits after changes.

uv run python benchmarks/near_copies.py FOLDER
"""

import io
import json
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance

from consentkit.imaging.scanning.near_hashes import least_distance, part_hashes, whole_hashes

THRESHOLDS = (4, 6, 8, 10, 12)


def jpeg(image, quality):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def cut(image, rng, least):
    across, down = rng.uniform(least, 1, 2)
    left, top = rng.uniform(0, 1 - across), rng.uniform(0, 1 - down)
    box = (left * image.width, top * image.height, (left + across) * image.width, (top + down) * image.height)
    return image.crop(tuple(map(int, box)))


def part(image):
    """A part of it, half as large, as a poor JPEG."""
    box = (0.2 * image.width, 0.2 * image.height, 0.85 * image.width, 0.8 * image.height)
    inner = image.crop(tuple(map(int, box)))
    return jpeg(inner.resize((max(8, inner.width // 2), max(8, inner.height // 2))), 50)


CHANGES = {
    "JPEG 30": lambda i, _: jpeg(i, 30),
    "a third of the size": lambda i, _: i.resize((max(8, i.width // 3), max(8, i.height // 3))),
    "mirrored": lambda i, _: i.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "lighter": lambda i, _: ImageEnhance.Brightness(i).enhance(1.4),
    "grey": lambda i, _: i.convert("L").convert("RGB"),
    "cut to 80 to 100 % of each side": lambda i, rng: cut(i, rng, 0.8),
    "cut to 60 to 100 % of each side": lambda i, rng: cut(i, rng, 0.6),
    "cut to 65 by 60 %, half the size, JPEG 50": lambda i, _: part(i),
}


def main(folder):
    rng = np.random.default_rng(11)
    listed = json.loads((folder / "gt.json").read_text())["images"]
    names = [one["file"] for one in listed if not one["derived"]]
    opened = {name: Image.open(folder / "images" / name).convert("RGB") for name in names}
    begun = time.perf_counter()
    parts = {name: part_hashes(np.asarray(image)) for name, image in opened.items()}
    print(f"{len(names)} pictures, {(time.perf_counter() - begun) / len(names) * 1000:.0f} ms each")
    whole = {name: whole_hashes(np.asarray(image)) for name, image in opened.items()}
    pairs = sorted((least_distance(whole[a], parts[b]), a, b) for a in names for b in names if a != b)
    print("closest pairs of different pictures:", *[f"{d} {a} {b}" for d, a, b in pairs[:8]], sep="\n  ")
    print("threshold", *THRESHOLDS, sep="\t")
    rates = [np.mean([d <= t for d, _, _ in pairs]) for t in THRESHOLDS]
    print("false, of 10,000 pairs", *[f"{rate * 10000:.1f}" for rate in rates], sep="\t")
    for words, change in CHANGES.items():
        found = [
            least_distance(whole_hashes(np.asarray(change(image, rng))), parts[name])
            for name, image in opened.items()
            for _ in range(3)
        ]
        print(words, *[f"{np.mean([d <= t for d in found]):.1%}" for t in THRESHOLDS], sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
