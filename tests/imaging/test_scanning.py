import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import pytest
from PIL import Image, ImageFile
from quick_cases import quick_among

from consentkit.domain.errors import Unavailable
from consentkit.domain.pictures.images import Box, Detection, Profile, Scan, ScanOutcome
from consentkit.domain.settings import FACE_DETECTORS
from consentkit.imaging.detectors import DETECTORS, Detected, load_detector
from consentkit.imaging.opening.opening import Picture, open_picture
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.scanning.scanning import plan_scan, rescan_copy, scan_picture

from .apart import apart
from .conftest import BOTH, MODELS, saved

ORIENTATION = 0x0112
FACE = Box(left=181, top=58, right=270, bottom=178)


class Look(Protocol):
    def __call__(self, picture: Picture, /, *, models: Path, detectors: Sequence[str]) -> Scan: ...


def picture_of(image: Image.Image) -> Picture:
    return Picture(np.asarray(image), "image/png")


def scan(
    picture: Picture,
    names: tuple[str, ...] = BOTH,
    profile: Profile = Profile.STANDARD,
    models: Path = MODELS,
) -> Scan:
    return apart(scan_picture, picture, models=models, detectors=names, profile=profile)


_scans: dict[Profile, Scan] = {}


def scan_of(portrait: Image.Image, profile: Profile) -> Scan:
    """The scan of the one portrait, made once for all that is asked of it."""
    if profile not in _scans:
        _scans[profile] = scan(picture_of(portrait), profile=profile)
    return _scans[profile]


def scan_with(added: dict[str, str], picture: Picture, names: tuple[str, ...]) -> Scan:
    """Scan where there are other detectors, too: the function that makes each, by the name it goes by."""
    return apart(_with, added, scan_picture, picture, names)


def rescan_with(added: dict[str, str], picture: Picture, names: tuple[str, ...]) -> Scan:
    return apart(_with, added, rescan_copy, picture, names)


def _with(added: dict[str, str], look: Look, picture: Picture, names: tuple[str, ...]) -> Scan:
    with pytest.MonkeyPatch.context() as patched:
        for name, factory in added.items():
            patched.setitem(DETECTORS, name, f"{__name__}:{factory}")
        return look(picture, models=MODELS, detectors=names)


def found_by(name: str, pixels: Pixels, profile: Profile) -> Detected:
    return apart(_found_by, name, pixels, profile)


def _found_by(name: str, pixels: Pixels, profile: Profile) -> Detected:
    return load_detector(name, MODELS).detect(pixels, profile)


def described(name: str) -> tuple[str, str, tuple[str, ...]]:
    """A detector's name, version and thorough passes."""
    return apart(_described, name)


def _described(name: str) -> tuple[str, str, tuple[str, ...]]:
    detector = load_detector(name, MODELS)
    return detector.name, detector.version, detector.passes(Profile.THOROUGH)


def gradient() -> Picture:
    ramp = np.linspace(0, 255, 640, dtype=np.uint8)
    return Picture(np.repeat(np.tile(ramp, (480, 1))[..., None], 3, axis=2), "image/png")


@pytest.mark.parametrize("name", FACE_DETECTORS)
def test_each_detector_finds_the_face_and_nothing_in_a_gradient(name: str, astronaut: Image.Image) -> None:
    itself, version, passes = described(name)
    assert itself == name
    assert version
    assert passes
    found = found_by(name, np.asarray(astronaut), Profile.THOROUGH).detections
    assert any(detection.box.overlap(FACE) >= 0.4 for detection in found)
    assert all(0 <= detection.score <= 1 and detection.detector == name for detection in found)
    assert all(d.box.right <= 512 and d.box.bottom <= 512 for d in found)
    assert found_by(name, gradient().pixels, Profile.THOROUGH) == ([], [])


