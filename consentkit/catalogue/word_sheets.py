"""A form's words as rows of a spreadsheet, for who translates; and a language's file written from rows."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from consentkit.catalogue.form_texts import texts_of
from consentkit.domain.letters.forms import Form, Wording
from consentkit.domain.letters.gaps import labels_of
from consentkit.domain.letters.letters import TranslationStatus
from consentkit.domain.letters.word_sheets import SheetRow

_PLACE = re.compile(r"clauses\.([^.]+)\.(text|points)\[\d+\]")
_TABLES = ("titles", "labels", "clauses", "remarks")


def rows_of(form: Form, wording: Wording, source: Wording) -> tuple[SheetRow, ...]:
    """Return every text that a form prints, in the order of the form."""
    own = dict(texts_of(wording))
    order = [f"titles.{form.id}", *(f"labels.{name}" for name in labels_of(form))]
    order += [f"clauses.{part.clause}" for part in form.parts]
    texts = list(texts_of(source))
    return tuple(
        SheetRow(key=key, english=text, translation=own.get(key, ""), remark=wording.remarks.get(key, ""))
        for place in order
        for key, text in texts
        if key == place or key.startswith(f"{place}.")
    )


def with_rows(wording: Wording, rows: Iterable[SheetRow], written_on: date) -> dict[str, Any]:
    """Return what a language's file holds with these rows in it, unreviewed: clauses of theirs as a whole."""
    kept = wording.model_dump(mode="json", exclude={"reviewer", "reviewed_on"})
    found = list(rows)
    for clause in {row.key.split(".")[1] for row in found if row.key.startswith("clauses.")}:
        kept["clauses"][clause] = {}
    for row in found:
        _put(kept, row.key, row.translation)
        kept["remarks"].pop(row.key, None)
        if row.remark:
            kept["remarks"][row.key] = row.remark
    return kept | {"status": TranslationStatus.UNREVIEWED.value, "written_on": written_on}


def _put(kept: dict[str, Any], key: str, text: str) -> None:
    listed = _PLACE.fullmatch(key)
    if listed:
        kept["clauses"][listed[1]].setdefault(listed[2], []).append(text)
        return
    *path, name = key.split(".")
    table = kept
    for part in path:
        table = table.setdefault(part, {})
    table[name] = text


def toml_of(kept: Mapping[str, Any]) -> bytes:
    """Return a language's file."""
    head = [
        f"# {kept['language']}: written from a spreadsheet. The same titles, labels, clauses, choices,",
        "# fields and {blanks} as en.toml. Unreviewed until somebody who grew up with it has read it all.",
    ]
    plain = [f"{name} = {_value(value)}" for name, value in kept.items() if name not in _TABLES]
    lines = [*head, *plain, *(line for name in _TABLES for line in _table(name, kept.get(name) or {}))]
    return ("\n".join(lines) + "\n").encode()


def _table(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    own = {key: value for key, value in table.items() if not isinstance(value, dict)}
    if own:
        yield from ("", f"[{name}]")
        yield from (f"{_key(key)} = {_value(value)}" for key, value in own.items())
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _table(f"{name}.{_key(key)}", value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    # A string of JSON is one of TOML, but for a character that `Words` never holds.
    return json.dumps(value, ensure_ascii=False)
