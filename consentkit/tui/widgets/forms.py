"""A form on a screen of its own: fields in a column, each with its complaint beside it, kept as typed."""

from contextlib import suppress
from functools import cached_property
from typing import Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Select, SelectionList

from consentkit.domain.errors import ConsentkitError, Unavailable
from consentkit.domain.gate.reopenings import told_of
from consentkit.pages.fields import (
    SEPARATOR,
    ChoiceField,
    Field,
    Filled,
    Options,
    ReplyField,
    RiskField,
    SecretField,
    SeveralField,
    Values,
    YesNoField,
    joined,
)
from consentkit.pages.forms import Form, needed_in_words
from consentkit.pages.office.passphrases import NewPassphraseField
from consentkit.pages.opening import opened
from consentkit.store.machine import failures_told
from consentkit.tui.line_inputs import LineInput
from consentkit.tui.screens.base import DeskScreen, words_of_error
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.new_passphrases import SUGGEST_KEY, PassphraseMeter
from consentkit.tui.widgets.replies import ReplySelect, RiskSelect
from consentkit.tui.widgets.ticks import Ticks
from consentkit.usecases.office.unfinished_forms import (
    drop_unfinished_form,
    get_unfinished_form,
    keep_unfinished_form,
)
from consentkit.wording.languages import _

_METER = "passphrase-meter"
_KEYED: tuple[tuple[type[ChoiceField[Any]], type[Select[str]]], ...] = (
    (ReplyField, ReplySelect),
    (RiskField, RiskSelect),
)
"""Fields whose choices are taken with one key each."""


