"""The demo on a person's own pictures: played to the end, or honest; and theirs stay as they are."""

import pytest

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.pages.files import pictures_in
from consentkit.pages.publications.exports import describe
from consentkit.usecases.office.demos import run_demo

NAME = "Sokha-Invented"
OWN = "four quiet otters at noon"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Two portraits, one of them twice, and a text that calls itself a picture."""
    folder = tmp_path_factory.mktemp("own")
    shipped = assets_folder() / "demo"
    for number, name in enumerate(("astronaut.png", "grace_hopper.jpg", "grace_hopper.jpg")):
        copy = folder / f"{NAME}-{number}{name[-4:]}"
        copy.write_bytes((shipped / name).read_bytes())
    (folder / "x.jpg").write_text("no picture")
    (folder / "notes.txt").write_text("no picture, and no picture's name")
    return folder


@pytest.fixture(scope="module")
def played(own, tmp_path_factory):
    """The scenes, where they played, and what the pictures' folder held before."""
    before = {p.name: p.read_bytes() for p in own.iterdir()}
    folder = tmp_path_factory.mktemp("play") / "demo"
    return list(run_demo(folder, describe, pictures_in(own), passphrase=OWN)), folder, before


def _codes(scenes):
    return [scene.code for scene in scenes]


@pytest.mark.slow
def test_it_ends_cleared_and_withdrawn_or_says_that_it_stays_refused(played):
    scenes, *_ = played
    codes = _codes(scenes)
    assert codes[0] == "workspace-of-ones-own"
    assert all(OWN not in str(scene.facts) for scene in scenes)
    if codes[-1] == "still-refused":
        assert not next(s for s in scenes if s.code == "cleared").clearance.is_allowed
        return
    assert codes[-1] == "left"
    last = next(s for s in scenes if s.code == "last-answer").clearance
    assert [r.code.value for r in last.reasons] == ["consent-withdrawn"]


@pytest.mark.slow
def test_what_is_no_picture_is_left_out_and_what_comes_twice_is_taken_once(played):
    scenes, *_ = played
    assert [s.facts["file"] for s in scenes if s.code == "picture-left-out"] == ["x.jpg"]
    assert [s.facts["file"] for s in scenes if s.code == "picture-twice"] == [f"{NAME}-2.jpg"]
    assert len([s for s in scenes if s.code == "scanned"]) == 2


@pytest.mark.slow
def test_nobody_is_shown_as_a_public_figure_on_own_pictures(played):
    scenes, *_ = played
    assert {s.facts["settlement"] for s in scenes if s.code == "settled"} <= {"linked", "redacted"}
    assert "drawn" not in _codes(scenes)


@pytest.mark.slow
def test_the_own_pictures_stay_byte_for_byte(played, own):
    assert {p.name: p.read_bytes() for p in own.iterdir()} == played[2]


@pytest.mark.slow
def test_no_name_of_a_picture_is_in_what_was_made(played):
    _, folder, _ = played
    for path in folder.rglob("*"):
        assert NAME not in path.name
        assert not path.is_file() or NAME.encode() not in path.read_bytes()


def test_a_folder_that_is_there_is_not_played_in(tmp_path):
    with pytest.raises(Conflict, match="folder-not-empty"):
        next(run_demo(tmp_path, describe))


def test_own_pictures_are_never_kept_under_a_passphrase_that_is_printed(own, tmp_path):
    with pytest.raises(InvalidInput, match="demo-needs-passphrase"):
        next(run_demo(tmp_path / "demo", describe, pictures_in(own)))
    with pytest.raises(InvalidInput, match="passphrase-common"):
        next(run_demo(tmp_path / "demo", describe, pictures_in(own), passphrase="demo passphrase"))
    assert not (tmp_path / "demo").exists()


def test_each_demo_draws_a_passphrase_of_its_own(tmp_path):
    said = {next(run_demo(tmp_path / name, describe)).facts["passphrase"] for name in "ab"}
    assert len(said) == 2


def test_a_folder_without_pictures_is_told(tmp_path):
    with pytest.raises(InvalidInput, match="no-pictures"):
        pictures_in(tmp_path)
    with pytest.raises(InvalidInput, match="file-not-found"):
        pictures_in(tmp_path / "absent")


@pytest.mark.slow
def test_a_folder_in_which_nothing_can_be_opened_is_played_without_pictures(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "x.jpg").write_text("no picture")
    scenes = list(run_demo(tmp_path / "demo", describe, pictures_in(own), passphrase=OWN))
    assert "scanned" not in _codes(scenes)
    assert _codes(scenes)[-1] in {"left", "still-refused"}
