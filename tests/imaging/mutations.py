"""Damage picture files, the same way for the same seed."""

import io
from collections.abc import Iterator
from random import Random

from PIL import Image

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
    chance = Random(seed)  # noqa: S311  repeatable damage, not a secret
    whole = [
        (f"{number}-{name}", encoded(image, kind, options))
        for name, kind, options in ENCODINGS
        for number, image in enumerate(images)
    ]
    for number in range(count):
        name, data = whole[number % len(whole)]
        changed = damaged(data, chance)
        yield f"{number}-{name}", changed if changed != data else changed[:-1]
