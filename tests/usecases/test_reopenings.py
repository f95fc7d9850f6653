"""What an act asks again is said before it is done; making a person safer asks nobody again."""

from dataclasses import replace
from functools import partial

import pytest
from asking_again import Listening, asked
from making_documents import docx

from consentkit.domain.checklists import Standing
from consentkit.domain.consents import Decision, Naming
from consentkit.domain.errors import Refused
from consentkit.domain.gate.reopenings import Agreement, told_of
from consentkit.domain.pictures.images import Box, FaceDecision, Settlement
from consentkit.domain.pictures.public_copies import CopyWish
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.usecases.checks.checklists import list_questions
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.pictures.faces import add_face, faces_of, settle_face
from consentkit.usecases.pictures.images import add_images, images_of, take_out_image
from consentkit.usecases.pictures.public_copies import make_public_copy
from consentkit.usecases.reopenings import foresee_revision
from consentkit.usecases.stories.stories import (
    approve_draft,
    put_contributor,
    retitle_story,
    show_story,
    state_nobody_is_victim,
    take_out_contributor,
)
from consentkit.usecases.words.drafts import get_draft, look_at_part, put_draft
from consentkit.wording.reopenings import reopened_lines


@pytest.fixture
def workspace_folder(cleared_folder):
    return cleared_folder


def _another(case):
    other = add_contributor(case.officer, NewContributor(language="km")).code
    put_contributor(case.officer, case.story, other)
    approve_draft(case.officer, case.story, other, decision=Decision.YES)
    case.approve()
    case.answer_all()
    return other


OTHERS_WORDS = {
    "a statement": lambda case, w, _more: state_nobody_is_victim(w, case.story, is_stated=True),
    "other words": lambda case, w, _more: put_draft(w, case.story, b"She has learned twelve."),
    "words with a picture": lambda case, w, more: put_draft(w, case.story, docx([more.read_bytes()])),
    "a picture": lambda case, w, more: add_images(w, case.story, [incoming(more)]),
    "a picture less": lambda case, w, _more: take_out_image(w, images_of(w, case.story)[0].id),
}
QUICK_WORDS = {"other words", "a picture"}


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(act, id=name, marks=() if name in QUICK_WORDS else pytest.mark.slow)
        for name, act in OTHERS_WORDS.items()
    ],
)
def test_what_is_asked_again_is_said_first_and_exactly(clearable, other_portrait, nothing_kept, act):
    case, foreseen = clearable, foresee_revision(clearable.officer, clearable.story)
    assert foreseen.approvals == (case.person,)
    assert foreseen.answers
    untold = replace(case.officer, agreement=Agreement())
    with pytest.raises(Refused, match="reopens") as refused:
        act(case, untold, other_portrait)
    assert told_of(refused.value) == foreseen
    assert case.codes() == [], "nothing was done"
    with untold.agreement.given(foreseen):
        act(case, untold, other_portrait)
    people, questions = asked(case.officer, case.story)
    assert people == {case.person}
    # Without a picture the questions about pictures are no questions any more.
    assert questions == set(foreseen.answers) & {
        f"{one.policy.id} {one.question.id}"
        for one in list_questions(case.officer, case.story, Channel.WEBSITE)
        if one.state.standing is not Standing.DOES_NOT_APPLY
    }
    # What was told of one revision is told of no other, and only of what was named.
    case.approve()
    later = foresee_revision(case.officer, case.story)
    assert not foreseen.holds(later)
    assert not later.model_copy(update={"approvals": ()}).holds(later)


def test_what_was_never_answered_about_who_is_put_in_is_said_first(clearable):
    case = clearable
    other = add_contributor(case.officer, NewContributor(language="km")).code
    foreseen = foresee_revision(case.officer, case.story, joining=(other,))
    about_people = {f"guidance-note-2016 {one}" for one in ("2.2a", "2.2b", "2.2c", "2.2d")}
    assert set(foreseen.answers) - set(foresee_revision(case.officer, case.story).answers) == about_people
    untold = replace(case.officer, agreement=Agreement(foresee_revision(case.officer, case.story)))
    with pytest.raises(Refused, match="reopens") as refused:
        put_contributor(untold, case.story, other)
    assert told_of(refused.value) == foreseen
    with untold.agreement.given(foreseen):
        put_contributor(untold, case.story, other)
    people, questions = asked(case.officer, case.story)
    assert (people, questions) == ({case.person}, set(foreseen.answers))


