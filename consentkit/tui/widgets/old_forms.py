"""Forms that are not in `pages` yet."""
# ruff: noqa: D103, N802, A002

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from consentkit.pages.fields import ChoiceField, Field, SecretField, SeveralField, TextField, Values
from consentkit.pages.files import check_new_file
from consentkit.pages.forms import Form, Question
from consentkit.pages.parsers import day_in
from consentkit.tui.widgets.forms import FormScreen


def FormField(
    name: str,
    label: str,
    value: str = "",
    options: Sequence[tuple[str, str]] = (),
    *,
    is_many: bool = False,
    is_required: bool = True,
    is_secret: bool = False,
    is_kept: bool = True,
    help: str = "",
    facts: tuple[str, ...] = (),
) -> Field[Any]:
    common: dict[str, Any] = {"help": help, "is_required": is_required, "error_codes": facts}
    if is_secret:
        return SecretField(name, label, value, **common)
    common["is_kept"] = is_kept
    if options and is_many:
        return SeveralField(name, label, value, options=options, meaning=str, **common)
    if options:
        return ChoiceField(name, label, value, options=options, meaning=str, **common)
    return TextField(name, label, value, **common)


def old_form(
    id: str,
    title: str,
    fields: Sequence[Field[Any]],
    save: Callable[[Values], Any],
    intro: str = "",
    *,
    confirm: Callable[[Values], tuple[str, str]] | None = None,
) -> FormScreen:
    ask = (lambda filled: Question(*confirm(dict(filled.values)))) if confirm else None
    return FormScreen(
        Form(id, title, tuple(fields), lambda filled: save(dict(filled.values)), intro=intro, confirm=ask)
    )


def many(values: Values, name: str) -> list[str]:
    return [item for item in values[name].split(",") if item]


def day(values: Values, name: str) -> Any:
    from consentkit.domain.errors import InvalidInput

    try:
        return day_in(values[name])
    except InvalidInput as error:
        error.facts["field"] = name
        raise


def new_file(values: Values) -> Path:
    out = Path(values["file"].strip()).expanduser()
    check_new_file(out)
    return out
