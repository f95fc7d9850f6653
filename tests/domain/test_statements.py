"""What a certificate states of the answers on which it rests."""

from datetime import UTC, datetime

from dossier_making import GUARDIAN, PERSON, answer, dossier

from consentkit.domain.checklists import Reply
from consentkit.domain.gate.certificates.stating import Issue, state_certificate
from consentkit.domain.gate.clearing import clear
from consentkit.domain.roles import Actor, Role

NO = {"reply": Reply.NO}
LATER = datetime(2026, 11, 20, 10, tzinfo=UTC)


def _noes(*shared):
    found = dossier(shared=shared)
    issue = Issue(
        workspace="w", organisation="House", id="V-0000-0000", at=datetime(2026, 11, 21, tzinfo=UTC),
        timezone="UTC", actor=Actor(handle="manager-1", roles=frozenset({Role.MANAGER})), audit_head="0" * 64,
    )  # fmt: skip
    return state_certificate(issue, (found,), clear(found), lambda at: at.date()).noes


def test_a_no_that_was_kept_for_each_of_several_is_stated_once():
    kept = (answer("1a", about=PERSON, **NO), answer("1a", about=GUARDIAN, **NO))
    (no,) = _noes(*kept)
    assert (no.question, no.by, no.lifts) == ("1a", "officer-1", ())


def test_every_no_that_was_said_by_itself_is_stated():
    other = answer("1a", about=GUARDIAN, by="officer-2", **NO)
    assert [no.by for no in _noes(answer("1a", about=PERSON, **NO), other)] == ["officer-1", "officer-2"]
    # Said twice of the same person is said twice; what one act said of them several times, once.
    first, again = answer("1a", about=PERSON, **NO), answer("1a", about=PERSON, at=LATER, **NO)
    assert [len(_noes(*said)) for said in ((first, again), (first, first))] == [2, 1]


def test_a_yes_about_one_hides_no_no_about_another():
    (no,) = _noes(answer("1a", about=PERSON), answer("1a", about=GUARDIAN, **NO))
    assert no.reply is Reply.NO
