"""Checks what a letter is ordered with against what its form asks for, and reads it from typed text."""

from collections.abc import Mapping
from datetime import date

from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.forms import BlankKind, Form, FormPart
from consentkit.domain.letters.letters import Facts, LetterOrder
from consentkit.domain.letters.values import ORGANISATION


def read_blanks(form: Form, texts: Mapping[str, str]) -> dict[str, date | int | str]:
    """Return typed text as values of each blank's kind, such as a CSV's row; empty text is left out.

    Days are typed as 2026-11-21. Raises InvalidInput `letter-blank-unknown` (blank), or
    `letter-blank-kind` (blank, kind).
    """
    values: dict[str, date | int | str] = {}
    for name, text in texts.items():
        if name not in form.blanks:
            raise InvalidInput("letter-blank-unknown", blank=name)
        if text.strip():
            values[name] = _read(name, text.strip(), form.blanks[name].kind)
    return values


def check_order(form: Form, order: LetterOrder) -> None:
    """Do nothing when the form can be made with the order.

    Raises InvalidInput: `letter-blank-unknown` (blank), `letter-blank-kind` (blank, kind),
    `letter-blank-missing` (blank), `letter-clause-unknown` (clause), `letter-choice-not-offered` (clause,
    choice), or `letter-roster-too-long` (rows).
    """
    for name, value in order.blanks.items():
        if name not in form.blanks or name == ORGANISATION:
            raise InvalidInput("letter-blank-unknown", blank=name)
        if not _is_of(form.blanks[name].kind, value):
            raise InvalidInput("letter-blank-kind", blank=name, kind=form.blanks[name].kind.value)
    for name, blank in form.blanks.items():
        if blank.is_required and name not in order.blanks and name != ORGANISATION:
            raise InvalidInput("letter-blank-missing", blank=name)
    known = {part.clause for part in form.parts}
    for clause in order.offers:
        if clause not in known:
            raise InvalidInput("letter-clause-unknown", clause=clause)
    rows = form.roster.rows if form.roster else 0
    if len(order.roster) > rows:
        raise InvalidInput("letter-roster-too-long", rows=rows)


def offered_choices(part: FormPart, choices: Mapping[str, str], order: LetterOrder) -> tuple[str, ...]:
    """Return the clause's choices that this letter asks about, in the order of the form.

    Raises InvalidInput `letter-choice-not-offered` (clause, choice) when the order names another.
    """
    offered = offered_by(part, choices, order.facts)
    wanted = order.offers.get(part.clause, offered)
    for name in wanted:
        if name not in offered:
            raise InvalidInput("letter-choice-not-offered", clause=part.clause, choice=name)
    return tuple(name for name in offered if name in wanted)


def offered_by(part: FormPart, choices: Mapping[str, str], facts: Facts) -> tuple[str, ...]:
    """Return the clause's choices that a letter may ask about, where these facts are so."""
    may = part.choices or tuple(choices)
    return tuple(name for name in may if _is_open(part, name, facts))


def _is_open(part: FormPart, choice: str, facts: Facts) -> bool:
    condition = part.choices_when.get(choice)
    return condition is None or condition.holds(facts)


def _is_of(kind: BlankKind, value: date | int | str) -> bool:
    if kind is BlankKind.DATE:
        return isinstance(value, date)
    if kind is BlankKind.NUMBER:
        return isinstance(value, int) and value >= 0
    return isinstance(value, str)


def _read(name: str, text: str, kind: BlankKind) -> date | int | str:
    try:
        if kind is BlankKind.DATE:
            return date.fromisoformat(text)
        if kind is BlankKind.NUMBER:
            return int(text)
    except ValueError:
        raise InvalidInput("letter-blank-kind", blank=name, kind=kind.value) from None
    return text
