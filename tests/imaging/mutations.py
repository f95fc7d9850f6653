"""Damage files, the same way for the same seed, and say what became of each."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from filming import film, still
from making_documents import Pdf, docx, epub, pptx
from PIL import Image

from consentkit.documents.documents import opened_document
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Scan, ScanOutcome
from consentkit.domain.videos.videos import VideoProfile
from consentkit.imaging.opening.opening import open_picture
from consentkit.imaging.scanning.scanning import scan_picture
from consentkit.imaging.video.scanning import LookWith, scan_video
from consentkit.sandbox.client import Worker

MODELS = Path(__file__).parents[2] / "assets" / "models"

ENCODINGS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("jpeg", "JPEG", {"quality": 88}),
    ("progressive", "JPEG", {"quality": 88, "progressive": True}),
    ("png", "PNG", {}),
    ("webp", "WEBP", {"quality": 85}),
    ("webp-lossless", "WEBP", {"lossless": True}),
    ("gif", "GIF", {}),
    ("avif", "AVIF", {"quality": 75, "speed": 10}),
    ("tiff", "TIFF", {}),
    ("tiff-lzw", "TIFF", {"compression": "tiff_lzw"}),
)


def encoded(image: Image.Image, kind: str, options: dict[str, object]) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def damaged(data: bytes, chance: Random) -> bytes:
    """Flip bits, delete or insert a run of bytes, or cut the end off."""
    how = chance.choice(("flip", "delete", "insert", "cut"))
    at = chance.randrange(len(data))
    if how == "flip":
        changed = bytearray(data)
        for _ in range(chance.randint(1, 16)):
            changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(changed)
    if how == "delete":
        return data[:at] + data[at + chance.randint(1, 64) :]
    if how == "insert":
        return data[:at] + chance.randbytes(chance.randint(1, 64)) + data[at:]
    return data[:at]


def damaged_files(images: list[Image.Image], *, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes): the images take turns, and so do the encodings."""
    chance = Random(seed)
    whole = [
        (f"{number}-{name}", encoded(image, kind, options))
        for name, kind, options in ENCODINGS
        for number, image in enumerate(images)
    ]
    for number in range(count):
        name, data = whole[number % len(whole)]
        changed = damaged(data, chance)
        yield f"{number}-{name}", changed if changed != data else changed[:-1]


def whole_documents(pictures: list[Image.Image]) -> list[tuple[str, bytes]]:
    """Return (name, bytes) of documents that show a face on every page."""
    jpegs = [encoded(picture, "JPEG", {"quality": 88}) for picture in pictures]
    plain, flat = Pdf(), Pdf(pageCompression=0)
    for picture, jpeg in zip(pictures, jpegs, strict=True):
        plain.words().picture(picture).page()
        flat.words().jpeg(jpeg).page()
    tiles = Pdf().tiles(pictures[0], side=32)
    return [
        ("docx", docx(jpegs)),
        ("pptx", pptx(jpegs)),
        ("epub", epub(jpegs)),
        ("pdf", plain.done()),
        ("pdf-jpeg", flat.done()),
        ("pdf-tiles", tiles.done()),
    ]


def damaged_documents(pictures: list[Image.Image], *, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes): the kinds of document take turns."""
    chance = Random(seed)
    whole = whole_documents(pictures)
    for number in range(count):
        name, data = whole[number % len(whole)]
        changed = damaged(data, chance)
        yield f"{number}-{name}", changed if changed != data else changed[:-1]


def outcome_of_picture(data: bytes) -> str:
    """Return the code of the refusal, or what the scan came to."""
    try:
        return scan_picture(open_picture(data), models=MODELS, detectors=("centerface",)).outcome.value
    except InvalidInput as refusal:
        return refusal.code


def outcome_of_document(data: bytes, reader: Worker, scan: Callable[..., Scan] = scan_picture) -> str:
    """Return the code of the refusal; `seen` where a face is found, or a person is asked to look; else
    `none-found`, which no document with a face may come to.
    """
    try:
        with opened_document(data, worker=reader) as document:
            for part in document.parts:
                taken = document.picture_in(part)
                if taken is None:
                    return "seen"
                outcome = scan(taken[1], models=MODELS, detectors=("centerface",)).outcome
                if outcome is not ScanOutcome.NONE_FOUND:
                    return "seen"
    except InvalidInput as refusal:
        return refusal.code
    return ScanOutcome.NONE_FOUND.value


def damaged_videos(*, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of short films that show a face in every frame."""
    chance = Random(seed)
    whole = [
        ("mp4", film(still(4), kind="mp4", codec="libx264")),
        ("mov", film(still(4), kind="mov", codec="mpeg4")),
        ("webm", film(still(4), kind="webm", codec="libvpx-vp9")),
    ]
    for number in range(count):
        name, data = whole[number % len(whole)]
        changed = damaged(data, chance)
        yield f"{number}-{name}", changed if changed != data else changed[:-1]


def outcome_of_video(data: bytes) -> str:
    """Return the scan's problem, or what it came to."""
    scan, _ = scan_video(data, VideoProfile.STANDARD, LookWith(MODELS, ("centerface",)))
    return scan.problem or scan.outcome.value
