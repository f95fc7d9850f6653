"""`image copy` and `face settle` as an officer types them: a copy is written nowhere from there."""

import pytest

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.codes import new_code
from consentkit.domain.events import EventName
from consentkit.pages.files import incoming
from consentkit.store.pictures.images import delete_faces
from consentkit.store.pictures.images import faces_of as kept_faces
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.pictures.faces import faces_of
from consentkit.usecases.pictures.images import add_images, view_image
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.stories.stories import add_story, put_contributor

PORTRAIT = assets_folder() / "demo" / "grace_hopper.jpg"


@pytest.fixture
def officer(open_as):
    return open_as("officer-1")


@pytest.fixture
def person(officer):
    return add_contributor(officer, NewContributor(language="km")).code


@pytest.fixture
def image(officer, person):
    story = add_story(officer, "A year at the school").id
    put_contributor(officer, story, person)
    (taken,) = add_images(officer, story, [incoming(PORTRAIT)])
    scan_images(officer, [taken.image.id])
    return taken.image.id


@pytest.fixture
def face(officer, image):
    (found,) = faces_of(officer, image)
    return found


def test_a_copy_that_failed_ends_with_3(run_json, officer, image):
    # As if both detectors had missed the face: the copy's own scan finds it.
    with officer.change(EventName.FACE_TAKEN_BACK) as change:
        delete_faces(change.db, kept_faces(change.db, image))
        change.record(image)
    view_image(officer, image)
    code, made = run_json("officer-1", "image", "copy", image)
    assert code == 3
    assert len(made["copy"]["unsettled"]) == 1


@pytest.mark.parametrize("verb", [("image", "I"), ("video", "M")])
def test_no_copy_is_written_to_a_folder_of_choice_and_the_way_out_is_said(verb, run, run_json, tmp_path):
    noun, prefix = verb
    ended, said, err = run("officer-1", noun, "copy", new_code(prefix), "--out", tmp_path / "public")
    assert (ended, said) == (2, "")
    assert "exporting it gives its copies away" in err
    assert "Try: consentkit export STORY --channel CHANNEL" in err
    ended, told = run_json("officer-1", noun, "copy", new_code(prefix), "--out", tmp_path / "public")
    assert (ended, told["code"]) == (2, "copies-leave-by-export")
    assert not (tmp_path / "public").exists()


def test_a_linked_face_is_covered_unless_it_is_to_be_shown(run_json, face, person):
    def settle(*options):
        return run_json("officer-1", "face", "settle", face.id, "--contributor", person, *options)

    assert settle()[1][0]["is_hidden"]
    assert settle("--hide")[1][0]["is_hidden"]
    code, (shown,) = settle("--show")
    assert (code, shown["is_hidden"]) == (0, False)
    assert settle("--show", "--hide")[0] == 2
    assert run_json("officer-1", "face", "settle", face.id, "--redact", "--show")[0] == 2