def test_looks_that_another_document_leaves_behind_are_said_first_and_of_no_other_act(case):
    chart = {"word/charts/chart1.xml": "<c:chart/>", "word/charts/chart2.xml": "<c:chart/>"}
    more = {"word/charts/chart3.xml": "<c:chart/>"}
    put_draft(case.officer, case.story, docx([], **chart))
    look_at_part(case.officer, case.story, 2, "Nobody is named in it.")
    case.approve()
    told = replace(case.officer, agreement=Agreement())
    with pytest.raises(Refused, match="reopens") as refused:
        state_nobody_is_victim(told, case.story, is_stated=True)
    assert told_of(refused.value).looks == ()
    with pytest.raises(Refused, match="reopens") as refused:
        put_draft(told, case.story, docx([], **chart, **more))
    found = told_of(refused.value)
    assert found.looks == (2,)
    assert list(reopened_lines(found))[-1].endswith(": 2")
    with told.agreement.given(found.model_copy(update={"looks": ()})), pytest.raises(Refused):
        put_draft(told, case.story, docx([], **chart, **more))
    with told.agreement.given(found):
        put_draft(told, case.story, docx([], **chart, **more))
    assert all(part.waits_for_a_look for part in get_draft(case.officer, case.story).parts)


def test_who_is_taken_out_is_not_asked_again(clearable):
    other = _another(clearable)
    told = Listening()
    take_out_contributor(replace(clearable.officer, agreement=told), clearable.story, other)
    assert told.approvals == {clearable.person}


def test_nothing_said_is_nothing_asked_again(case):
    """A story to which nobody said anything yet is worked on without a question."""
    put_draft(replace(case.officer, agreement=Agreement()), case.story, b"She has learned.")


def _told_of_uses(case, act):
    """Do what says first which uses it changes; nothing else is asked again by it."""
    with pytest.raises(Refused, match="uses-change") as refused:
        act()
    with case.officer.agreement.given(told_of(refused.value)):
        act()


SAFER = {
    "a face is hidden": lambda case, image, face: (
        settle_face(case.officer, face, FaceDecision(settlement=Settlement.REDACTED)),
        make_public_copy(case.officer, image),
    ),
    "one more is covered": lambda case, image, _face: (
        settle_face(
            case.officer,
            add_face(case.officer, image, Box(left=5, top=5, right=60, bottom=60)).id,
            FaceDecision(settlement=Settlement.REDACTED),
        ),
        make_public_copy(case.officer, image),
    ),
    "a smaller copy": lambda case, image, _face: make_public_copy(
        case.officer, image, CopyWish(channel=Channel.SOCIAL)
    ),
    "a narrower consent": lambda case, image, _face: (
        _told_of_uses(case, partial(case.consent, scope=case.scope(naming=Naming.NONE))),
        make_public_copy(case.officer, image),
    ),
    "another title": lambda case, _image, _face: retitle_story(case.officer, case.story, "Another"),
}


QUICK_SAFER = {"a face is hidden", "another title"}


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(act, id=name, marks=() if name in QUICK_SAFER else pytest.mark.slow)
        for name, act in SAFER.items()
    ],
)
def test_making_a_person_safer_sends_nobody_to_her(clearable, act):
    case = clearable
    image = images_of(case.officer, case.story)[0].id
    face = faces_of(case.officer, image)[0].id
    case.officer = replace(case.officer, agreement=Agreement())
    revision = show_story(case.officer, case.story)[0].revision
    act(case, image, face)
    assert asked(case.officer, case.story) == (set(), set())
    assert show_story(case.officer, case.story)[0].revision == revision


def test_a_copy_that_shows_more_asks_again_before_it_is_made(clearable):
    case = clearable
    image = images_of(case.officer, case.story)[0].id
    face = faces_of(case.officer, image)[0].id
    seen = FaceDecision(settlement=Settlement.LINKED, contributor=case.person, is_hidden=False)
    for handle in ("officer-1", "safeguarding-1"):
        settle_face(case.open_as(handle), face, seen)
    with pytest.raises(Refused, match="reopens"):
        make_public_copy(replace(case.officer, agreement=Agreement()), image)
    make_public_copy(case.officer, image)
    assert asked(case.officer, case.story)[0] == {case.person}


def test_part_of_a_consent_taken_back_asks_nobody_again(clearable):
    case = clearable
    told = replace(case.officer, agreement=Agreement())
    consent = case.consent(scope=case.scope(channels=frozenset({Channel.WEBSITE, Channel.PRINT})))
    withdraw_consent(told, consent, channels=frozenset({Channel.PRINT}))
    assert asked(case.officer, case.story) == (set(), set())
