"""Who interpreted is known, of the language, bound by their word and untied; what carries risk is checked."""

import pytest
from dossier_making import DAY, GIVEN_ON, PERSON, consent, dossier
from interpreter_making import (
    HANDLE,
    back_check,
    child_interpreted,
    interpreted,
    interpreter,
)

from consentkit.domain.consents import Appearance, Naming
from consentkit.domain.gate.clearances import NoteCode
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.gate.clearing import clear
from consentkit.domain.interpreting.back_checks import Understanding
from consentkit.domain.interpreting.interpreters import Tie


def codes(made):
    return {reason.code for reason in clear(made).reasons}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, set()),
        ({"until": GIVEN_ON - DAY}, {R.INTERPRETER_UNDECLARED}),
        ({"declared_on": GIVEN_ON + DAY, "until": GIVEN_ON + DAY}, {R.INTERPRETER_UNDECLARED}),
        ({"ended_on": GIVEN_ON + DAY}, set()),
        ({"ended_on": GIVEN_ON}, {R.INTERPRETER_UNDECLARED}),
        ({"declaration": None}, {R.INTERPRETER_UNDECLARED}),
        ({"ties": frozenset({Tie.POLICE})}, {R.INTERPRETER_CONFLICT}),
        ({"ties": frozenset({Tie.FAMILY}), "tied_to": frozenset({"C-0000-0001"})}, set()),
        ({"handle": "interpreter-2"}, {R.INTERPRETER_UNKNOWN}),
    ],
)
def test_a_declaration_holds_on_the_day_of_the_answer_and_for_its_language(changes, expected):
    assert codes(interpreted(interpreter(**changes))) == expected


def test_the_last_told_counts_for_ties_and_what_was_signed_before_for_its_days():
    renewed = interpreter(id="D-0000-0001", declared_on=GIVEN_ON + DAY, until=GIVEN_ON + DAY)
    assert codes(interpreted(interpreter(), renewed)) == set()
    tied = renewed.model_copy(update={"ties": frozenset({Tie.EMPLOYER})})
    assert codes(interpreted(interpreter(), tied)) == {R.INTERPRETER_CONFLICT}


def test_in_an_answer_of_before_the_interpreter_is_a_handle_alone():
    assert codes(interpreted(needs_profile=None)) == set()
    plain = dossier(consents=(consent(interpreter=HANDLE),))
    assert plain.parts() == interpreted(needs_profile=None).parts()
    # What is known since of a tie, or that somebody had not understood, counts.
    tied = interpreter(ties=frozenset({Tie.BROKERS}))
    failed = (back_check(Understanding.NOT_UNDERSTOOD),)
    assert codes(interpreted(tied, needs_profile=None)) == {R.INTERPRETER_CONFLICT}
    assert codes(interpreted(needs_profile=None, checks=failed)) == {R.NOT_UNDERSTOOD}


@pytest.mark.parametrize(
    ("changes", "is_asked"),
    [
        ({}, False),
        ({"scope__appearance": Appearance.FACE_SHOWN}, True),
        ({"scope__naming": Naming.ALIAS}, False),
        ({"scope__naming": Naming.FIRST_NAME}, True),
    ],
)
def test_a_second_speaker_is_asked_for_where_somebody_can_be_known(changes, is_asked):
    assert (R.BACK_CHECK_MISSING in codes(interpreted(interpreter(), **changes))) is is_asked
    assert R.BACK_CHECK_MISSING not in codes(interpreted(interpreter(), checks=(back_check(),), **changes))


def test_a_childs_answer_is_checked_and_a_certificate_says_by_whom():
    assert R.BACK_CHECK_MISSING in codes(child_interpreted(interpreter()))
    checked = child_interpreted(interpreter(), checks=(back_check(),))
    assert R.BACK_CHECK_MISSING not in codes(checked)
    notes = {note.code: note.facts.get("by") for note in clear(checked).notes}
    assert (notes[NoteCode.INTERPRETED], notes[NoteCode.BACK_CHECKED]) == (HANDLE, "helper-2")


def test_a_look_at_a_declaration_changes_nothing_that_a_certificate_rests_on():
    seen = interpreted(interpreter())
    assert interpreted(interpreter(seen_by=None)).parts() == seen.parts()
    tied = interpreted(interpreter(ties=frozenset({Tie.VILLAGE}), tied_to=frozenset({PERSON})))
    assert tied.parts()["consents"] != seen.parts()["consents"]
