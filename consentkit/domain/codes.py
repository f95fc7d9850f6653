"""Random codes for records, safe to read aloud: `C-7K3Q-X9MN`."""

import secrets
from typing import Annotated, Literal

from pydantic import StringConstraints

from consentkit.domain.errors import InvalidInput

# Crockford's base 32: no I, L, O or U, so that a code survives handwriting and a bad line.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110")
_RANDOM_LENGTH = 7

Prefix = Literal[
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "K", "L", "M", "N", "P", "R", "S", "T", "V", "W"
]  # fmt: skip

KINDS: dict[str, str] = {
    "A": "assent",
    "B": "basis",
    "C": "contributor",
    "D": "interpreter",
    "E": "origin",
    "F": "face",
    "G": "guardian",
    "H": "track",
    "I": "image",
    "K": "consent",
    "L": "letter",
    "M": "video",
    "N": "finding",
    "P": "publication",
    "R": "returned page",
    "S": "story",
    "T": "takedown",
    "V": "certificate",
    "W": "recording",
}

Code = Annotated[
    str, StringConstraints(pattern=r"^[ABCDEFGHIKLMNPRSTVW]-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$")
]


def new_code(prefix: Prefix) -> str:
    """Return a new random code: 35 random bits and a check character, never derived from a person."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM_LENGTH))
    return _shaped(prefix, body + _check_character(body))


def parse_code(text: str, prefix: Prefix) -> str:
    """Return the code that `text` means; case, spaces and dashes do not matter, I L O read as 1 1 0.

    Raises InvalidInput when it is another kind of code, or a character was misread.
    """
    letters = "".join(c for c in text.upper() if c.isalnum())
    if letters[:1] != prefix:
        raise InvalidInput("code-of-another-kind", wanted=KINDS[prefix], given=text)
    body = letters[1:].translate(_MISREAD)
    if len(body) != _RANDOM_LENGTH + 1 or any(c not in _ALPHABET for c in body):
        raise InvalidInput("code-malformed", wanted=KINDS[prefix], given=text)
    if _check_character(body[:-1]) != body[-1]:
        raise InvalidInput("code-misread", wanted=KINDS[prefix], given=text)
    return _shaped(prefix, body)


def _shaped(prefix: str, body: str) -> str:
    return f"{prefix}-{body[:4]}-{body[4:]}"


def _check_character(body: str) -> str:
    """Luhn mod N over base 32: finds every single wrong character and nearly every swapped pair."""
    total = 0
    for position, character in enumerate(reversed(body)):
        doubled = _ALPHABET.index(character) * (2 if position % 2 == 0 else 1)
        total += doubled // len(_ALPHABET) + doubled % len(_ALPHABET)
    return _ALPHABET[-total % len(_ALPHABET)]
