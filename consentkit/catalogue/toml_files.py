"""Reads TOML into a value, or tells every field that is wrong."""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from consentkit.catalogue.complaints import complaint_about
from consentkit.domain.values import Value

_Read = TypeVar("_Read", bound=Value)

_UNREVIEWED = re.compile(rb'^(status\s*=\s*)"unreviewed"', re.MULTILINE)
_LONGEST_LABEL = 10
_MOST_KEPT = 256
"""About sixty files are shipped; a letter of a batch needs most of them."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: the field (`""`: the whole file), and plain words that say what to do."""

    field: str
    problem: str


Faults = tuple[Fault, ...]


def digest_of_file(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes, as 64 lower-case hex digits; `unreviewed` is read as `draft`.

    That was its word in earlier versions. Approvals and certificates hold this digest, and nothing that
    people read in the files changed with the word.
    """
    return hashlib.sha256(_UNREVIEWED.sub(rb'\1"draft"', content, count=1)).hexdigest()


def read_value(content: bytes, kind: type[_Read]) -> _Read | Faults:
    """Return the value that the file's bytes hold, or all its faults in the order of the fields.

    Types are strict: text is never read as a number, nor a number as true or false. The same bytes give
    the same value, which is frozen, without being read again.
    """
    return cast("_Read | Faults", _read(content, kind))


@lru_cache(maxsize=_MOST_KEPT)
def _read(content: bytes, kind: type[Value]) -> Value | Faults:
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
        # As JSON, because strict pydantic takes lists for tuples and text for dates only from there.
        plain = json.dumps(table, default=str)
    except UnicodeDecodeError:
        return (Fault("", "This file is not UTF-8 text. Save it again as UTF-8."),)
    except RecursionError:
        return (Fault("", "This file has too many lists inside lists. Write it as the shipped files are."),)
    except ValueError as error:
        return (Fault("", f"This is not correct TOML: {error}. Correct this place."),)
    try:
        return kind.model_validate_json(plain, strict=True)
    except ValidationError as error:
        return tuple(
            Fault(_field_at(entry["loc"], table), complaint_about(entry))
            for entry in error.errors(include_url=False)
            if not _is_echo(entry)
        )


def _is_echo(entry: ErrorDetails) -> bool:
    """Tell whether pydantic calls a list too short only because it dropped the faulty entries."""
    return entry["type"] == "too_short" and bool(entry["input"])


def _field_at(place: tuple[int | str, ...], table: dict[str, Any]) -> str:
    """Return `caps.adult_years`, `principles[0].title`, or `question 1.2b: who` where its id is known."""
    label = _question_label(place, table)
    if label is None:
        return _dotted(place)
    rest = _dotted(place[4:])
    return f"question {label}: {rest}" if rest else f"question {label}"


def _question_label(place: tuple[int | str, ...], table: dict[str, Any]) -> str | None:
    match place:
        case ("principles", int(principle), "questions", int(question), *_):
            found = table["principles"][principle]["questions"][question]
        case _:
            return None
    label = found.get("id") if isinstance(found, dict) else None
    is_readable = isinstance(label, str) and label.isprintable() and 0 < len(label) <= _LONGEST_LABEL
    return label if is_readable else None


def _dotted(place: tuple[int | str, ...]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    # A key may hold anything, even characters that move a terminal's cursor.
    return "".join(c if c.isprintable() else "?" for c in text.removeprefix("."))
