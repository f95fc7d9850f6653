"""Consents that were interpreted, what is told of the interpreter, and the check afterwards."""

from datetime import UTC, datetime

from dossier_making import (
    CONSENT,
    DAY,
    GIVEN_ON,
    PERSON,
    RELEASE,
    TODAY,
    assent,
    child_dossier,
    consent,
    dossier,
    paper,
)

from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.interpreting.back_checks import BackCheck, CheckWay, Understanding
from consentkit.domain.interpreting.interpreters import Interpreter, Tie
from consentkit.domain.letters.forms import FormPurpose

HANDLE = "interpreter-1"
AT = datetime(2026, 11, 1, tzinfo=UTC)


def interpreter(**changes):
    fields = {
        "id": "D-0000-0000",
        "handle": HANDLE,
        "languages": frozenset({"th", "en"}),
        "ties": frozenset({Tie.NONE}),
        "declared_on": GIVEN_ON,
        "until": GIVEN_ON,
        "declaration": "promise",
        "seen_by": "manager-1",
        "recorded_by": "officer-1",
        "recorded_at": AT,
    }
    return Interpreter(**fields | changes)


def back_check(outcome=Understanding.UNDERSTOOD):
    return BackCheck(
        consent=CONSENT,
        checked_on=TODAY,
        checked_by="helper-2",
        way=CheckWay.ASKED,
        outcome=outcome,
        recorded_by="officer-1",
        recorded_at=AT,
    )


def interpreted(*told, make=dossier, needs_profile=True, checks=(), signed=(), **changes):
    answer = consent(interpreter=HANDLE, needs_profile=needs_profile, **changes)
    return make(consents=(answer,), interpreters=told, back_checks=checks, signed=signed)


UNWANTED = paper(FormPurpose.CONSENT, "L24.yes", "I03.no", release=RELEASE)

INTERPRETER_CASES = {
    R.INTERPRETER_UNKNOWN: interpreted,
    R.INTERPRETER_LANGUAGE: lambda: interpreted(interpreter(languages=frozenset({"km"}))),
    R.INTERPRETER_UNDECLARED: lambda: interpreted(interpreter(until=GIVEN_ON - DAY)),
    R.INTERPRETER_UNSEEN: lambda: interpreted(interpreter(seen_by=None)),
    R.INTERPRETER_CONFLICT: lambda: interpreted(
        interpreter(ties=frozenset({Tie.FAMILY}), tied_to=frozenset({PERSON}))
    ),
    R.INTERPRETER_UNWANTED: lambda: interpreted(interpreter(), signed=(UNWANTED,)),
    R.BACK_CHECK_MISSING: lambda: child_interpreted(interpreter()),
    R.NOT_UNDERSTOOD: lambda: interpreted(
        interpreter(), checks=(back_check(Understanding.NOT_UNDERSTOOD), back_check())
    ),
}


def child_interpreted(*told, checks=()):
    made = child_dossier(assents=(assent(),))
    answers = tuple(
        one.model_copy(update={"interpreter": HANDLE, "needs_profile": True}) for one in made.consents
    )
    return made.model_copy(update={"consents": answers, "interpreters": told, "back_checks": checks})
