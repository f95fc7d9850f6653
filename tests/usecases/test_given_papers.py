"""A signed letter without a code is opened by a person, who says what it is, before it bears a consent."""

from datetime import timedelta

import pytest
from seen_papers import say_paper

from consentkit.domain.consents import Decision
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.letters.given_papers import PaperForm
from consentkit.usecases.consents.consents import record_consent
from consentkit.usecases.consents.given_papers import paper_of, say_what_paper_is, show_paper


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


def on_file(case, **changes):
    return record_consent(case.officer, case.new_consent(**changes)).id


def of_papers(case):
    return [code for code in case.codes() if code.startswith("paper")]


def test_a_file_bears_a_consent_once_a_second_person_said_what_it_is(words):
    consent = on_file(words)
    assert of_papers(words) == ["paper-unsaid"]
    say_paper(words.officer, consent)
    assert of_papers(words) == ["paper-second-missing"]
    say_paper(words.open_as("manager-1"), consent, form=PaperForm.OTHER)
    assert of_papers(words) == ["paper-says-other"]
    say_paper(words.open_as("manager-1"), consent)
    assert of_papers(words) == []


def test_who_has_not_opened_it_cannot_say_what_it_is(words):
    consent = on_file(words)
    said = say_paper(words.open_as("manager-1"), consent).said
    with pytest.raises(Refused, match="paper-not-opened"):
        say_what_paper_is(words.officer, consent, said)
    tomorrow = words.officer.today + timedelta(days=1)
    for changes, code in (
        ({"signed_on": tomorrow}, "day-not-come"),
        ({"language": "zz-zz-zz"}, "language-"),
        ({"contributor": "C-0000-0000"}, "record-unknown"),
        ({"signed_by": "G-0000-0000"}, "record-unknown"),
    ):
        with pytest.raises((InvalidInput, NotFound), match=code):
            say_paper(words.officer, consent, **changes)


def test_a_no_and_an_answer_without_a_file_have_nothing_to_look_at(words):
    no = on_file(words, decision=Decision.NO, scope=None)
    assert paper_of(words.officer, no) is None
    with pytest.raises(Conflict, match="paper-none"):
        show_paper(words.officer, no, "shown")
