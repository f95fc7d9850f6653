"""What a draft may show: a picture as it was taken, its public copy, or what a person has looked at."""

import pytest
from dossier_making import dossier, draft, face, image, part, public_copy, record, story, unseen

from consentkit.domain.gate.clearances import ReasonCode
from consentkit.domain.gate.clearing import clear
from consentkit.domain.pictures.images import Leak, Settlement
from consentkit.domain.words.drafts import Holds

HARMLESS = face(settlement=Settlement.NOT_A_FACE, contributor=None, is_hidden=False, score=0.4)
COVERED = face()


def codes(**changes):
    return {reason.code for reason in clear(dossier(**changes)).reasons}


def shows(*faces, leaks=(), **changes):
    picture = record(*faces, image=image(leaks=leaks), copy_made=public_copy(faces))
    return codes(images=(picture,), draft=draft(part(**changes)))


@pytest.mark.parametrize(
    ("faces", "leaks", "digest", "is_refused"),
    [
        ((HARMLESS,), (), "image-digest", False),
        ((COVERED,), (), "image-digest", True),
        ((HARMLESS,), (Leak.GPS,), "image-digest", True),
        ((COVERED,), (Leak.GPS,), "copy-digest", False),
        ((HARMLESS,), (), "another-copy", True),
    ],
)
def test_a_draft_shows_the_copy_or_what_needs_none(faces, leaks, digest, is_refused):
    found = shows(*faces, leaks=leaks, digest=digest)
    assert (ReasonCode.DRAFT_SHOWS_ORIGINAL in found) is is_refused


def test_a_part_whose_image_is_not_among_the_storys_is_refused():
    assert ReasonCode.DRAFT_SHOWS_ORIGINAL in codes(draft=draft(part(image="I-1111-1111")))


def test_a_page_as_printed_needs_no_copy_and_no_face_to_be_covered():
    page = record(HARMLESS, copy_made=None, copy_state=None, is_page=True)
    assert codes(images=(page,), draft=draft(part(Holds.WHOLE_PAGE))) == set()
    page = record(COVERED, copy_made=None, copy_state=None, is_page=True)
    found = codes(images=(page,), draft=draft(part(Holds.WHOLE_PAGE)))
    assert found == {ReasonCode.DRAFT_SHOWS_ORIGINAL}


def test_what_a_person_looked_at_does_not_refuse():
    assert codes(draft=draft(unseen())) == {ReasonCode.DRAFT_PART_UNSEEN}
    assert codes(draft=draft(unseen(seen_by="officer-1", why="a chart of school fees"))) == set()


def test_another_draft_that_was_looked_into_says_nothing_of_this_one():
    assert codes(draft=draft(name="an-older-draft")) == {ReasonCode.DRAFT_NOT_OPENED}
    assert codes(draft=None, story=story(draft=None)) == set()
