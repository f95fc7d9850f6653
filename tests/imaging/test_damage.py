"""A thousand damaged files: none may crash us, hang us, or come out as a picture without a face."""

import time
from functools import partial

import pytest
from PIL import Image

from consentkit.documents.documents import new_document_reader
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import ScanOutcome
from consentkit.imaging.opening.opening import open_picture
from consentkit.imaging.scanning.scanning import scan_picture

from .apart import apart
from .conftest import MODELS
from .mutations import damaged_documents, damaged_files, outcome_of_document, whole_documents

_scan = partial(apart, scan_picture)
REFUSALS = {
    "picture-empty",
    "picture-format-unknown",
    "picture-format-named",
    "picture-damaged",
    "picture-too-many-pixels",
}


@pytest.mark.parametrize("count", [30, pytest.param(1000, marks=pytest.mark.slow)])
def test_no_damaged_file_comes_out_as_a_picture_without_a_face(
    astronaut: Image.Image, hopper: Image.Image, count: int
) -> None:
    images = [astronaut.resize((320, 320)), hopper.resize((256, 300))]
    silent: list[str] = []
    refusals: set[str] = set()
    for name, data in damaged_files(images, count=count, seed=20261121):
        began = time.monotonic()
        try:
            scan = _scan(open_picture(data), models=MODELS, detectors=("centerface",))
        except InvalidInput as refusal:
            refusals.add(refusal.code)
        else:
            if scan.outcome is ScanOutcome.NONE_FOUND:
                silent.append(name)
        assert time.monotonic() - began < 10, name
    assert silent == []
    assert refusals <= REFUSALS


@pytest.fixture(scope="module")
def reader():
    """One reader for many documents; it is started again where one of them brings it down."""
    worker = new_document_reader()
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def small(astronaut: Image.Image, hopper: Image.Image) -> list[Image.Image]:
    return [astronaut.resize((320, 320)), hopper.resize((256, 300))]


@pytest.mark.slow
def test_whole_documents_show_their_faces(small, reader) -> None:
    for name, data in whole_documents(small):
        assert (name, outcome_of_document(data, reader, scan=_scan)) == (name, "seen")


@pytest.mark.slow
def test_no_damaged_document_comes_out_as_one_without_a_face(small, reader) -> None:
    """`benchmarks/mutated_files.py` does this, and the same with films, for ten thousand files."""
    outcomes = {}
    for name, data in damaged_documents(small, count=300, seed=20261122):
        began = time.monotonic()
        outcomes[name] = outcome_of_document(data, reader, scan=_scan)
        assert time.monotonic() - began < 20, name
    assert [name for name, outcome in outcomes.items() if outcome == "none-found"] == []
    assert set(outcomes.values()) <= {"seen", "draft-damaged", "draft-format-unknown", "draft-has-password"}
