"""Passphrases that are suggested: words drawn by chance, in the reader's language. Needs no workspace."""

import math
import secrets
from dataclasses import dataclass

from consentkit.catalogue.phrase_words import phrase_words
from consentkit.domain.errors import InvalidInput
from consentkit.domain.passphrases.rules import check_new_passphrase

MIN_BITS = 60


@dataclass(frozen=True)
class Suggestion:
    """A passphrase of words; `bits` is how much chance is in it: 2 to this power are equally likely."""

    passphrase: str
    language: str
    words: int
    bits: float


def suggest_passphrase(language: str) -> Suggestion:
    """Return as many words of a language as hold 60 bits of chance, with spaces between them.

    Raises InvalidInput for a language that has no words.
    """
    known = phrase_words(language)
    bits = math.log2(len(known))
    count = math.ceil(MIN_BITS / bits)
    while True:
        phrase = " ".join(secrets.choice(known) for _ in range(count))
        try:
            return Suggestion(check_new_passphrase(phrase), language, count, round(count * bits, 1))
        except InvalidInput:
            # Such as one word eight times: so rare that what is drawn anew costs no measurable chance.
            continue
