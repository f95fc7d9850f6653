"""Where a letter is signed: its fields by id, in reading order."""

from collections.abc import Iterator

from consentkit.domain.letters.letters import LetterText, Signature
from consentkit.domain.letters.rosters import SIGNED, rows_of

SIGNATURE, DAY, THUMB = "signature", "date", "thumb"


def signing_fields(text: LetterText) -> tuple[str, ...]:
    """Return where somebody signs, presses a thumb or writes the day: `C-7K3Q-X9MN.mark`, `staff.date`."""
    rows = tuple(f"{person}.{SIGNED}" for person in rows_of(text))
    return (*rows, *_of_frames(text))


def _of_frames(text: LetterText) -> Iterator[str]:
    for block in text.blocks:
        if isinstance(block, Signature):
            yield f"{block.signer}.{SIGNATURE}"
            yield f"{block.signer}.{DAY}"
            if block.thumbprint_label:
                yield f"{block.signer}.{THUMB}"


def is_to_sign(field: str) -> bool:
    """Tell whether a field is signed in; the day and the thumb stand beside it."""
    return field.endswith((f".{SIGNATURE}", f".{SIGNED}"))
