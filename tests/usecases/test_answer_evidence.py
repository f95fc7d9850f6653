"""What shows a yes is asked for, kept, and opened again; nothing of it goes into the log."""

import json
from datetime import timedelta

import pytest
from saying_yes import NOTE, SENTENCE, say_yes

from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.errors import InvalidInput, NotFound
from consentkit.domain.events import EventName, Showing
from consentkit.domain.questions.evidence import EvidenceKind
from consentkit.domain.values import Channel
from consentkit.store.stories.stories import answers_of
from consentkit.usecases.checks.checklists import answer_question, list_questions, show_evidence_to
from consentkit.usecases.checks.evidence import NewEvidence, evidence_of
from consentkit.usecases.log.audits import read_audit

POLICY, SENTENCED, FILED = "guidance-note-2016", "1.1d", "4.4a"


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


def _standing(words, question):
    asked = list_questions(words.officer, words.story, Channel.WEBSITE)
    return next(one.state for one in asked if one.question.id == question)


def _yes(workspace, words, question, **given):
    shown = NewEvidence(**given)
    return answer_question(workspace, words.story, POLICY, question, reply=Reply.YES, shown=shown)


def test_a_yes_is_taken_only_with_what_is_asked_for(words):
    before = answers_of(words.officer.reading, words.story)
    tomorrow = words.officer.today + timedelta(days=1)
    for question, given, code in (
        (SENTENCED, {}, "evidence-lacking"),
        (SENTENCED, {"sentence": "  so "}, "evidence-lacking"),
        ("1.1e", {"sentence": SENTENCE}, "evidence-lacking"),
        ("1.1e", {"sentence": SENTENCE, "on": tomorrow}, "day-not-come"),
        ("1.3b", {"by": "Her Own Name"}, "evidence-not-handle"),
    ):
        with pytest.raises(InvalidInput) as refused:
            _yes(words.officer, words, question, **given)
        assert refused.value.code == code
    for given in ({}, {"file": b" \n"}, {"kept": "f" * 64}):
        with pytest.raises(InvalidInput):
            _yes(words.open_as("manager-1"), words, FILED, **given)
    assert answers_of(words.officer.reading, words.story) == before


def test_it_is_kept_with_the_answer_and_the_log_has_no_word_of_it(words):
    given = _yes(words.officer, words, SENTENCED, sentence=SENTENCE)
    state = _standing(words, SENTENCED)
    assert state.standing is Standing.YES
    assert given.evidence.sentence == SENTENCE
    assert [one.partition(":")[0] for one in state.shown] == ["sentence"]
    last = read_audit(words.open_as("manager-1"), limit=1)[-1]
    assert last.body["shown"] == [EvidenceKind.SENTENCE]
    assert SENTENCE not in json.dumps(last.body)


def test_a_file_is_opened_again_and_each_look_is_recorded(words):
    manager = words.open_as("manager-1")
    with pytest.raises(NotFound):
        show_evidence_to(words.officer, words.story, POLICY, SENTENCED, Showing.SHOWN)
    given = say_yes(manager, words.story, POLICY, FILED)
    assert show_evidence_to(words.officer, words.story, POLICY, FILED, Showing.SHOWN) == NOTE
    seen = read_audit(manager, limit=1)[-1]
    assert (seen.action, seen.body["question"]) == (EventName.ORIGINAL_SHOWN, FILED)
    # The same once more, as taking a later answer back does.
    again = answer_question(manager, words.story, POLICY, FILED, reply=Reply.YES, shown=evidence_of(given))
    assert again.evidence_file == given.evidence_file
