"""What is printed on a letter that bounds what may be recorded from it."""

from datetime import date

from consentkit.domain.consents import Place
from consentkit.domain.letters.letters import (
    WITH_ANSWERS,
    Choices,
    Language,
    LetterText,
    Signature,
    Signer,
)
from consentkit.domain.values import Value


class PrintedVersion(Value):
    """The version of a story that a slip was made for: nothing else is approved by it."""

    revision: int
    digest: str
    """The story's `version_digest` when the slip was made."""


class Printed(Value):
    """The boxes of a letter and what stands in its blanks, as far as a record may not say more."""

    boxes: tuple[str, ...]
    """The ids of the tick boxes in reading order."""
    languages: tuple[Language, ...]
    until: date | None = None
    asked_on: date | None = None
    places: frozenset[Place] | None = None
    """`None`: no place is printed. Empty: words that name no country; what they mean, a person says."""
    places_text: str | None = None
    """The places as they stand on the paper."""
    has_recipients: bool = False
    """Whether it names others with whom it is shared."""
    version: PrintedVersion | None = None
    """Of a slip for the final version: which one was shown."""
    clauses: tuple[str, ...] = ()
    """The clauses that stand on it; empty in letters of before, which answer no question of a policy."""
    signers: frozenset[Signer] | None = None
    """Who is asked for a signature or a mark; `None`: nobody has read it from the words yet."""

    @property
    def has_interpreter(self) -> bool:
        """Tell whether the paper asks about an interpreter: then it was explained in another language."""
        return any(box.startswith("I03.") for box in self.boxes)


def signers_on(text: LetterText) -> frozenset[Signer]:
    """Return whose signatures or marks a letter asks for."""
    return frozenset(block.signer for block in text.blocks if isinstance(block, Signature))


def boxes_of(text: LetterText) -> tuple[str, ...]:
    """Return the ids of a letter's tick boxes in reading order; a yes-or-no question has two."""
    ids: list[str] = []
    for block in text.blocks:
        if isinstance(block, Choices):
            for option in block.options:
                ids += (
                    [f"{option.id}.yes", f"{option.id}.no"] if block.layout in WITH_ANSWERS else [option.id]
                )
    return tuple(ids)
