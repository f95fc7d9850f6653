"""Interface languages: gettext catalogues, switched at run time, honest about what is missing."""

import gettext
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

ENGLISH = "en"
LANGUAGES = {
    "en": "English",
    "th": "ไทย",
    "lo": "ລາວ",
    "km": "ខ្មែរ",
    "my": "မြန်မာ",
    "vi": "Tiếng Việt",
    "zh": "中文",
}
"""Each language by its own name."""

DOMAIN = "consentkit"
FOLDER = Path(__file__).parent / "locale"
UNTRANSLATED = "‹en› "
"""Stands before a sentence that a catalogue lacks: it is shown in English, and says so."""

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def use_language(code: str) -> None:
    """Speak this language from now on, in this context. A language that is not offered is English."""
    _language.set(code if code in LANGUAGES else ENGLISH)


def language() -> str:
    """Return the code of the language that is spoken."""
    return _language.get()


def is_draft(code: str) -> bool:
    """Tell whether no native speaker has approved the language's catalogue."""
    return code != ENGLISH and _catalogue(code).info().get("x-status", "draft") != "approved"


def _(text: str) -> str:
    """Return the sentence in the language that is spoken, or in English with a mark."""
    code = _language.get()
    if code == ENGLISH or not text:
        return text
    translated = _catalogue(code).gettext(text)
    return UNTRANSLATED + text if translated == text and text not in _known(code) else translated


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, [code], fallback=True)


@lru_cache(maxsize=len(LANGUAGES))
def _known(code: str) -> frozenset[str]:
    """The sentences that the catalogue holds; some are the same in both languages."""
    return frozenset(getattr(_catalogue(code), "_catalog", {}))