@pytest.mark.parametrize("name", FACE_DETECTORS)
@pytest.mark.parametrize("size", [(1, 1), (9, 300), (300, 9), (31, 33), (63, 63)])
def test_each_detector_takes_small_pictures(name: str, size: tuple[int, int]) -> None:
    pixels = np.full((size[1], size[0], 3), 128, dtype=np.uint8)
    assert found_by(name, pixels, Profile.THOROUGH) == ([], [])


def _is_strict_after_loading(name: str) -> bool:
    load_detector(name, MODELS)
    return ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_loading_a_detector_leaves_pillow_strict() -> None:
    assert apart(_is_strict_after_loading, "face-recognition")


def test_the_version_names_the_model() -> None:
    _, version, _ = described("centerface")
    assert "consentkit 0.1.0" in version
    assert "495b3e80316f" in version


def test_a_detector_nobody_knows_is_missing() -> None:
    with pytest.raises(Unavailable) as caught:
        load_detector("crystal-ball", MODELS)
    assert (caught.value.code, caught.value.facts) == ("detector-missing", {"detector": "crystal-ball"})


each_profile = pytest.mark.parametrize(
    "profile",
    [
        Profile.FAST,
        *(pytest.param(deep, marks=pytest.mark.slow) for deep in (Profile.STANDARD, Profile.THOROUGH)),
    ],
)
WHOLE = ("centerface-whole-1600", "centerface-whole-640")
FAST_FACES = ("centerface-native", *WHOLE)
FACES = ("centerface-native", "centerface-mirrored", *WHOLE)
CODES = ("codes-native", "codes-doubled", "codes-calm", "codes-turned")
FAST, STANDARD = (*FAST_FACES, *CODES[:1]), (*FACES, *CODES[:2])
TURNED = tuple(f"centerface-turned-{degrees}" for degrees in (90, 180, 270))
THOROUGH = (*FACES, "centerface-whole-320", "centerface-doubled", *TURNED, "face-recognition-hog", *CODES)
PASSES = {Profile.FAST: FAST, Profile.STANDARD: STANDARD, Profile.THOROUGH: THOROUGH}


@pytest.mark.parametrize("profile", quick_among(Profile, [Profile.THOROUGH]))
def test_a_portrait_is_found_once_and_the_passes_are_named(hopper: Image.Image, profile: Profile) -> None:
    result = scan_of(hopper, profile)
    assert (result.outcome, result.profile, result.problem) == (ScanOutcome.FOUND, profile, None)
    assert [d.detector for d in result.detections] == ["centerface"]
    assert set(result.detectors) == {*(BOTH if profile is Profile.THOROUGH else BOTH[:1]), "zxing-cpp"}
    assert result.passes == PASSES[profile]


@each_profile
def test_none_found_is_earned_by_every_pass(profile: Profile) -> None:
    result = scan(gradient(), profile=profile)
    assert (result.outcome, result.profile) == (ScanOutcome.NONE_FOUND, Profile.THOROUGH)
    assert result.detections == ()
    assert result.passes == THOROUGH


@pytest.mark.parametrize("profile", quick_among(Profile, [Profile.THOROUGH]))
def test_a_plan_names_what_a_scan_would_take(hopper: Image.Image, profile: Profile) -> None:
    plan = apart(plan_scan, models=MODELS, detectors=BOTH, profile=profile)
    taken = scan_of(hopper, profile)
    assert plan.is_met_by(taken)
    assert not plan.is_met_by(taken.model_copy(update={"passes": taken.passes[1:]}))
    assert not plan.is_met_by(taken.model_copy(update={"detectors": {"centerface": "older"}}))
    assert not plan.is_met_by(taken.model_copy(update={"profile": None}))


