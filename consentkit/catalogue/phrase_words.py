"""The words that suggested passphrases are made of, one list a language: short, kind, hard to mistake."""

import unicodedata
from functools import cache

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.errors import InvalidInput


def phrase_languages() -> tuple[str, ...]:
    """Return the languages that have words."""
    return tuple(sorted(path.stem for path in (assets_folder() / "passphrases").glob("*.txt")))


@cache
def phrase_words(language: str) -> tuple[str, ...]:
    """Return a language's words, in NFC, each once. Raises InvalidInput (language-unknown) for another."""
    known = phrase_languages()
    if language not in known:
        raise InvalidInput("phrase-language-unknown", language=language, known=known)
    text = (assets_folder() / "passphrases" / f"{language}.txt").read_text(encoding="utf-8")
    lines = unicodedata.normalize("NFC", text).splitlines()
    return tuple(dict.fromkeys(word for line in lines if not line.startswith("#") for word in line.split()))
