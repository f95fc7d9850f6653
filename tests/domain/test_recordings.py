"""A recording's words are told apart from all others, and from nothing else."""

from datetime import UTC, date, datetime

import pytest

from consentkit.catalogue.forms import load_forms
from consentkit.catalogue.shipped import forms_folder
from consentkit.domain.codes import new_code
from consentkit.domain.letters.forms import Condition
from consentkit.domain.letters.letters import Signer, TranslationStatus
from consentkit.domain.letters.recordings import (
    Recording,
    RecordingState,
    RemovalReason,
    digest_of_words,
    state_of_recording,
)

CATALOGUE = load_forms(forms_folder())
ADULT = next(form for form in CATALOGUE.forms if form.id == "adult")
KHMER = next(wording for wording in CATALOGUE.wordings if wording.language == "km")
WORDS = digest_of_words(ADULT, KHMER)


def clause(wording, name, **changed):
    clauses = dict(wording.clauses)
    clauses[name] = clauses[name].model_copy(update=changed)
    return wording.model_copy(update={"clauses": clauses})


def first_part(**changed):
    parts = (ADULT.parts[0].model_copy(update=changed), *ADULT.parts[1:])
    return ADULT.model_copy(update={"parts": parts})


@pytest.mark.parametrize(
    ("form", "wording"),
    [
        (ADULT, clause(KHMER, "L03", text=("Another sentence.",))),
        (ADULT, clause(KHMER, "L03", title="Another title")),
        (ADULT, clause(KHMER, "L04", choices=KHMER.clauses["L04"].choices | {"photo": "Another choice"})),
        (ADULT, KHMER.model_copy(update={"labels": KHMER.labels | {"sign-contributor": "Another label"}})),
        (ADULT, KHMER.model_copy(update={"titles": {}})),
        (ADULT, KHMER.model_copy(update={"language": "lo"})),
        (ADULT.model_copy(update={"version": ADULT.version + 1}), KHMER),
        (ADULT.model_copy(update={"parts": ADULT.parts[1:]}), KHMER),
        (ADULT.model_copy(update={"parts": ADULT.parts[::-1]}), KHMER),
        (ADULT.model_copy(update={"signers": (*ADULT.signers, Signer.WITNESS)}), KHMER),
        (first_part(when=Condition(has_witness=True)), KHMER),
        (first_part(only_text=True), KHMER),
    ],
)
def test_other_words_have_another_digest(form, wording):
    assert digest_of_words(form, wording) != WORDS


@pytest.mark.parametrize(
    ("form", "wording"),
    [
        (ADULT, KHMER),
        (ADULT, KHMER.model_copy(update={"status": TranslationStatus.APPROVED, "reviewer": "sokha-1"})),
        (ADULT, clause(KHMER, "X05", text=("A clause of another form.",))),
        (ADULT, KHMER.model_copy(update={"labels": KHMER.labels | {"draft-mark": "Another mark"}})),
        (ADULT.model_copy(update={"date_read": date(2030, 1, 1), "source": "Another source"}), KHMER),
    ],
)
def test_what_nobody_speaks_changes_nothing(form, wording):
    assert digest_of_words(form, wording) == WORDS


def recording(**changed):
    fields = {
        "id": new_code("W"), "form": "adult", "form_version": 1, "language": "km", "wording": WORDS,
        "stored": "f" * 64, "media_type": "audio/mpeg", "duration_ms": 2000, "spoken_by": "teacher-2",
        "attached_at": datetime(2026, 11, 22, tzinfo=UTC), "attached_by": "officer-1",
    }  # fmt: skip
    return Recording(**(fields | changed))


@pytest.mark.parametrize(
    ("changed", "words", "is_approved", "state"),
    [
        ({}, WORDS, True, RecordingState.CURRENT),
        ({}, WORDS, False, RecordingState.UNREVIEWED),
        ({}, "0" * 64, True, RecordingState.OLDER),
        ({}, "0" * 64, False, RecordingState.OLDER),
        ({}, None, True, RecordingState.OLDER),
        ({"removal": RemovalReason.MISREAD}, WORDS, True, RecordingState.REMOVED),
        ({"removal": RemovalReason.REPLACED}, "0" * 64, False, RecordingState.REMOVED),
    ],
)
def test_only_approved_words_that_are_printed_now_are_played(changed, words, is_approved, state):
    assert state_of_recording(recording(**changed), words, is_approved=is_approved) is state


@pytest.mark.parametrize("reader", ["Sokha Invented", "sokha invented", "", "a" * 40])
def test_who_reads_is_a_handle_and_no_name(reader):
    with pytest.raises(ValueError, match="spoken_by"):
        recording(spoken_by=reader)
