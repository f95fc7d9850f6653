"""Measure the standard scan: `python benchmarks/faces_recall.py <folder with gt.json and images/>`.

Boxes in gt.json are left, top, right, bottom in px after orientation; `ignore` regions count neither way.
Recall is one-to-one at an overlap of 0.4 or more, by height of the face.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from consentkit.imaging.detectors import DETECTORS, Detector, load_detector
from consentkit.imaging.opening import Picture, open_picture
from consentkit.imaging.scanning import scan_picture

MODELS = Path(__file__).parents[1] / "assets" / "models"
HIT_OVERLAP = 0.4
SIZES = {">=40": (40, 10**9), "20-39": (20, 40), "10-19": (10, 20)}

Rectangle = Sequence[float]


class Row(NamedTuple):
    known: dict[str, Any]
    picture: Picture


def overlap(one: Rectangle, other: Rectangle) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return width * height / (sum(areas) - width * height)


def covered_share(box: Rectangle, region: Rectangle) -> float:
    width = min(box[2], region[2]) - max(box[0], region[0])
    height = min(box[3], region[3]) - max(box[1], region[1])
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / ((box[2] - box[0]) * (box[3] - box[1]))


def matched(faces: list[Rectangle], found: list[Rectangle]) -> tuple[set[int], set[int]]:
    pairs = [(overlap(face, box), i, j) for i, face in enumerate(faces) for j, box in enumerate(found)]
    hits: set[int] = set()
    used: set[int] = set()
    for score, i, j in sorted(pairs, reverse=True):
        if score >= HIT_OVERLAP and i not in hits and j not in used:
            hits.add(i)
            used.add(j)
    return hits, used


class Tally:
    def __init__(self) -> None:
        self.faces: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()
        self.false_boxes: Counter[str] = Counter()
        self.pictures: Counter[str] = Counter()

    def add(self, known: dict[str, Any], found: list[Rectangle]) -> None:
        faces = [face["box"] for face in known["faces"]]
        hits, used = matched(faces, found)
        for i, face in enumerate(faces):
            size = next((n for n, (a, b) in SIZES.items() if a <= face[3] - face[1] < b), None)
            if size:
                self.faces[size] += 1
                self.hits[size] += i in hits
        if known.get("fp_exempt"):
            return
        kind = "without" if known["negative"] else "with"
        self.pictures[kind] += 1
        self.false_boxes[kind] += sum(
            j not in used
            and box[3] - box[1] >= 10
            and not any(covered_share(box, region) >= 0.5 for region in known["ignore"])
            for j, box in enumerate(found)
        )

    def line(self) -> str:
        recalls = [f"{100 * self.hits[n] / max(1, self.faces[n]):5.1f} ({self.faces[n]})" for n in SIZES]
        false = [f"{self.false_boxes[k] / max(1, self.pictures[k]):.2f}" for k in ("without", "with")]
        return " | ".join([*recalls, *false])


def rectangle(detection: Any) -> Rectangle:
    box = detection.box
    return (box.left, box.top, box.right, box.bottom)


def run(rows: list[Row], detectors: list[Detector], name: str) -> dict[str, float]:
    natural, derived = Tally(), Tally()
    began, pixels = time.perf_counter(), 0
    for row in rows:
        picture = row.picture
        pixels += picture.width_px * picture.height_px
        found: list[Rectangle] = []
        for detector in detectors:
            for detection in detector.detect(picture.pixels):
                box = rectangle(detection)
                if all(overlap(box, other) < HIT_OVERLAP for other in found):
                    found.append(box)
        (derived if row.known["derived"] else natural).add(row.known, found)
    seconds = (time.perf_counter() - began) / (pixels / 1e6)
    print(f"| {name}, natural | {natural.line()} | {seconds:.2f} |")
    print(f"| {name}, stress | {derived.line()} | |")
    total = {n: natural.hits[n] + derived.hits[n] for n in SIZES}
    return {n: total[n] / max(1, natural.faces[n] + derived.faces[n]) for n in SIZES}


def outcomes(rows: list[Row], names: list[str]) -> None:
    counts: Counter[str] = Counter()
    for row in rows:
        if row.known["negative"]:
            scan = scan_picture(row.picture, models=MODELS, detectors=names)
            counts[scan.outcome] += 1
    print(f"\nWhole scans of pictures without a face: {dict(counts)}")


def main(folder: Path) -> None:
    known = json.loads((folder / "gt.json").read_text(encoding="utf-8"))["images"]
    rows = [Row(one, open_picture((folder / "images" / one["file"]).read_bytes())) for one in known]
    print("| detectors | >=40 px % (faces) | 20-39 | 10-19 | false boxes, no face | with faces | s/MP |")
    print("|---|---|---|---|---|---|---|")
    loaded = {name: load_detector(name, MODELS) for name in DETECTORS}
    alone = {name: run(rows, [detector], name) for name, detector in loaded.items()}
    both = run(rows, list(loaded.values()), "standard scan")
    hog = alone["face-recognition"]
    for size in SIZES:
        ratio = f"{both[size] / hog[size]:.2f}" if hog[size] else "HOG finds none"
        print(f"\nrecall {size} px: standard scan / HOG alone = {ratio}", end="")
    print()
    outcomes(rows, list(DETECTORS))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
