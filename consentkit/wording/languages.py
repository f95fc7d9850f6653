"""Interface languages: gettext catalogues, switched at run time, honest about what is missing."""

import gettext
import io
import re
import tomllib
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

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


class Speaker:
    """What one person is spoken to in. All that is begun in its context follows when it changes.

    A thread begins in an empty context unless it is run in a copy (`contextvars.copy_context().run`).
    """

    def __init__(self, code: str) -> None:
        self.speak(code)

    def speak(self, code: str) -> None:
        """Speak this language from now on. A language that is not offered is English."""
        self.code = code if code in LANGUAGES else ENGLISH


_speaker: ContextVar[Speaker | None] = ContextVar("speaker", default=None)


def use_speaker(speaker: Speaker) -> None:
    """Have this context, and the tasks that it begins, speak through this speaker."""
    _speaker.set(speaker)


def use_language(code: str) -> None:
    """Speak this language from now on in this context, and in none that others have begun."""
    use_speaker(Speaker(code))


def language() -> str:
    """Return the code of the language that is spoken."""
    speaker = _speaker.get()
    return ENGLISH if speaker is None else speaker.code


def is_unreviewed(code: str) -> bool:
    """Tell whether no native speaker has approved the language's catalogue, or that is not known."""
    return code != ENGLISH and status_of(code)["status"] != "approved"


def status_of(code: str) -> dict[str, str]:
    """Return a catalogue's `status` (unreviewed, native-reviewed, approved) and `reviewer`."""
    return {"status": "unreviewed", "reviewer": ""} | dict(_statuses().get(code, {}))


def progress_of(code: str) -> tuple[int, int]:
    """Return how many sentences are translated, and how many there are."""
    template = (FOLDER / f"{DOMAIN}.pot").read_text(encoding="utf-8")
    total = len(re.findall(r"^msgid ", template, flags=re.MULTILINE)) - 1
    return (total if code == ENGLISH else len(_known(code) - {""})), total


@lru_cache(maxsize=1)
def _statuses() -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / "status.toml").read_text(encoding="utf-8"))


def _(text: str) -> str:
    """Return the sentence in the language that is spoken, or in English with a mark."""
    code = language()
    if code == ENGLISH or not text:
        return text
    translated = _catalogue(code).gettext(text)
    return UNTRANSLATED + text if translated == text and text not in _known(code) else translated


def _n(one: str, many: str, count: int) -> str:
    """Return the sentence that goes with a number, as `_` does: `one` for 1 in English, `many` for others."""
    code = language()
    english = one if count == 1 else many
    if code == ENGLISH:
        return english
    # A catalogue keeps a plural under its singular and the number of its form.
    return _catalogue(code).ngettext(one, many, count) if (one, 0) in _known(code) else UNTRANSLATED + english


class Counted(NamedTuple):
    """A sentence of a table that goes with a number. `by` names the blank that holds the number."""

    one: str
    many: str
    by: str = "count"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> gettext.NullTranslations:
    # A checkout holds the .po alone, and a wheel the .mo: neither can be older than the other.
    po = FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not po.is_file():
        return gettext.translation(DOMAIN, FOLDER, [code], fallback=True)
    from consentkit.wording.catalogues import compiled

    return gettext.GNUTranslations(io.BytesIO(compiled(po)))


@lru_cache(maxsize=len(LANGUAGES))
def _known(code: str) -> frozenset[object]:
    """The sentences that the catalogue holds; some are the same in both languages."""
    return frozenset(getattr(_catalogue(code), "_catalog", {}))