@pytest.mark.parametrize("orientation", quick_among(range(1, 9), [6]))
def test_every_orientation_gives_the_same_boxes(astronaut: Image.Image, orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    cut = astronaut.crop((0, 0, 512, 384))
    stored = cut.transpose(undo[orientation]) if orientation in undo else cut
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    upright = scan(open_picture(saved(cut, "PNG")))
    turned = scan(open_picture(saved(stored, "PNG", exif=exif)))
    assert upright.outcome is ScanOutcome.FOUND
    assert turned == upright


@pytest.mark.parametrize("turn", quick_among([90, 180, 270], [270]))
def test_a_turned_picture_without_orientation_is_not_none_found(hopper: Image.Image, turn: int) -> None:
    result = scan(picture_of(hopper.rotate(turn, expand=True)))
    assert result.outcome is ScanOutcome.FOUND
    width, height = (600, 512) if turn != 180 else (512, 600)
    middle = {90: (234, 246), 180: (246, 366), 270: (366, 266)}[turn]
    box = next(d.box for d in result.detections if d.detector == "centerface")
    assert box.left < middle[0] < box.right <= width
    assert box.top < middle[1] < box.bottom <= height


CUTS = {
    "left": (226, 0, 512, 512),
    "right": (0, 0, 230, 512),
    "top": (0, 100, 512, 512),
    "bottom": (0, 0, 512, 130),
}


@pytest.mark.parametrize("side", quick_among(CUTS, ["right", "bottom"]))
def test_half_a_face_at_the_edge_is_not_none_found(astronaut: Image.Image, side: str) -> None:
    cut = CUTS[side]
    result = scan(picture_of(astronaut.crop(cut)), ("centerface",))
    assert result.outcome is not ScanOutcome.NONE_FOUND
    for detection in result.detections:
        assert detection.box.right <= cut[2] - cut[0]
        assert detection.box.bottom <= cut[3] - cut[1]


@pytest.mark.slow
@each_profile
def test_faces_on_the_seams_of_tiles_are_each_found_once(astronaut: Image.Image, profile: Profile) -> None:
    head = astronaut.crop((150, 20, 310, 220))
    wide = Image.new("RGB", (2900, 1500), (120, 130, 140))
    corners = [(100, 100), (1010, 300), (1130, 1080), (1200, 800), (2100, 1100), (2180, 200), (2730, 1290)]
    for corner in corners:
        wide.paste(head, corner)
    found = found_by("centerface", np.asarray(wide), profile).detections
    for left, top in corners:
        face = Box(left=left + 31, top=top + 38, right=left + 120, bottom=top + 158)
        assert len([d for d in found if d.box.overlap(face) >= 0.4]) == 1
    assert len(found) == len(corners)


@pytest.mark.slow
def test_a_face_larger_than_a_tile_is_found(hopper: Image.Image) -> None:
    result = scan(picture_of(hopper.crop((140, 80, 400, 380)).resize((2600, 3000))), ("centerface",))
    assert result.outcome is ScanOutcome.FOUND
    assert max(d.box.height_px for d in result.detections) > 1300


def test_a_face_of_twelve_px_is_found(astronaut: Image.Image) -> None:
    small = astronaut.resize((69, 69), Image.Resampling.LANCZOS)
    wide = Image.new("RGB", (900, 700), (90, 100, 110))
    wide.paste(small, (400, 300))
    assert scan(picture_of(wide), ("centerface",)).outcome is ScanOutcome.FOUND


def altered_models(folder: Path) -> Path:
    shutil.copytree(MODELS, folder)
    with (folder / "centerface.onnx").open("r+b") as model:
        model.seek(-1, 2)
        model.write(b"\x01")
    return folder


def test_an_altered_model_leaves_the_scan_undecided(tmp_path: Path, hopper: Image.Image) -> None:
    models = altered_models(tmp_path / "models")
    with pytest.raises(Unavailable) as caught:
        load_detector("centerface", models)
    assert (caught.value.code, caught.value.facts) == ("model-altered", {"detector": "centerface"})
    result = scan(picture_of(hopper), models=models)
    assert (result.outcome, result.problem) == (ScanOutcome.UNDECIDED, "model-altered")
    assert "centerface" not in result.detectors
    assert [d.detector for d in result.detections] == ["face-recognition"]
    assert result.profile is None


@pytest.mark.parametrize("names", [(), ("face-recognition",)])
def test_without_the_required_detector_the_scan_is_undecided(names: tuple[str, ...]) -> None:
    result = scan(gradient(), names)
    assert (result.outcome, result.problem) == (ScanOutcome.UNDECIDED, "detector-missing")


def test_without_its_model_the_scan_is_undecided(tmp_path: Path) -> None:
    result = scan(gradient(), ("centerface",), models=tmp_path)
    assert (result.outcome, result.problem) == (ScanOutcome.UNDECIDED, "detector-missing")


def test_an_optional_detector_that_is_missing_is_left_out() -> None:
    result = scan_with({"absent": "absent"}, gradient(), ("centerface", "absent"))
    assert result.outcome is ScanOutcome.NONE_FOUND
    assert list(result.detectors) == ["centerface", "zxing-cpp"]


class Failing:
    name = "failing"
    version = "1"

    def passes(self, profile: Profile) -> tuple[str, ...]:  # noqa: ARG002
        return (self.name,)

    def detect(self, pixels: Pixels, profile: Profile) -> Detected:  # noqa: ARG002
        raise RuntimeError("out of memory")


def failing(models: Path) -> Failing:
    return Failing()


def test_a_detector_that_fails_leaves_the_scan_undecided(hopper: Image.Image) -> None:
    for picture, count in ((gradient(), 0), (picture_of(hopper), 1)):
        result = scan_with({"failing": "failing"}, picture, ("centerface", "failing"))
        assert (result.outcome, result.problem) == (ScanOutcome.UNDECIDED, "detector-failed")
        assert len(result.detections) == count
        assert "failing" not in result.passes


class Doubting(Failing):
    name = "centerface"
    doubt = Detection(box=Box(left=10, top=10, right=30, bottom=40), score=0.16, detector="centerface")

    def detect(self, pixels: Pixels, profile: Profile) -> Detected:  # noqa: ARG002
        return Detected([], [self.doubt])


def doubting(models: Path) -> Doubting:
    return Doubting()


def test_a_faint_candidate_is_listed_for_a_person_to_settle() -> None:
    result = scan_with({"centerface": "doubting"}, gradient(), ("centerface",))
    assert (result.outcome, result.passes[-1]) == (ScanOutcome.FOUND, "faint-candidates")
    assert result.detections == (Doubting.doubt.model_copy(update={"is_faint": True}),)


def test_a_rescan_lists_no_faint_candidates() -> None:
    result = rescan_with({"centerface": "doubting"}, gradient(), ("centerface",))
    assert (result.outcome, result.detections) == (ScanOutcome.NONE_FOUND, ())


def test_a_rescan_without_its_detector_is_undecided(tmp_path: Path) -> None:
    result = rescan_copy(gradient(), models=tmp_path, detectors=("centerface",))
    assert (result.outcome, result.problem) == (ScanOutcome.UNDECIDED, "detector-missing")


class Seeing(Failing):
    name = "seeing"

    def detect(self, pixels: Pixels, profile: Profile) -> Detected:  # noqa: ARG002
        return Detected(
            [Detection(box=Box(left=1, top=1, right=9, bottom=9), score=0.5, detector=self.name)], []
        )


def seeing(models: Path) -> Seeing:
    return Seeing()


@pytest.mark.slow
def test_what_one_detector_sees_does_not_spare_the_other_its_second_look() -> None:
    result = scan_with({"seeing": "seeing"}, gradient(), ("centerface", "seeing"))
    assert (result.outcome, result.profile) == (ScanOutcome.FOUND, Profile.THOROUGH)
    assert "centerface-turned-90" in result.passes


def test_nothing_in_a_format_that_hides_damage_is_undecided() -> None:
    for kind in ("AVIF",):
        picture = open_picture(saved(Image.fromarray(gradient().pixels), kind))
        result = scan(picture, ("centerface",))
        assert (result.outcome, result.problem) == (ScanOutcome.UNDECIDED, "picture-unverifiable")
