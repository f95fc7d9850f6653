"""Pictures for the imaging tests: two public portraits, and what is made of them."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from .apart import end_apart

ASSETS = Path(__file__).parents[2] / "assets"
MODELS = ASSETS / "models"
DEMO = ASSETS / "demo"
BOTH = ("centerface", "face-recognition")


@pytest.fixture(scope="module", autouse=True)
def _ends_what_is_apart() -> Iterator[None]:
    yield
    end_apart()


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


@pytest.fixture(scope="session")
def astronaut() -> Image.Image:
    """512 x 512; her face is at 181, 58 to 270, 178."""
    with Image.open(DEMO / "astronaut.png") as image:
        fresh = Image.new("RGB", image.size)
        fresh.paste(image.convert("RGB"))
        return fresh


@pytest.fixture(scope="session")
def hopper() -> Image.Image:
    """512 x 600; her face is at 174, 131 to 358, 337."""
    with Image.open(DEMO / "grace_hopper.jpg") as image:
        fresh = Image.new("RGB", image.size)
        fresh.paste(image)
        return fresh
