"""Reads the countries that somebody wrote on a letter, by name in its language or in English, or by code."""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError

from consentkit.domain.consents import WORLDWIDE

_WORLD = (
    "worldwide", "the whole world", "whole world", "all countries", "any country", "anywhere", "everywhere",
)  # fmt: skip
_OTHER_NAMES = {
    "burma": "MM", "myanmar": "MM", "laos": "LA", "lao pdr": "LA", "viet nam": "VN", "usa": "US", "uk": "GB",
}  # fmt: skip
_BETWEEN = re.compile(r"[,;/&]| and ")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{2}(?![A-Za-z])")


def read_countries(text: str, language: str) -> frozenset[str]:
    """Return the countries that `text` names, by ISO 3166, or `worldwide`; empty where it names none."""
    folded = text.casefold()
    if WORLDWIDE in folded or any(words in folded for words in _WORLD):
        return frozenset({WORLDWIDE})
    found: set[str] = set()
    for tongue in dict.fromkeys((language, "en")):
        rest = folded
        for name, code in _names(tongue):
            if name in rest:
                # So that "Guinea" is not found in "Papua New Guinea".
                rest = rest.replace(name, " ")
                found.add(code)
    known = {code for _name, code in _names("en")}
    return frozenset(found | {code for code in _CODE.findall(text) if code in known})


def read_only_countries(text: str, language: str) -> frozenset[str]:
    """Return the countries of a list that holds nothing else; empty for any other words."""
    parts = [part.strip() for part in _BETWEEN.split(text)]
    names = {name for tongue in (language, "en") for name, _code in _names(tongue)}
    codes = {code.casefold() for _name, code in _names("en")}
    is_list = all(part.casefold() in names | codes | set(_WORLD) for part in parts)
    return read_countries(text, language) if is_list else frozenset()


@cache
def _names(language: str) -> tuple[tuple[str, str], ...]:
    """Every name and its code, the longest first."""
    return tuple(sorted(_all_names(language), key=lambda pair: -len(pair[0])))


def _all_names(language: str) -> Iterator[tuple[str, str]]:
    if language == "en":
        yield from _OTHER_NAMES.items()
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return
    for code, name in territories.items():
        if _CODE.fullmatch(code):
            yield str(name).split(" (")[0].casefold(), str(code)
