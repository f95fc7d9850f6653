"""Words that people type into a letter: their script, Burmese of an old font, and what they would tell."""

import re
import unicodedata
import warnings
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from consentkit.catalogue.form_lint_tables import SCRIPTS_OF, TELLING_WORDS, ZAWGYI_LIKELY, ZAWGYI_SURE
from consentkit.domain.words.burmese import is_impossible, is_no_burmese

_BURMESE = "Mymr"
_LATIN_WORDS = re.compile(r"[a-z]")


def strange_letters(text: str, scripts: Collection[str]) -> str:
    """Return the letters of `text` that belong to none of the scripts (ISO 15924); Latin belongs to all."""
    # Loaded only where words are looked at: ICU brings 50 MB of data.
    from icu import Script

    # Common signs and marks have no script of their own.
    usual = {SCRIPTS_OF.get(one, one) for one in scripts} | {"Latn", "Zyyy", "Zinh"}
    return "".join(c for c in text if Script.getScript(c).getShortName() not in usual)


def is_zawgyi(text: str, scripts: Collection[str]) -> bool:
    """Tell whether `text` is Burmese that was typed for the Zawgyi font.

    Signs in an order that Unicode does not have are proof. Where there are none, the detector must be sure,
    and reading the text as Zawgyi must make other words of it that Unicode can have: many short words are
    written alike in both.
    """
    if _BURMESE not in scripts or not any("\u1000" <= letter <= "\u109f" for letter in text):
        return is_impossible(text)
    if is_no_burmese(text):
        return True
    if zawgyi_probability(text) < ZAWGYI_SURE:
        return False
    read = str(_from_zawgyi().transliterate(text))
    return read != text and not is_impossible(read)


def seems_zawgyi(text: str) -> bool:
    """Tell whether the detector finds it likelier than not: for long texts, which a person looks at again."""
    return zawgyi_probability(text) >= ZAWGYI_LIKELY


def zawgyi_probability(text: str) -> float:
    """Return how sure the detector is, 0 to 1. It was trained on Burmese; Shan, Karen and Mon are not known
    to it."""
    return float(_detector().get_zawgyi_probability(text))


def telling_words(
    text: str, languages: Iterable[str] = TELLING_WORDS, *, but: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the words in `text` that would tell what happened to who holds the letter."""
    plain = unicodedata.normalize("NFC", text).casefold()
    words = {word for language in languages for word in TELLING_WORDS.get(language, ())} - set(but)
    found = {one[0] for one in (_pattern(word).search(plain) for word in words) if one}
    # In an address words stand without spaces; only long ones are looked for there, which no name holds.
    stems = {word.removesuffix("*") for word in words if word.endswith("*") and len(word) > _LEAST_IN_ADDRESS}
    inside = {stem for address in _ADDRESS.findall(plain) for stem in stems if stem in address}
    found |= {stem for stem in inside if not any(stem in word for word in found)}
    return tuple(sorted(found))


_ADDRESS = re.compile(r"\S*\w[@.]\w\S*")
_LEAST_IN_ADDRESS = 6


@cache
def _pattern(word: str) -> re.Pattern[str]:
    plain = re.escape(unicodedata.normalize("NFC", word).casefold().removesuffix("*"))
    # Words of other scripts than Latin are not always separated by spaces.
    if _LATIN_WORDS.search(plain) is None:
        return re.compile(plain)
    return re.compile(rf"\b{plain}\w*" if word.endswith("*") else rf"\b{plain}\b")


@cache
def _detector() -> Any:
    from myanmartools import ZawgyiDetector

    with warnings.catch_warnings():
        # myanmartools 1.2 reads its model with importlib.resources.open_binary, which Python 3.11 and 3.12
        # call deprecated and 3.13 does not.
        warnings.simplefilter("ignore", DeprecationWarning)
        return ZawgyiDetector()


@cache
def _from_zawgyi() -> Any:
    from icu import Transliterator

    return Transliterator.createInstance("Zawgyi-my")
