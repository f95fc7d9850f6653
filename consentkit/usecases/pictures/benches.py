"""Measure what scans find in a folder of pictures whose faces people marked."""

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from pydantic import ValidationError

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.errors import BadDataFile, InvalidInput, Stopped
from consentkit.domain.pictures.benches import FacesBench, MarkedPicture, MarkedPictures, Tally
from consentkit.domain.pictures.images import Profile, Scan, ScanOutcome
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.domain.settings import FACE_DETECTORS
from consentkit.usecases.incoming import Incoming

if TYPE_CHECKING:
    from consentkit.imaging.opening.opening import Picture

_USUAL_DETECTORS = FACE_DETECTORS


def bench_faces(
    marks: Incoming,
    pictures: Iterable[Incoming],
    profiles: Sequence[Profile] = tuple(Profile),
    *,
    detectors: Sequence[str] = _USUAL_DETECTORS,
    watch: Watcher = unwatched,
) -> tuple[FacesBench, ...]:
    """Scan pictures with each profile, on all cores, and compare with what people marked in `marks`.

    Marks and pictures belong together by the pictures' names. Needs no workspace and keeps nothing. Raises
    InvalidInput where a file is missing, BadDataFile for marks that cannot be read, Stopped when `watch`
    cancels.
    """
    files = {picture.name: picture for picture in pictures}
    marked = _marks(marks, files)
    total = len(marked) * len(profiles)
    done = 0
    benches = []
    for profile in profiles:
        benches.append(_bench(files, marked, profile, detectors, partial(_step, watch, done, total)))
        done += len(marked)
    return tuple(benches)


def _marks(marks: Incoming, files: Mapping[str, Incoming]) -> tuple[MarkedPicture, ...]:
    content = marks.read()
    try:
        marked = MarkedPictures.model_validate_json(content).images
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadDataFile("marks-broken", file=marks.name, field=field) from None
    for one in marked:
        if one.file not in files:
            raise InvalidInput("file-not-found", file=one.file)
    return marked


def _bench(
    files: Mapping[str, Incoming],
    marked: Sequence[MarkedPicture],
    profile: Profile,
    detectors: Sequence[str],
    step: partial[None],
) -> FacesBench:
    from consentkit.imaging.scanning.worker_pools import ScanRequest, scan_in_order

    tally, pixels, undecided = Tally(), [0] * len(marked), 0
    asked = [
        ScanRequest(partial(_read, files[one.file]), profile, partial(_count_pixels, pixels, number))
        for number, one in enumerate(marked)
    ]
    began = time.perf_counter()
    with closing(scan_in_order(asked, models=assets_folder() / "models", detectors=detectors)) as scans:
        for number, (one, scan) in enumerate(zip(marked, scans, strict=True)):
            step(number)
            undecided += scan.outcome is ScanOutcome.UNDECIDED
            tally.add(one, scan)
    seconds = time.perf_counter() - began
    return _result(tally, profile, seconds, megapixels=sum(pixels) / 1e6, undecided=undecided)


def _result(
    tally: Tally, profile: Profile, seconds: float, *, megapixels: float, undecided: int
) -> FacesBench:
    counts = tally.counts
    return FacesBench(
        profile=profile,
        recall=tally.recall(),
        pictures=counts["all"],
        undecided=undecided,
        megapixels=megapixels,
        seconds=seconds,
        counted_pictures=counts["pictures"],
        false_boxes=counts["false"],
        faint_boxes=counts["faint"],
        doubled_boxes=counts["doubled"],
        faceless_pictures=counts["faceless"],
        faceless_with_boxes=counts["faceless-with-boxes"],
        missed=tuple(tally.missed),
    )


def _read(file: Incoming) -> bytes | Scan:
    try:
        return file.read()
    except InvalidInput as error:
        return Scan(outcome=ScanOutcome.UNDECIDED, problem=error.code)


def _count_pixels(pixels: list[int], number: int, picture: "Picture") -> None:
    pixels[number] = picture.width_px * picture.height_px


def _step(watch: Watcher, before: int, total: int, number: int) -> None:
    try:
        watch(Step(before + number, total, str(before + number + 1)))
    except Cancelled:
        raise Stopped("stopped", done=before + number, total=total) from None
