"""Interpreters are told of, their promise is looked at, and what they carried is checked."""

from datetime import timedelta
from functools import partial

import pytest
from signed_letters_made import confirm, photographed, signed

from consentkit.domain.consents import Decision
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import Showing
from consentkit.domain.interpreting.back_checks import CheckWay, Understanding
from consentkit.domain.interpreting.interpreters import Tie
from consentkit.pages.files import Incoming
from consentkit.usecases.consents.back_checks import NewBackCheck, back_checks_on, record_back_check
from consentkit.usecases.consents.consents import list_consents
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.returns import take_letters_in
from consentkit.usecases.people.interpreters import (
    NewInterpreter,
    confirm_declaration,
    end_interpreter,
    list_interpreters,
    record_interpreter,
    show_declaration,
    show_interpreter,
)
from consentkit.usecases.publications.publications import publish_story

NO_TIE = frozenset({Tie.NONE})
HANDLE = "interpreter-1"


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


def told(workspace, **changes):
    today = workspace.today
    fields = {
        "handle": HANDLE,
        "languages": frozenset({"km", "en"}),
        "ties": NO_TIE,
        "declared_on": today - timedelta(days=9),
        "until": today,
        "declaration": b"I tell nobody.",
    }
    return record_interpreter(workspace, NewInterpreter(**fields | changes))


def looked_at(case, made, by="manager-1"):
    show_declaration(case.open_as(by), made.id, Showing.SHOWN)
    return confirm_declaration(case.open_as(by), made.id)


def check(case, consent, *, by="helper-2", outcome=Understanding.UNDERSTOOD, **more):
    new = NewBackCheck(consent=consent, checked_by=by, way=CheckWay.ASKED, outcome=outcome, **more)
    return record_back_check(case.officer, new)


def about_interpreters(case):
    return [code for code in case.codes() if "interpreter" in code or "check" in code or "understood" in code]


def test_a_consent_through_an_interpreter_clears_once_the_promise_was_looked_at(words):
    words.consent(interpreter=HANDLE)
    assert about_interpreters(words) == ["interpreter-unknown"]
    made = told(words.officer)
    assert about_interpreters(words) == ["interpreter-unseen"]
    with pytest.raises(Refused, match="declaration-not-opened"):
        confirm_declaration(words.officer, made.id)
    looked_at(words, made)
    assert about_interpreters(words) == []
    end_interpreter(words.officer, made.id)
    assert about_interpreters(words) == ["interpreter-undeclared"]
    with pytest.raises(Conflict, match="interpreter-ended"):
        end_interpreter(words.officer, made.id)
    looked_at(words, told(words.officer, ties=frozenset({Tie.VILLAGE})))
    assert about_interpreters(words) == ["interpreter-conflict"]
    assert len(show_interpreter(words.officer, HANDLE)) == len(list_interpreters(words.officer)) == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"handle": "Sok Dara"}, "interpreter-not-handle"),
        ({"languages": frozenset()}, "languages-missing"),
        ({"languages": frozenset({"xx-not"})}, "language-"),
        ({"ties": frozenset()}, "ties-missing"),
        ({"ties": NO_TIE | {Tie.FAMILY}}, "ties-contradict"),
        ({"ties": NO_TIE, "tied_to": frozenset({"C-0000-0000"})}, "ties-contradict"),
        ({"ties": frozenset({Tie.FAMILY}), "tied_to": frozenset({"C-0000-0000"})}, "record-unknown"),
        ({"until": None}, "declaration-in-part"),
        ({"declaration": None}, "declaration-in-part"),
        ({"declaration": b" "}, "picture-empty"),
        ({"letter": "L-0000-0000"}, "release-or-letter"),
        ({"letter": "L-0000-0000", "declaration": None}, "record-unknown"),
    ],
)
def test_what_cannot_be_true_of_an_interpreter_is_not_recorded(words, changes, code):
    with pytest.raises((InvalidInput, NotFound), match=code):
        told(words.officer, **changes)
    assert list_interpreters(words.officer) == ()


def test_the_interpreters_own_letter_is_their_declaration_and_was_looked_at(words):
    order = NewLetter(form="interpreter", language="th", contributor=words.person, organisation="River House")
    letters = {}
    for answer in ("yes", "no"):
        made = make_letter(words.officer, order)
        scans = [photographed(page) for page in signed(words.officer, made)]
        take_letters_in(words.officer, [Incoming("p.jpg", partial(bytes, scan)) for scan in scans])
        confirm(words.officer, made.letter.id, {f"I03.{answer}"})
        letters[answer] = made.letter.id
    days = {"declared_on": words.officer.today, "declaration": None}
    with pytest.raises(Refused, match="interpreter-not-wanted"):
        told(words.officer, letter=letters["no"], **days)
    made = told(words.officer, letter=letters["yes"], **days)
    assert (made.seen_by, made.is_unseen) == ("officer-1", False)
    words.consent(interpreter=HANDLE)
    assert about_interpreters(words) == []


def test_who_took_part_or_does_not_speak_it_is_no_second_speaker(words):
    plain = list_consents(words.officer)[0].id
    with pytest.raises(Conflict, match="nobody-interpreted"):
        check(words, plain)
    consent = words.consent(interpreter=HANDLE)
    for handle in (HANDLE, "officer-1"):
        with pytest.raises(InvalidInput, match="checker-took-part"):
            check(words, consent, by=handle)
    told(words.officer, handle="helper-2", languages=frozenset({"my"}))
    with pytest.raises(InvalidInput, match="checker-speaks-not"):
        check(words, consent)
    with pytest.raises(InvalidInput, match="checked-before-given"):
        check(words, consent, by="helper-3", checked_on=words.officer.today - timedelta(days=1))
    assert back_checks_on(words.officer, list_consents(words.officer)[-1]) == ()


def test_who_had_not_understood_did_not_consent_and_what_is_live_comes_down(words):
    consent = words.consent(interpreter=HANDLE)
    looked_at(words, told(words.officer))
    words.certify()
    live = publish_story(words.officer, words.story, words.clear().channel, where="https://example.org/1")
    assert check(words, consent).takedowns == ()
    failed = check(words, consent, by="helper-3", outcome=Understanding.NOT_UNDERSTOOD)
    assert [one.publication for one in failed.takedowns] == [live.id]
    assert check(words, consent, by="helper-4").takedowns == ()
    assert about_interpreters(words) == ["not-understood"]
    # Explained again, it is another consent.
    words.consent(decision=Decision.YES)
    assert about_interpreters(words) == []
