"""How well words in pictures are found and read, by the height of their letters, beside plain RapidOCR.

    uv run python benchmarks/texts.py signs            words drawn on pictures of 1 and of 12 megapixels
                                                       (`signs large`: only the latter)
    uv run python benchmarks/texts.py pictures FOLDER  boxes and seconds a picture, with and without this pass
    uv run python benchmarks/texts.py huge             seconds and memory for 12 and 50 megapixels

The peer is `RapidOCR()` of the same wheel on the whole picture, as its README calls it.
"""

import logging
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.pictures.images import SURELY_READ, Box, BoxKind, Detection, Profile
from consentkit.domain.settings import FACE_DETECTORS
from consentkit.imaging.detectors import load_detector
from consentkit.imaging.opening.opening import Picture, open_picture
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.scanning.client import new_scanner, scan_in_child
from consentkit.imaging.scanning.scanning import scan_picture

MODELS = assets_folder() / "models"
SCRIPTS = {
    "Latin": ("NotoSans.ttf", ("Riverside Clinic", "Market Street 24", "AB 1234 CD", "Sunrise School")),
    "Chinese": ("NotoSansSC.ttf", ("北京大学医院", "人民路小学", "出口", "妇女之家")),
    "Thai": ("NotoSansThai.ttf", ("โรงพยาบาล", "ถนนสุขุมวิท", "บ้านเด็ก")),
    "Khmer": ("NotoSansKhmer.ttf", ("មន្ទីរពេទ្យ", "សាលារៀន", "ភ្នំពេញ")),
    "Burmese": ("NotoSansMyanmar.ttf", ("ဆေးရုံကြီး", "ရန်ကုန်မြို့", "မူလတန်းကျောင်း")),
    "Lao": ("NotoSansLao.ttf", ("ໂຮງໝໍ", "ວຽງຈັນ", "ໂຮງຮຽນ")),
    "Arabic": ("NotoSansArabic.ttf", ("مستشفى المدينة", "مدرسة البنات", "شارع السلام")),
    "Devanagari": ("NotoSansDevanagari.ttf", ("अस्पताल", "विद्यालय", "काठमाडौं")),
}
HEIGHTS_PX = (8, 10, 12, 16, 24, 48)
LARGE_HEIGHTS_PX = (12, 24, 48)
WAYS = ("level", "tilted 20", "turned 90", "turned 180", "blurred", "faint")
HIT_SHARE = 0.6
LARGE_PX = 2000
COLOURS = (((20, 60, 140), (255, 255, 255)), ((250, 210, 40), (20, 20, 20)), ((240, 240, 235), (150, 20, 30)))


class Word(NamedTuple):
    """One word that was drawn: what, how high its letters are, how it lies, and where."""

    words: str
    script: str
    height_px: int
    way: str
    box: Box


