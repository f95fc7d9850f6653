"""A picture that was taken back, and comes back changed under another name."""

import pytest
from PIL import Image as PillowImage

from consentkit.domain.consents import Decision
from consentkit.domain.errors import InvalidInput, NotFound, Refused
from consentkit.pages.files import incoming
from consentkit.store.pictures.images import images
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.file_looks import FileLook
from consentkit.usecases.people.asking import note_asked
from consentkit.usecases.pictures.images import add_images
from consentkit.usecases.pictures.near_copies import find_near_copies, near_ended_copies, settle_near_copy
from consentkit.usecases.stories.stories import add_story

WHY = "the same wall, and another girl"


@pytest.fixture
def returned(case, portrait, tmp_path):
    """A part of the portrait, smaller and mirrored, in another story."""
    (taken,) = add_images(case.officer, case.story, [incoming(portrait)])
    with PillowImage.open(portrait) as image:
        part = image.convert("RGB").crop((30, 20, 470, 560)).resize((300, 368))
        part.transpose(PillowImage.Transpose.FLIP_LEFT_RIGHT).save(tmp_path / "new.jpg", quality=60)
    other = add_story(case.officer, "Another year").id

    def add():
        (again,) = add_images(case.officer, other, [incoming(tmp_path / "new.jpg")])
        return again

    return taken.image.id, other, add


def _reasons(case, story):
    from consentkit.domain.values import Channel
    from consentkit.usecases.publications.clearances import clear_story

    return {reason.code.value for reason in clear_story(case.officer, story, Channel.WEBSITE).reasons}


def test_a_withdrawn_picture_is_recognised_when_it_comes_back(case, returned):
    first, story, add = returned
    consent = case.consent()
    withdraw_consent(case.officer, consent)
    again = add()
    assert again.near == (first,)
    assert "near-copy" in _reasons(case, story)


def test_a_picture_that_is_withdrawn_later_refuses_its_copies_then(case, returned):
    _, story, add = returned
    consent = case.consent()
    assert add().near == ()
    assert "near-copy" not in _reasons(case, story)
    withdraw_consent(case.officer, consent)
    assert "near-copy" in _reasons(case, story)


def test_a_refusal_counts_as_a_withdrawal_and_a_renewal_ends_it(case, returned):
    _, story, add = returned
    case.consent(decision=Decision.NO, scope=None, release=None)
    add()
    assert "near-copy" in _reasons(case, story)
    note_asked(case.officer, case.person)
    case.consent()
    assert "near-copy" not in _reasons(case, story)


def test_someone_else_settles_it_with_a_reason(case, returned, open_as, nothing_kept, last_event):
    first, story, add = returned
    withdraw_consent(case.officer, case.consent())
    image = add().image.id
    with nothing_kept(Refused, "role-may-not"):
        settle_near_copy(case.officer, image, first, WHY)
    with nothing_kept(InvalidInput, "why-missing"):
        settle_near_copy(open_as("manager-1"), image, first, "ok")
    with nothing_kept(NotFound, "near-copy-missing"):
        settle_near_copy(open_as("manager-1"), image, image, WHY)
    settle_near_copy(open_as("safeguarding-1"), image, first, WHY)
    assert last_event() == ("near-copy-settled", "safeguarding-1", image)
    assert "near-copy" not in _reasons(case, story)
    (near,) = find_near_copies(case.officer, image)
    assert (near.other, near.is_ended, near.settled_by) == (first, True, "safeguarding-1")


def _forget_hashes(db):
    with db.writing():
        db.execute("DELETE FROM image_hashes")


def test_pictures_of_before_get_their_hashes_and_a_lost_file_is_not_called_different(case, returned):
    first, story, add = returned
    withdraw_consent(case.officer, case.consent())
    image = add().image.id
    db, vault = case.officer.records.db, case.officer.records.vault
    _forget_hashes(db)
    assert "near-copy" in _reasons(case, story)
    assert [near.other for near in find_near_copies(case.officer, image)] == [first]
    assert len(db.rows("SELECT image FROM image_hashes")) == 2
    _forget_hashes(db)
    vault._path(images.get(db, first).original).unlink()
    assert near_ended_copies(db, FileLook(vault), images.get(db, image)) is None
    assert "near-copy-unknown" in _reasons(case, story)


def test_another_picture_is_no_near_copy(case, returned, other_portrait):
    _, story, _ = returned
    withdraw_consent(case.officer, case.consent())
    (taken,) = add_images(case.officer, story, [incoming(other_portrait)])
    assert taken.near == ()
    assert find_near_copies(case.officer, taken.image.id) == ()
