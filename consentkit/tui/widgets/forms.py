"""A form on a screen of its own: fields in a column, each with its complaint beside it, kept as typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Select, SelectionList

from consentkit.domain.errors import ConsentkitError, InvalidInput
from consentkit.pages.files import check_new_file
from consentkit.tui.screens.base import DeskScreen, words_of_error
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.ticks import Ticks
from consentkit.usecases.office.form_drafts import drop_form_draft, get_form_draft, keep_form_draft
from consentkit.wording.languages import _

_SEPARATOR = ","


@dataclass(frozen=True)
class FormField:
    """One field. `options` (value, what it says) make it a choice; `is_many` lets several be chosen.

    `help` stands below the label, in small. `is_secret` hides what is typed, and is never kept; with
    `is_kept` false it is seen, and never kept as a draft either.
    """

    name: str
    label: str
    value: str = ""
    options: Sequence[tuple[str, str]] = ()
    is_many: bool = False
    is_required: bool = True
    is_secret: bool = False
    is_kept: bool = True
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
        raise InvalidInput("day-malformed", given=values[name], field=name) from None


def new_file(values: Values) -> Path:
    """Return the path in the field `file`, where a file can be written. Raises what `check_new_file` does."""
    out = Path(values["file"].strip()).expanduser()
    check_new_file(out)
    return out


class FormScreen(DeskScreen):
    """Fill in, then save (ctrl+s). `save` calls one use-case; what it returns goes to who pushed this.

    `confirm` makes a question and its consequence of what was filled in, for what cannot be undone.
    """

    AUTO_FOCUS = ""
    """Textual's own focus scrolls before anything has its place; see `on_mount`."""
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
        *,
        confirm: Callable[[Values], tuple[str, str]] | None = None,
    ) -> None:
        super().__init__()
        self._confirm = confirm
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
        with VerticalScroll(classes="form", can_focus=False):
            if self._intro:
                yield Label(self._intro, classes="form-intro", markup=False)
            for one in self._fields:
                # One box a field, so that its label and complaint are scrolled into sight with it.
                with Vertical(classes="field"):
                    yield Label(one.label, classes="field-label", markup=False)
                    if one.help:
                        yield Label(one.help, classes="field-help", markup=False)
                    yield _widget(one, kept.get(one.name, one.value))
                    yield Label("", id=f"complaint-{one.name}", classes="complaint", markup=False)
            yield Label("", id="complaint", classes="complaint", markup=False)
            yield Button(_("Save (ctrl+s)"), variant="primary", id="save")
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor into the first field; the page stays at its top."""
        if self._fields:
            self.query_one(f"#field-{self._fields[0].name}").focus(scroll_visible=False)

    def values(self) -> Values:
        """Return what is filled in now."""
        return {one.name: _value(self.query_one(f"#field-{one.name}")) for one in self._fields}

    @on(Input.Changed)
    @on(Select.Changed)
    @on(SelectionList.SelectedChanged)
    def _keep(self) -> None:
        kept = {one.name: one.value for one in self._fields if one.is_kept and not one.is_secret}
        typed = {name: text for name, text in self.values().items() if name in kept}
        if typed != kept:
            keep_form_draft(self.desk.workspace, self._form, typed)

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Save through the use-case; complaints go beside their fields."""
        self.query(".complaint").remove_class("shown")
        values = self.values()
        missing = [one for one in self._fields if one.is_required and not values[one.name].strip()]
        if missing:
            for one in reversed(missing):
                self._complain(one.name, _("This is needed."))
            return
        if self._confirm is None:
            self._finish(values)
            return
        self.app.push_screen(
            Confirm(*self._confirm(values)), lambda yes: self._finish(values) if yes else None
        )

    def _finish(self, values: Values) -> None:
        try:
            result = self._save(values)
        except ConsentkitError as error:
            self._complain(self._place(error), words_of_error(error))
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
        if name:
            self.query_one(f"#field-{name}").focus()
            self._show_field()
        else:
            label.scroll_visible(animate=False)

    @on(events.DescendantFocus)
    def _show_field(self) -> None:
        """Show the whole field that has the focus, label and complaint too, once it is laid out."""
        self.call_after_refresh(self._scroll_to_field)

    def _scroll_to_field(self) -> None:
        focused = self.focused
        if focused is not None and focused.parent is not None and isinstance(focused.parent, Vertical):
            focused.parent.scroll_visible(animate=False)


def _widget(one: FormField, value: str) -> Widget:
    name = f"field-{one.name}"
    if one.options and one.is_many:
        chosen = set(value.split(_SEPARATOR))
        return Ticks(*[(text, key, key in chosen) for key, text in one.options], id=name, compact=True)
    if one.options:
        known = {key for key, _text in one.options}
        start = value if value in known else Select.NULL
        return Select(
            [(text, key) for key, text in one.options],
            value=start,
            prompt=_("Choose one"),
            # What must be chosen, and is, cannot be emptied again.
            allow_blank=start is Select.NULL or not one.is_required,
            id=name,
            compact=True,
        )
    return Input(value=value, id=name, password=one.is_secret, compact=True)


def _value(widget: Widget) -> str:
    if isinstance(widget, SelectionList):
        return _SEPARATOR.join(str(item) for item in widget.selected)
    if isinstance(widget, Select):
        return "" if widget.is_blank() else str(widget.value)
    assert isinstance(widget, Input)  # noqa: S101 - there are three kinds
    return widget.value
