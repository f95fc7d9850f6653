"""A form on a screen of its own: fields in a column, each with its complaint beside it, kept as typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Footer, Input, Label, Select, SelectionList

from consentkit.domain.errors import ConsentkitError, InvalidInput
from consentkit.tui.screens.base import DeskScreen
from consentkit.usecases.form_drafts import drop_form_draft, get_form_draft, keep_form_draft
from consentkit.wording import sentence_of_error
from consentkit.wording.languages import _

_SEPARATOR = ","


@dataclass(frozen=True)
class FormField:
    """One field. `options` (value, what it says) make it a choice; `is_many` lets several be chosen.

    `help` stands below the label, in small. `is_secret` hides what is typed, and is never kept.
    """

    name: str
    label: str
    value: str = ""
    options: Sequence[tuple[str, str]] = ()
    is_many: bool = False
    is_required: bool = True
    is_secret: bool = False
    help: str = ""
    facts: tuple[str, ...] = field(default=())
    """Error codes whose complaint belongs beside this field."""


Values = dict[str, str]
"""What was filled in, by field name; several choices are joined by commas."""


def many(values: Values, name: str) -> list[str]:
    """Return the choices of a field that takes several."""
    return [item for item in values[name].split(_SEPARATOR) if item]


def day(values: Values, name: str) -> date:
    """Return a field's day. Raises InvalidInput."""
    try:
        return date.fromisoformat(values[name].strip())
    except ValueError:
        raise InvalidInput("day-malformed", given=values[name]) from None


class FormScreen(DeskScreen):
    """Fill in, then save (ctrl+s). `save` calls one use-case; what it returns goes to who pushed this."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save"),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(
        self,
        form: str,
        title: str,
        fields: Sequence[FormField],
        save: Callable[[Values], object],
        intro: str = "",
    ) -> None:
        super().__init__()
        self._form, self._heading, self._fields, self._save, self._intro = (
            form,
            title,
            tuple(fields),
            save,
            intro,
        )

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        yield self.title_bar(self._heading)
        kept = get_form_draft(self.desk.workspace, self._form)
        with VerticalScroll(classes="form"):
            if self._intro:
                yield Label(self._intro, classes="form-intro")
            for one in self._fields:
                yield Label(one.label, classes="field-label")
                if one.help:
                    yield Label(one.help, classes="field-help")
                yield _widget(one, kept.get(one.name, one.value))
                yield Label("", id=f"complaint-{one.name}", classes="complaint")
            yield Label("", id="complaint", classes="complaint")
            yield Button(_("Save (ctrl+s)"), variant="primary", id="save")
        yield Footer()

    def values(self) -> Values:
        """Return what is filled in now."""
        return {one.name: _value(self.query_one(f"#field-{one.name}")) for one in self._fields}

    @on(Input.Changed)
    @on(Select.Changed)
    @on(SelectionList.SelectedChanged)
    def _keep(self) -> None:
        secret = {one.name for one in self._fields if one.is_secret}
        typed = {name: text for name, text in self.values().items() if name not in secret}
        if typed != {one.name: one.value for one in self._fields if not one.is_secret}:
            keep_form_draft(self.desk.workspace, self._form, typed)

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Save through the use-case; complaints go beside their fields."""
        self.query(".complaint").remove_class("shown")
        values = self.values()
        missing = [one for one in self._fields if one.is_required and not values[one.name].strip()]
        if missing:
            for one in missing:
                self._complain(one.name, _("This is needed."))
            self.query_one(f"#field-{missing[0].name}").focus()
            return
        try:
            result = self._save(values)
        except ConsentkitError as error:
            self._complain(self._place(error), sentence_of_error(error))
            return
        drop_form_draft(self.desk.workspace, self._form)
        self.dismiss(result)

    def action_leave(self) -> None:
        """Go back; what was typed is kept."""
        self.dismiss(None)

    def _place(self, error: ConsentkitError) -> str:
        named = str(error.facts.get("field", ""))
        for one in self._fields:
            if one.name == named or error.code in one.facts:
                return one.name
        return ""

    def _complain(self, name: str, words: str) -> None:
        label = self.query_one(f"#complaint-{name}" if name else "#complaint", Label)
        label.update(words)
        label.add_class("shown")
        label.scroll_visible()


def _widget(one: FormField, value: str) -> Widget:
    name = f"field-{one.name}"
    if one.options and one.is_many:
        chosen = set(value.split(_SEPARATOR))
        return SelectionList(
            *[(text, key, key in chosen) for key, text in one.options], id=name, compact=True
        )
    if one.options:
        known = {key for key, _text in one.options}
        start = value if value in known else Select.NULL
        return Select([(text, key) for key, text in one.options], value=start, id=name, compact=True)
    return Input(value=value, id=name, password=one.is_secret, compact=True)


def _value(widget: Widget) -> str:
    if isinstance(widget, SelectionList):
        return _SEPARATOR.join(str(item) for item in widget.selected)
    if isinstance(widget, Select):
        return "" if widget.is_blank() else str(widget.value)
    assert isinstance(widget, Input)  # noqa: S101 - there are three kinds
    return widget.value