def ground(width: int, height: int, seed: int) -> Image.Image:
    """Something like a wall and leaves, with nothing written on it."""
    noise = np.random.default_rng(seed)
    coarse = noise.integers(60, 200, (height // 40 + 1, width // 40 + 1, 3), dtype=np.uint8)
    wall = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
    grain = noise.normal(0, 9, (height, width, 1))
    return Image.fromarray(np.clip(np.asarray(wall, dtype=np.float32) + grain, 0, 255).astype(np.uint8))


def sign(words: str, script: str, height_px: int, way: str, number: int) -> tuple[Image.Image, Image.Image]:
    """A plate (RGBA) with words whose capital letters are so high, and where its ink is (L)."""
    font = ImageFont.truetype(assets_folder() / "fonts" / SCRIPTS[script][0], round(height_px / 0.714))
    left, top, right, bottom = font.getbbox(words)
    margin = max(3, height_px // 2)
    back, ink = COLOURS[number % len(COLOURS)]
    if way == "faint":
        ink = tuple((3 * b + i) // 4 for b, i in zip(back, ink, strict=True))
    plate = Image.new("RGBA", (int(right - left) + 2 * margin, int(bottom - top) + 2 * margin), (*back, 255))
    where = Image.new("L", plate.size)
    ImageDraw.Draw(plate).text((margin - left, margin - top), words, font=font, fill=(*ink, 255))
    ImageDraw.Draw(where).text((margin - left, margin - top), words, font=font, fill=255)
    if way == "blurred":
        return plate.filter(ImageFilter.GaussianBlur(height_px / 10)), where
    degrees = {"tilted 20": 20, "turned 90": 90, "turned 180": 180}.get(way, 0)
    return tuple(one.rotate(degrees, Image.Resampling.BICUBIC, expand=True) for one in (plate, where))


def drawn(width: int, height: int, height_px: int, way: str) -> Iterator[tuple[Pixels, list[Word]]]:
    """Pictures with every word of every script, far from each other."""
    plates = [
        (text, script, *sign(text, script, height_px, way, number))
        for script, (_, texts) in SCRIPTS.items()
        for number, text in enumerate(texts)
    ]
    gap = max(30, 2 * height_px)
    while plates:
        picture = ground(width, height, seed=height_px + len(plates))
        words, at_x, at_y, row = [], gap, gap, 0
        while plates:
            text, script, plate, where = plates[0]
            if at_x + plate.width + gap > width:
                at_x, at_y, row = gap, at_y + row + gap, 0
            if at_y + plate.height + gap > height:
                break
            picture.paste(plate, (at_x, at_y), plate)
            left, top, right, bottom = where.getbbox()
            box = Box(left=at_x + left, top=at_y + top, right=at_x + right, bottom=at_y + bottom)
            words.append(Word(text, script, height_px, way, box))
            at_x, row = at_x + plate.width + gap, max(row, plate.height)
            plates.pop(0)
        if not words:
            break
        yield np.asarray(picture), words


def is_hit(word: Word, found: list[Detection]) -> bool:
    return any(_share(word.box, one.box) >= HIT_SHARE for one in found)


def _share(one: Box, other: Box) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0, width) * max(0, height) / one.area_px


def is_read(word: Word, found: list[Detection]) -> bool:
    wanted = _letters(word.words)
    return any(wanted in _letters(one.reads or "") for one in found)


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


Find = Callable[[Pixels], list[Detection]]


def ours(profile: Profile) -> Find:
    detector = load_detector("rapidocr", MODELS)
    return lambda pixels: detector.detect(pixels, profile).detections


def peer() -> Find:
    logging.disable(logging.CRITICAL)
    from rapidocr import RapidOCR

    engine: Any = RapidOCR()

    def find(pixels: Pixels) -> list[Detection]:
        answer = engine(np.ascontiguousarray(pixels[..., ::-1]))
        lines = zip(answer.boxes, answer.txts, answer.scores, strict=True) if answer.boxes is not None else ()
        return [_told(corners, words, score) for corners, words, score in lines]

    return find


def _told(corners: Any, words: str, score: float) -> Detection:
    (left, top), (right, bottom) = np.asarray(corners).min(axis=0), np.asarray(corners).max(axis=0)
    box = Box(left=int(left), top=int(top), right=int(right) + 1, bottom=int(bottom) + 1)
    return Detection(box=box, score=score, detector="peer", kind=BoxKind.TEXT, reads=words, reads_score=score)


def signs() -> None:
    finders = {
        "standard": ours(Profile.STANDARD),
        "thorough": ours(Profile.THOROUGH),
        "RapidOCR()": peer(),
    }
    sizes = ((1200, 900), (4000, 3000))
    for width, height in sizes[1:] if sys.argv[2:] == ["large"] else sizes:
        results = {name: list(_tried(find, width, height)) for name, find in finders.items()}
        print(f"\n{width} x {height} px\n")
        _table(results, "height", lambda word: f"{word.height_px} px")
        _table(results, "how it lies (16 px and more)", lambda word: word.way if word.height_px >= 16 else "")
        _table(results, "script (16 px and more)", lambda word: word.script if word.height_px >= 16 else "")


def _tried(find: Find, width: int, height: int) -> Iterator[tuple[Word, bool, bool]]:
    for height_px in LARGE_HEIGHTS_PX if width > LARGE_PX else HEIGHTS_PX:
        for way in WAYS[:1] if width > LARGE_PX else WAYS:
            for pixels, words in drawn(width, height, height_px, way):
                found = find(pixels)
                for word in words:
                    yield word, is_hit(word, found), is_read(word, found)


def _table(results: dict[str, list[tuple[Word, bool, bool]]], title: str, key: Callable[[Word], str]) -> None:
    print(f"| {title} | words | " + " | ".join(f"{name}: found | read" for name in results) + " |")
    print("|---|---|" + "---|---|" * len(results))
    first = next(iter(results.values()))
    for group in dict.fromkeys(key(word) for word, *_ in first if key(word)):
        cells = []
        for tried in results.values():
            mine = [(hit, read) for word, hit, read in tried if key(word) == group]
            cells += [f"{100 * sum(column) / len(mine):.0f}" for column in zip(*mine, strict=True)]
        print(f"| {group} | {len(mine)} | " + " | ".join(cells) + " |")
    print()


def pictures(folder: Path) -> None:
    # Those whose name begins so are the others made harder.
    files = sorted(file for file in (folder / "images").iterdir() if not file.name.startswith("d_"))
    opened = [(file.name, open_picture(file.read_bytes())) for file in files]
    finders = {"standard": ours(Profile.STANDARD), "thorough": ours(Profile.THOROUGH), "RapidOCR()": peer()}
    print("| | boxes a picture | pictures with one | read | not sure | unreadable | processor s a picture |")
    print("|---|---|---|---|---|---|---|")
    for name, find in finders.items():
        began, counts = time.process_time(), Counter[str]()
        for _, picture in opened:
            found = find(picture.pixels)
            counts["boxes"] += len(found)
            counts["with"] += bool(found)
            counts["sure"] += sum((one.reads_score or 0) >= SURELY_READ for one in found)
            counts["none"] += sum(one.reads is None for one in found)
        seconds, n = (time.process_time() - began) / len(opened), len(opened)
        unsure = counts["boxes"] - counts["sure"] - counts["none"]
        print(f"| {name} | {counts['boxes'] / n:.2f} | {counts['with']} of {n} | {counts['sure']} | {unsure} "
              f"| {counts['none']} | {seconds:.2f} |")  # fmt: skip
    _with_and_without(opened)


def _with_and_without(opened: list[tuple[str, Any]]) -> None:
    print("\n| profile | processor s a picture without | with | ratio |\n|---|---|---|---|")
    for profile in Profile:
        spent = []
        for detectors in (FACE_DETECTORS, (*FACE_DETECTORS, "rapidocr")):
            began = time.process_time()
            for _, picture in opened:
                scan_picture(picture, models=MODELS, detectors=detectors, profile=profile)
            spent.append((time.process_time() - began) / len(opened))
        print(f"| {profile.value} | {spent[0]:.2f} | {spent[1]:.2f} | {spent[1] / spent[0]:.2f} |")


def huge() -> None:
    """Nobody is in them, so every look of `thorough` is taken; memory is that of the scanner's process."""
    print("| megapixels | detectors | words | seconds | peak MB |\n|---|---|---|---|---|")
    for width, height in ((4000, 3000), (8000, 6250)):
        pixels, _ = next(drawn(width, height, 24, "level"))
        for detectors in (FACE_DETECTORS, (*FACE_DETECTORS, "rapidocr")):
            worker, began = new_scanner(), time.perf_counter()
            scan = scan_in_child(
                Picture(pixels, "image/png"), models=MODELS, detectors=detectors, worker=worker
            )
            seconds = time.perf_counter() - began
            status = Path(f"/proc/{worker.pid}/status").read_text()
            peak = int(status.split("VmHWM:")[1].split()[0]) // 1024
            worker.close()
            named = ", ".join(detectors)
            print(
                f"| {width * height / 1e6:.0f} | {named} | {len(scan.found_texts)} | {seconds:.0f} | {peak} |"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["pictures"]:
        pictures(Path(sys.argv[2]))
    else:
        {"signs": signs, "huge": huge}[sys.argv[1]]()
