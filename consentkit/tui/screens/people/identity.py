"""An opened identity: seen for half a minute, and nowhere else."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from consentkit.domain.sealed_identities import OpenedIdentity, SealedVersion
from consentkit.pages.people.words import set_aside_count, version_line
from consentkit.wording import in_words
from consentkit.wording.languages import _


class IdentityScreen(ModalScreen[None]):
    """Shows an identity, then closes itself."""

    SECONDS: ClassVar[float] = 30
    ALLOW_SELECT = False
    """What stands here is not to be carried into a clipboard by a slip of the mouse."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,space", "dismiss(None)", show=False)]

    def __init__(self, code: str, opened: OpenedIdentity) -> None:
        super().__init__()
        self._code, self._opened = code, opened

    def compose(self) -> ComposeResult:
        """Lay out what is known."""
        with Vertical(classes="dialog"):
            yield Label(_("Behind {code}").format(code=self._code), classes="dialog-question", markup=False)
            yield from _version(self._opened.newest)
            for earlier in self._opened.earlier:
                yield Label(_("Earlier"), classes="field-label", markup=False)
                yield from _version(earlier)
            if self._opened.set_aside:
                words = set_aside_count(len(self._opened.set_aside))
                yield Label(words, classes="complaint shown", markup=False)
            closing = _(
                "The opening is recorded. This closes by itself after {seconds} seconds;"
                " Escape closes it now."
            )
            yield Label(
                closing.format(seconds=f"{self.SECONDS:g}"), classes="field-help closing", markup=False
            )

    def on_mount(self) -> None:
        """Begin to count."""
        self.set_timer(self.SECONDS, self._close)

    def _close(self) -> None:
        if self.is_current:
            self.dismiss(None)


def _version(version: SealedVersion) -> Iterator[Label]:
    one = version.identity
    lines = [
        (_("Name"), one.name),
        (_("How to reach them"), one.contact),
        (_("Date of birth"), in_words(one.birth_date) if one.birth_date else ""),
        (_("Note"), one.note),
    ]
    for label, text in lines:
        if text:
            yield Label(label, classes="field-help", markup=False)
            yield Label(text, markup=False)
    yield Label(version_line(version), classes="field-help", markup=False)
