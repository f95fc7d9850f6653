"""Below a new passphrase: how strong it is while it is typed, or one drawn by chance."""

from textual.widgets import Label

SUGGEST_KEY = "ctrl+g"


class PassphraseMeter(Label):
    """Says nothing until something is typed or asked for. A suggestion stays until the next one."""

    def __init__(self, names: tuple[str, ...] = (), *, id: str) -> None:  # noqa: A002 - as Textual calls it
        super().__init__("", id=id, classes="passphrase-meter", markup=False)
        self._names = names
        self._strength = ""
        self._suggested = ""

    def weigh(self, typed: str, names: tuple[str, ...] | None = None) -> None:
        """Say how strong this is."""
        from consentkit.pages.office.passphrases import strength_in_words

        self._strength = strength_in_words(typed, self._names if names is None else names)
        self._say()

    def suggest(self) -> None:
        """Show a passphrase in clear, to be typed: it is never filled in unread."""
        from consentkit.pages.office.passphrases import suggestion_in_words

        self._suggested = suggestion_in_words()
        self._say()

    def _say(self) -> None:
        said = "\n".join(words for words in (self._suggested, self._strength) if words)
        self.update(said)
        self.set_class(bool(said), "shown")