class FormScreen(DeskScreen):
    """Fill in, then save (ctrl+s). What saving gives goes to who pushed this; leaving gives `None`."""

    AUTO_FOCUS = ""
    """Textual's own focus scrolls before anything has its place; see `on_mount`."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save"),
        Binding("escape", "leave", "Back"),
        Binding(SUGGEST_KEY, "suggest", "Suggest a passphrase"),
    ]

    def __init__(self, form: Form[Any] | None = None) -> None:
        super().__init__()
        self._given = form

    @cached_property
    def form(self) -> Form[Any]:
        """The form that is filled in."""
        return self._given or self.make_form()

    def make_form(self) -> Form[Any]:
        """Make the form over the unlocked workspace; for screens that are opened by their name alone."""
        raise NotImplementedError

    def leave_with(self, result: object) -> None:
        """Leave with what saving gave."""
        self.dismiss(result)

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        form = self.form
        yield self.title_bar(form.title)
        kept = get_unfinished_form(self.desk.workspace, form.id)
        with VerticalScroll(classes="form", can_focus=False):
            if form.intro:
                yield Label(form.intro, classes="form-intro", markup=False)
            for one in form.fields:
                # One box a field, so that its label and complaint are scrolled into sight with it.
                with Vertical(classes="field"):
                    yield Label(one.label, classes="field-label", markup=False)
                    if one.help:
                        yield Label(_help(one), classes="field-help", markup=False)
                    yield _widget(one, kept.get(one.name, one.start))
                    if isinstance(one, NewPassphraseField):
                        yield PassphraseMeter(one.names, id=_METER)
                    yield Label("", id=f"complaint-{one.name}", classes="complaint", markup=False)
            yield Label("", id="complaint", classes="complaint", markup=False)
            yield Button(_("Save (ctrl+s)"), variant="primary", id="save")
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor where the form begins; the page stays at its top."""
        if self.form.fields:
            begins = self.form.begins_at or self.form.fields[0].name
            self.query_one(f"#field-{begins}").focus(scroll_visible=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a passphrase only where one is chosen."""
        if action == "suggest":
            return self._new_passphrase is not None
        return super().check_action(action, parameters)

    @property
    def _new_passphrase(self) -> NewPassphraseField | None:
        return next((one for one in self.form.fields if isinstance(one, NewPassphraseField)), None)

    def action_suggest(self) -> None:
        """Show a passphrase drawn by chance below its field."""
        self.query_one(f"#{_METER}", PassphraseMeter).suggest()
        self.call_after_refresh(self._scroll_to_field)

    @on(Input.Changed)
    def _weigh(self, event: Input.Changed) -> None:
        field = self._new_passphrase
        if field is not None and event.input.id == f"field-{field.name}":
            self.query_one(f"#{_METER}", PassphraseMeter).weigh(event.value)

    def values(self) -> Values:
        """Return what is filled in now."""
        return {one.name: _value(self.query_one(f"#field-{one.name}")) for one in self.form.fields}

    @on(Input.Changed)
    @on(Select.Changed)
    @on(SelectionList.SelectedChanged)
    def _keep(self) -> None:
        typed = self.form.to_keep(self.values())
        if typed is None:
            return
        try:
            keep_unfinished_form(self.desk.workspace, self.form.id, typed)
        except Unavailable as error:
            # Said where it stands still: a disk that is full would be told at every key.
            self._complain("", words_of_error(error))

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        """Enter goes on to the next field, and saves in the last one."""
        if self.form.fields and event.input.id == f"field-{self.form.fields[-1].name}":
            self.action_save()
        else:
            self.focus_next()

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Save through the form; complaints go beside their fields."""
        self.query(".complaint").remove_class("shown")
        values = self.values()
        missing = self.form.missing(Filled(values))
        if missing:
            for name in reversed(missing):
                self._complain(name, needed_in_words())
            return
        try:
            filled = opened(self.form.fields, values)
        except ConsentkitError as error:
            self._refuse(error)
            return
        self._ask(filled)

    def _ask(self, filled: Filled) -> None:
        if self.form.confirm is None:
            self._finish(filled)
            return
        try:
            # What is asked is made of what was typed, which may not be readable.
            asked = self.form.confirm(filled)
        except ConsentkitError as error:
            self._refuse(error)
            return
        self.app.push_screen(
            Confirm(asked.question, asked.consequence), lambda yes: self._finish(filled) if yes else None
        )

    def _finish(self, filled: Filled) -> None:
        try:
            with failures_told():
                result = self.form.save(filled)
        except ConsentkitError as error:
            if told_of(error):
                self.ask_first(error, lambda: self._finish(filled))
            else:
                self._refuse(error)
            return
        with suppress(Unavailable):
            # What was typed stays then, and is overwritten the next time.
            drop_unfinished_form(self.desk.workspace, self.form.id)
        self.leave_with(result)

    def action_leave(self) -> None:
        """Go back; what was typed is kept."""
        self.dismiss(None)

    def _refuse(self, error: ConsentkitError) -> None:
        self._complain(self.form.place_of(error), words_of_error(error))

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


def _help(one: Field[Any]) -> str:
    return one.help.replace("{key}", _("Space")) if isinstance(one, SeveralField) else one.help


def _widget(one: Field[Any], value: str) -> Widget:
    name = f"field-{one.name}"
    if isinstance(one, SeveralField):
        chosen = set(value.split(SEPARATOR))
        return Ticks(
            *[(Content(text), key, key in chosen) for key, text in one.options], id=name, compact=True
        )
    if isinstance(one, ChoiceField | YesNoField):
        kind = next((drawn for of, drawn in _KEYED if isinstance(one, of)), Select[str])
        return _select(kind, one.options, value, is_required=one.is_required, name=name)
    return LineInput(value=value, id=name, password=isinstance(one, SecretField), compact=True)


def _select(kind: type[Select[str]], options: Options, value: str, *, is_required: bool, name: str) -> Widget:
    start = value if value in {key for key, _text in options} else Select.NULL
    return kind(
        # As Rich's text, words of others are no markup, which could colour and open links; a plain Content
        # is not found by typing (Textual 8 looks into strings and Rich's text only).
        [(Text(text), key) for key, text in options],
        value=start,
        prompt=_("Choose one"),
        # What must be chosen, and is, cannot be emptied again.
        allow_blank=start is Select.NULL or not is_required,
        id=name,
        compact=True,
    )


def _value(widget: Widget) -> str:
    if isinstance(widget, SelectionList):
        return joined(str(item) for item in widget.selected)
    if isinstance(widget, Select):
        return "" if widget.is_blank() else str(widget.value)
    assert isinstance(widget, Input)  # noqa: S101 - there are three kinds
    return widget.value
