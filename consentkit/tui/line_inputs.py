"""The line to type in, everywhere in the application: nothing that is pasted is dropped without a word."""

from textual import events
from textual.widgets import Input

from consentkit.wording.languages import _


class LineInput(Input):
    """A line to type in that takes all lines of what is pasted, and says so; Textual's keeps the first."""

    def _on_paste(self, event: events.Paste) -> None:
        # Textual 8.2 calls this one and the base's own, one after the other, unless told otherwise.
        event.prevent_default()
        event.stop()
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1 and self.password:
            self.app.notify(
                _("Several lines were pasted. Nothing was taken: a passphrase is one line."),
                severity="warning",
                markup=False,
            )
            return
        self.replace(" ".join(lines) if len(lines) > 1 else event.text.strip("\r\n"), *self.selection)
        if len(lines) > 1:
            # Two at least: there is no singular.
            words = _(
                "{count} lines were pasted. They stand in one line now: read whether it is still right."
            )
            self.app.notify(words.format(count=len(lines)), severity="warning", markup=False, timeout=10)
