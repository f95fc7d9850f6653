"""Showing what came back: sentences for people, JSON for programs."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from types import MappingProxyType
from typing import Any

import click
from pydantic import BaseModel

from consentkit.cli.hints import hint_for_error, hint_for_reason
from consentkit.cli.sentences import said_of_error
from consentkit.cli.streams import speaks_utf8
from consentkit.domain.characters import escaped_json, visible, visible_lines
from consentkit.domain.errors import ConsentkitError, Fault, InvalidInput, Refused
from consentkit.domain.gate.clearances import Reason, ReasonCode
from consentkit.domain.problems import Problem
from consentkit.domain.values import Fact
from consentkit.wording import cure_of, sentence_of
from consentkit.wording.problems import problem_in_words

_QUESTIONS = frozenset({ReasonCode.QUESTION_OPEN, ReasonCode.QUESTION_FAILED, ReasonCode.QUESTION_UNSIGNED})


def tell(words: str = "", *, to_stderr: bool = False) -> None:
    """Print words, in lines; what others wrote in them steers no terminal. Every verb speaks here."""
    # Asked for "stdout", click writes UTF-8 to whoever said ASCII.
    click.echo(visible_lines(words), file=sys.stderr if to_stderr else sys.stdout)


def tell_json(value: Any) -> None:
    """Print a value as JSON; what would steer a terminal stands there as JSON's own escapes."""
    text = json.dumps(plain(value), indent=2, ensure_ascii=not speaks_utf8())
    click.echo(escaped_json(text), file=sys.stdout)


def show(value: Any, lines: Iterable[str], *, as_json: bool) -> None:
    """Print a value as JSON, or its lines; each stays one line, whatever others wrote in it."""
    if as_json:
        tell_json(value)
        return
    for line in lines:
        tell(visible(line))


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many}"


def plain(value: Any) -> Any:
    """Return a value as JSON holds it; a reason and a problem bring their sentences."""
    if isinstance(value, BaseModel):
        names = [*type(value).model_fields, *type(value).model_computed_fields]
        return {name: plain(getattr(value, name)) for name in names} | _said(value)
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _said(value: BaseModel) -> dict[str, str]:
    if isinstance(value, Reason):
        return {"sentence": sentence_of(value), "cure": cure_of(value)}
    return {"sentence": problem_in_words(value)} if isinstance(value, Problem) else {}


def reason_lines(
    reasons: Iterable[Reason], *, mark: str = "✗", about: Mapping[str, Fact] = MappingProxyType({})
) -> Iterable[str]:
    """Yield each reason with what would clear it; what to type stands below the first that it clears.

    `about` is what was asked about: the codes that every line to be typed can name.
    """
    told = set()
    for reason in reasons:
        yield f"{mark} {sentence_of(reason)}"
        yield f"    → {cure_of(reason)}"
        hint = hint_for_reason(reason, about)
        # Questions are many, and answered one by one after they were read: the first shows how.
        same = reason.code.value if reason.code in _QUESTIONS else hint
        if hint and same not in told:
            told.add(same)
            yield f"    {hint}"
        yield f"    [{reason.code.value} {reason.subject}]"


def show_error(error: ConsentkitError, *, as_json: bool) -> None:
    """Print an error: to stderr for people, to stdout as JSON."""
    reasons = error.reasons if isinstance(error, Refused) else ()
    if as_json:
        value: dict[str, Any] = {
            "error": type(error).__name__,
            "code": error.code,
            "facts": error.facts,
            "sentence": said_of_error(error),
            "reasons": reasons,
        }
        if isinstance(error, InvalidInput) and error.faults:
            value["faults"] = [_fault(one) for one in error.faults]
        tell_json(value)
        return
    tell(said_of_error(error), to_stderr=True)
    if hint := hint_for_error(error):
        tell(hint, to_stderr=True)
    for line in reason_lines(reasons, about=error.facts):
        tell(line, to_stderr=True)


def _fault(fault: Fault) -> dict[str, Any]:
    error = fault.error
    place = {"row": fault.row, "column": fault.column}
    return place | {"code": error.code, "facts": error.facts, "sentence": said_of_error(error)}
