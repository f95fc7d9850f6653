"""A thousand damaged files: none may crash us, hang us, or come out as a picture without a face."""

import time

import pytest
from PIL import Image

from consentkit.domain.errors import InvalidInput
from consentkit.domain.images import ScanOutcome
from consentkit.imaging.opening import open_picture
from consentkit.imaging.scanning import scan_picture

from .conftest import MODELS
from .mutations import damaged_files

REFUSALS = {"picture-empty", "picture-format-unknown", "picture-damaged", "picture-too-many-pixels"}


@pytest.mark.slow
def test_no_damaged_file_comes_out_as_a_picture_without_a_face(
    astronaut: Image.Image, hopper: Image.Image
) -> None:
    images = [astronaut.resize((320, 320)), hopper.resize((256, 300))]
    silent: list[str] = []
    refusals: set[str] = set()
    for name, data in damaged_files(images, count=1000, seed=20261121):
        began = time.monotonic()
        try:
            scan = scan_picture(open_picture(data), models=MODELS, detectors=("centerface",))
        except InvalidInput as refusal:
            refusals.add(refusal.code)
        else:
            if scan.outcome is ScanOutcome.NONE_FOUND:
                silent.append(name)
        assert time.monotonic() - began < 10, name
    assert silent == []
    assert refusals <= REFUSALS
