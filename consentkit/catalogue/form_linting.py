"""Finds what is wrong with the words of the letters, language by language."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from consentkit.catalogue.form_lint_tables import (
    LATIN_ALLOWED,
    SENTENCE_WORDS,
    USUAL_SENTENCE_WORDS,
)
from consentkit.catalogue.form_texts import count_words, sentences_in, texts_of
from consentkit.catalogue.local_dates import write_value
from consentkit.catalogue.typed_words import seems_zawgyi, strange_letters, telling_words
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.forms import Form, Wording
from consentkit.domain.letters.gaps import BLANK, SOURCE_LANGUAGE, is_offered, wording_gaps
from consentkit.domain.letters.letters import LetterText, TranslationStatus
from consentkit.domain.letters.samples import sample_order
from consentkit.domain.values import Value

FindUncovered = Callable[[str, str], str]
"""Takes a text and its language; returns the characters for which no font has a picture."""
CountPages = Callable[[LetterText], int]
"""Takes a letter; returns on how many pages it stands."""

_LINKS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_LATIN = re.compile(r"[A-Za-z]{2,}")
# Zero-width space, non-joiner and joiner are part of how some languages are written.
_INVISIBLE_ALLOWED = {"\u200b", "\u200c", "\u200d"}
_COPIED_WORDS = 3
"""Shorter texts may be the same in two languages."""


class FindingKind(StrEnum):
    """What the lint found beside the gaps (see `GapKind`, whose values stand here as they are)."""

    ZAWGYI = "zawgyi"
    LATIN_RUN = "latin-run"
    OTHER_SCRIPT = "other-script"
    STRANGE_CHARACTER = "strange-character"
    LONG_SENTENCE = "long-sentence"
    COPIED = "copied"
    TWICE = "twice"
    TELLING_WORD = "telling-word"
    NO_FONT = "no-font"
    TOO_LONG = "too-long"


class Finding(Value):
    """One thing to look at: the language, what it is, where (`clauses.L01.text`), and the words.

    `kind` is a value of `FindingKind` or of `GapKind`. `limit` and `count` stand for a long sentence
    (words) and for a letter that is too long (pages).
    """

    language: str
    kind: str
    place: str
    what: str = ""
    count: int | None = None
    limit: int | None = None


def lint_forms(
    forms: Iterable[Form],
    wordings: Iterable[Wording],
    *,
    find_uncovered: FindUncovered | None = None,
    count_pages: CountPages | None = None,
) -> tuple[Finding, ...]:
    """Return every finding, by language in the order given; an empty slot has none.

    Without the source language nothing can be compared, and only the words themselves are looked at.
    Fonts and pages are checked where their callables are given; `typesetting` has both.
    """
    known, all_forms = tuple(wordings), tuple(forms)
    source = next((w for w in known if w.language == SOURCE_LANGUAGE), None)
    findings: list[Finding] = []
    for wording in known:
        if wording.status is TranslationStatus.EMPTY:
            continue
        findings += _gaps(wording, source)
        findings += lint_words(wording, source)
        findings += _uncovered(wording, find_uncovered)
        findings += _too_long(all_forms, wording, source, count_pages)
    return tuple(findings)


def lint_words(wording: Wording, source: Wording | None = None) -> Iterator[Finding]:
    """Yield what is wrong with the words of one language, text by text."""
    originals = dict(texts_of(source)) if source else {}
    for place, text in texts_of(wording):
        yield from _characters(wording, place, text)
        yield from _sentences(wording, place, text)
        yield from _telling(wording, place, text)
        if wording is not source and text == originals.get(place) and len(text.split()) >= _COPIED_WORDS:
            yield Finding(language=wording.language, kind=FindingKind.COPIED, place=place, what=text)
    yield from _zawgyi(wording)
    yield from _twice(wording, originals)


def _gaps(wording: Wording, source: Wording | None) -> Iterator[Finding]:
    for gap in wording_gaps(wording, source) if source else ():
        yield Finding(language=wording.language, kind=gap.kind, place=gap.place, what=gap.what)


def _characters(wording: Wording, place: str, text: str) -> Iterator[Finding]:
    def found(kind: FindingKind, what: str) -> Finding:
        return Finding(language=wording.language, kind=kind, place=place, what=what)

    if wording.script != "Latn":
        for run in _LATIN.findall(_LINKS.sub("", BLANK.sub("", text))):
            if run not in LATIN_ALLOWED:
                yield found(FindingKind.LATIN_RUN, run)
    strangers = strange_letters(text, {wording.script})
    if strangers:
        yield found(FindingKind.OTHER_SCRIPT, strangers)
    codes = " ".join(f"U+{ord(c):04X}" for c in text if _is_strange(c))
    if codes:
        yield found(FindingKind.STRANGE_CHARACTER, codes)


def _is_strange(character: str) -> bool:
    is_hidden = unicodedata.category(character) in {"Cc", "Cf", "Co", "Cn", "Cs"}
    return (is_hidden and character not in _INVISIBLE_ALLOWED) or character == "\ufffd"


def _sentences(wording: Wording, place: str, text: str) -> Iterator[Finding]:
    limit = SENTENCE_WORDS.get(wording.language, USUAL_SENTENCE_WORDS)
    for sentence in sentences_in(text, wording.language):
        count = count_words(sentence, wording.language)
        if count > limit:
            yield Finding(
                language=wording.language,
                kind=FindingKind.LONG_SENTENCE,
                place=place,
                what=sentence.strip(),
                count=count,
                limit=limit,
            )


def _telling(wording: Wording, place: str, text: str) -> Iterator[Finding]:
    for word in telling_words(text, (wording.language,)):
        yield Finding(language=wording.language, kind=FindingKind.TELLING_WORD, place=place, what=word)


def _zawgyi(wording: Wording) -> Iterator[Finding]:
    if wording.language != "my":
        # Shan, Karen and Mon use other letters of the script, which the detector was not trained on.
        return
    for place, text in texts_of(wording):
        if seems_zawgyi(text):
            yield Finding(language=wording.language, kind=FindingKind.ZAWGYI, place=place, what=text)


def _twice(wording: Wording, originals: dict[str, str]) -> Iterator[Finding]:
    """Two choices of a clause, two titles or two texts that are the same here and not in the source."""
    seen: dict[tuple[str, str], str] = {}
    for place, text in texts_of(wording):
        group = _group_of(place)
        first = seen.setdefault((group, text), place) if group else place
        if first != place and originals.get(first) != originals.get(place):
            what = f"{first}: {text}"
            yield Finding(language=wording.language, kind=FindingKind.TWICE, place=place, what=what)


def _group_of(place: str) -> str:
    match place.split("."):
        case ["clauses", clause, ("choices" | "fields") as kind, _]:
            return f"{clause}.{kind}"
        case ["clauses", _, "title"]:
            return "title"
        case ["clauses", _, _]:
            return "text"
    return ""


def _uncovered(wording: Wording, find_uncovered: FindUncovered | None) -> Iterator[Finding]:
    if find_uncovered is None:
        return
    for place, text in texts_of(wording):
        characters = find_uncovered(BLANK.sub("", text), wording.language)
        if characters:
            yield Finding(language=wording.language, kind=FindingKind.NO_FONT, place=place, what=characters)


def _too_long(
    forms: tuple[Form, ...], wording: Wording, source: Wording | None, count_pages: CountPages | None
) -> Iterator[Finding]:
    if source is None or count_pages is None:
        return
    for form in forms:
        if not is_offered(form, wording, source):
            continue
        pages = count_pages(compose_letter(form, wording, sample_order(form, wording), write_value))
        if pages > form.most_pages:
            yield Finding(
                language=wording.language,
                kind=FindingKind.TOO_LONG,
                place=f"forms.{form.id}",
                count=pages,
                limit=form.most_pages,
            )
