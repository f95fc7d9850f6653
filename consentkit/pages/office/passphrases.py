"""A new passphrase: typed twice, with how strong it is, or drawn by chance."""

from dataclasses import KW_ONLY, dataclass

from consentkit.domain.errors import InvalidInput
from consentkit.domain.passphrases.rules import MIN_LENGTH, check_new_passphrase, strength_of
from consentkit.pages.fields import Filled, SecretField
from consentkit.usecases.office.passphrases import Suggestion, suggest_passphrase
from consentkit.wording import sentence_of_error
from consentkit.wording.languages import _, language
from consentkit.wording.vocabularies import STRENGTHS


@dataclass(frozen=True)
class NewPassphraseField(SecretField):
    """A passphrase that is chosen now. `names` are those that it may not be made of."""

    _: KW_ONLY
    names: tuple[str, ...] = ()


class NewPassphrase:
    """A passphrase that is typed twice."""

    def __init__(self, meaning: str = "", *, names: tuple[str, ...] = (), is_required: bool = True) -> None:
        self.new = NewPassphraseField(
            "new",
            _("New passphrase"),
            error_codes=(
                "passphrase-too-short",
                "passphrase-common",
                "passphrase-not-text",
                "passphrase-same",
                "keeper-needs-passphrase",
            ),
            help=meaning or _("Four words that you remember are better than one hard one."),
            is_required=is_required,
            names=names,
        )
        self.again = SecretField(
            "again",
            _("New passphrase again"),
            error_codes=("passphrases-differ",),
            is_required=is_required,
        )

    def read(self, filled: Filled) -> str:
        """Return what was typed both times. Raises InvalidInput where they differ."""
        if self.new.read(filled) != self.again.read(filled):
            raise InvalidInput("passphrases-differ")
        return self.new.read(filled)


def strength_in_words(typed: str, names: tuple[str, ...] = ()) -> str:
    """Return what is said below a passphrase while it is typed; `""` below an empty field."""
    if not typed:
        return ""
    if len(typed) < MIN_LENGTH:
        return _("{length} of at least {minimum} characters").format(length=len(typed), minimum=MIN_LENGTH)
    try:
        check_new_passphrase(typed, names)
    except InvalidInput as error:
        return sentence_of_error(error)
    return _(STRENGTHS[strength_of(typed, names)])


def suggestion_in_words() -> str:
    """Return a passphrase drawn by chance, in the language that is spoken, and what to do with it."""
    drawn = suggest_passphrase(language())
    words = _("Drawn by chance ({bits} bits). Write it on paper if you need to, and type it.")
    return f"{drawn.passphrase}\n{words.format(bits=bits_of(drawn))}"


def bits_of(drawn: Suggestion) -> int:
    """Return the whole bits of chance in a suggestion: never more than there are."""
    return int(drawn.bits)
