"""A slip for the final version: it holds the gate, and approves the version it was printed for, no other."""

import pytest
from quick_cases import quick_rows_among
from signed_letters_made import confirm, look_at_pages
from test_noes_on_paper import Office

from consentkit.domain.consents import Decision
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.letters.papers import approves
from consentkit.usecases.letters.approvals import foresee_approval
from consentkit.usecases.letters.orders import version_code
from consentkit.usecases.letters.prints import open_letter, print_again
from consentkit.usecases.letters.releases import correct_release, may_be_corrected
from consentkit.usecases.stories.stories import (
    add_story,
    approvals_of,
    approve_draft,
    put_contributor,
    show_story,
)
from consentkit.usecases.words.drafts import put_draft

YES, NO, CHANGE = frozenset({"X08.yes"}), frozenset({"X08.no"}), frozenset({"X08.change"})


@pytest.fixture
def office(open_as, tmp_path):
    return Office(open_as("officer-1"), open_as("volunteer-1"), tmp_path)


@pytest.fixture
def childs(open_as, tmp_path):
    return Office(open_as("officer-1"), open_as("volunteer-1"), tmp_path, is_child=True)


def _said(office):
    return [(one.revision, one.decision) for one in approvals_of(office.officer, office.story)]


def _revision(office):
    return show_story(office.officer, office.story)[0].revision


def _slip(office, ticked, language="th"):
    """Return the code of a slip that came back, and was not confirmed."""
    form = "approval-child" if office.guardian else "approval"
    made = office.letter(form, language)
    office.comes_back(made, ticked)
    return made.letter.id


def _approved(office):
    return not office.codes() & {R.DRAFT_NOT_APPROVED, R.LETTER_WAITING}


@pytest.mark.parametrize(
    ("language", "ticked"),
    quick_rows_among(
        [(language, ticked) for language in ("th", "my", "ar") for ticked in (NO, CHANGE, frozenset())],
        [("my", CHANGE)],
    ),
)
def test_a_slip_holds_the_gate_until_it_is_confirmed_and_then_says_what_it_says(office, language, ticked):
    office.says_yes()
    slip = _slip(office, YES, language)
    assert office.codes() >= {R.LETTER_WAITING, R.DRAFT_NOT_APPROVED}
    confirm(office.officer, slip, YES)
    assert _approved(office)
    again = _slip(office, ticked, language)
    assert R.LETTER_WAITING in office.codes()
    confirm(office.volunteer, again, ticked)
    assert R.DRAFT_NOT_APPROVED in office.codes()
    assert R.LETTER_WAITING not in office.codes()
    approve_draft(office.officer, office.story, office.person, decision=Decision.YES)
    assert _approved(office)


def test_a_slip_names_the_version_and_neither_title_nor_person(office):
    paper = office.letter("approval", blanks=office.blanks_of("approval", shown_on="2026-05-03")).paper
    story = show_story(office.officer, office.story)[0]
    words = paper.text.model_dump_json()
    assert {office.story, version_code(story)} <= set(paper.model_dump_json().split('"'))
    assert story.title not in words
    put_draft(office.officer, office.story, b"Other words.")
    assert version_code(show_story(office.officer, office.story)[0]) not in words


def test_a_yes_to_an_earlier_version_is_no_yes_to_this_one(office):
    office.says_yes()
    slip, shown = _slip(office, YES), _revision(office)
    put_draft(office.officer, office.story, b"Other words.")
    assert foresee_approval(office.volunteer, slip, YES).is_stale
    with pytest.raises(Conflict, match="slip-of-another-version"):
        print_again(office.volunteer, open_letter(office.volunteer, slip))
    confirm(office.officer, slip, YES)
    assert _said(office) == [(shown, Decision.YES)]
    assert R.DRAFT_NOT_APPROVED in office.codes()


def test_a_no_to_an_earlier_version_takes_a_yes_of_before_it_away(office, events):
    office.says_yes()
    slip, shown = _slip(office, NO), _revision(office)
    put_draft(office.officer, office.story, b"Other words.")
    approve_draft(office.officer, office.story, office.person, decision=Decision.YES)
    confirm(office.volunteer, slip, NO)
    assert R.DRAFT_NOT_APPROVED in office.codes()
    assert {one.body["revision"] for one in events("refusal-recorded")} == {shown, shown + 1}
    approve_draft(office.officer, office.story, office.person, decision=Decision.YES)
    assert _approved(office)


def test_only_who_may_record_a_yes_confirms_one(office, events):
    slip = _slip(office, YES)
    look_at_pages(office.volunteer, slip)
    with pytest.raises(Refused) as refused:
        confirm(office.volunteer, slip, YES)
    assert refused.value.code == "role-may-not"
    assert _said(office) == []
    confirm(office.officer, slip, YES)
    (event,) = events("draft-approved")
    assert (event.subject, event.body["letter"], event.body["decision"]) == (office.story, slip, "yes")


def test_a_yes_that_was_read_wrongly_is_corrected_and_a_no_stays(office):
    office.says_yes()
    slip = _slip(office, NO)
    confirm(office.officer, slip, YES)
    assert may_be_corrected(office.officer, slip)
    correct_release(office.officer, slip, NO)
    assert R.DRAFT_NOT_APPROVED in office.codes()
    with pytest.raises(Conflict) as stays:
        correct_release(office.officer, slip, YES)
    assert stays.value.code == "release-relied-on"


def test_two_answers_on_one_slip_are_not_confirmed(office):
    slip = _slip(office, YES | CHANGE)
    with pytest.raises(InvalidInput) as wrong:
        confirm(office.officer, slip, YES | CHANGE)
    assert wrong.value.code == "letter-says-two-things"


@pytest.mark.parametrize(
    ("ticked", "says_yes"),
    [
        ({"C04.yes", "X09.yes"}, True),
        ({"C04.yes", "X09.no"}, False),
        ({"C04.yes", "X09.change"}, False),
        ({"C04.yes"}, False),
        ({"C04.no", "X09.yes"}, False),
        ({"C04.unsure", "X09.yes"}, False),
        ({"X09.yes"}, False),
    ],
)
def test_a_childs_slip_is_a_yes_only_where_child_and_guardian_say_yes(ticked, says_yes):
    boxes = [
        f"{clause}.{answer}" for clause in ("C04", "X09") for answer in ("yes", "unsure", "change", "no")
    ]
    assert approves(boxes, ticked) is says_yes


def test_a_childs_slip_holds_the_gate_and_records_its_no(childs):
    childs.says_yes()
    childs.child_says()
    said = frozenset({"C04.no", "X09.yes"})
    slip = _slip(childs, said)
    assert R.LETTER_WAITING in childs.codes()
    confirm(childs.volunteer, slip, said)
    assert _said(childs) == [(_revision(childs), Decision.NO)]
    assert R.DRAFT_NOT_APPROVED in childs.codes()


def test_a_slip_is_for_somebody_of_the_story(office):
    other = add_story(office.officer, "Another").id
    for changed, code in (
        ({"story": None}, "slip-for-nobody"),
        ({"contributor": None}, "slip-for-nobody"),
        ({"story": other}, "contributor-not-in-story"),
        ({"blanks": office.blanks_of("approval") | {"version_code": "N-0000-0000"}}, "letter-code-is-ours"),
    ):
        with pytest.raises((Conflict, InvalidInput)) as wrong:
            office.letter("approval", **changed)
        assert wrong.value.code == code
    put_contributor(office.officer, other, office.person)
    office.letter("approval", story=other)
