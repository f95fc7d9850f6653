"""What a language lacks or has too much of, against the source; a letter with a gap is not offered."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from consentkit.domain.letters.forms import ClauseWording, Form, Wording
from consentkit.domain.letters.letters import WITH_ANSWERS, TranslationStatus
from consentkit.domain.values import Value

SOURCE_LANGUAGE = "en"
BLANK = re.compile(r"\{([a-z0-9]+(?:[-_][a-z0-9]+)*)\}")

_LABELS_OF_EVERY_FORM = ("date", "name", "draft-mark", "reference", "page")


class GapKind(StrEnum):
    """How a wording differs from the source's."""

    CLAUSE_MISSING = "clause-missing"
    CLAUSE_EXTRA = "clause-extra"
    TITLE_MISSING = "title-missing"
    TITLE_EXTRA = "title-extra"
    LABEL_MISSING = "label-missing"
    LABEL_EXTRA = "label-extra"
    CHOICE_MISSING = "choice-missing"
    CHOICE_EXTRA = "choice-extra"
    FIELD_MISSING = "field-missing"
    FIELD_EXTRA = "field-extra"
    BLANK_MISSING = "blank-missing"
    BLANK_EXTRA = "blank-extra"
    BLANK_BROKEN = "blank-broken"
    """A brace that belongs to no blank; it would be printed as it stands."""
    PARAGRAPHS_DIFFER = "paragraphs-differ"
    """Two languages of a letter could not stand side by side."""


class Gap(Value):
    """One difference: where (`clauses.L01.text`), and what is missing or too much (`""`: the place)."""

    kind: GapKind
    place: str
    what: str = ""


def blanks_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the names of the blanks that stand in the texts."""
    return frozenset(name for text in texts for name in BLANK.findall(text))


def labels_of(form: Form) -> tuple[str, ...]:
    """Return the names of the labels that a letter of this form may need."""
    labels = [*_LABELS_OF_EVERY_FORM, *(f"sign-{signer}" for signer in form.all_signers)]
    if form.offers_thumbprint:
        labels.append("thumbprint")
    if form.asks_place:
        labels.append("place")
    if any(part.layout in WITH_ANSWERS for part in form.parts):
        labels += ["yes", "no"]
    if form.roster:
        labels += form.roster.columns
    if form.tear_off:
        labels.append("keep")
    return tuple(labels)


def is_offered(form: Form, wording: Wording, source: Wording) -> bool:
    """Tell whether the form can be had in the language: it has words, and the form's words lack nothing."""
    return wording.status is not TranslationStatus.EMPTY and not form_gaps(form, wording, source)


def form_gaps(form: Form, wording: Wording, source: Wording) -> tuple[Gap, ...]:
    """Return what the form needs and the language does not have as the source has it."""
    has_own_title = wording.language in form.titles
    gaps = [] if has_own_title else [*_title_gaps(form.id, wording, source)]
    for label in labels_of(form):
        gaps += _label_gaps(label, wording, source)
    for clause in dict.fromkeys((*(part.clause for part in form.parts), *form.tear_off)):
        gaps += clause_gaps(clause, wording, source)
    return tuple(gaps)


def wording_gaps(wording: Wording, source: Wording) -> tuple[Gap, ...]:
    """Return every difference of the whole language, also of what no form uses."""
    gaps = [
        gap for form in _either(source.titles, wording.titles) for gap in _title_gaps(form, wording, source)
    ]
    gaps += [
        g for label in _either(source.labels, wording.labels) for g in _label_gaps(label, wording, source)
    ]
    gaps += [g for c in _either(source.clauses, wording.clauses) for g in clause_gaps(c, wording, source)]
    return tuple(gaps)


def clause_gaps(clause: str, wording: Wording, source: Wording) -> tuple[Gap, ...]:
    """Return how one clause differs from the source's."""
    place = f"clauses.{clause}"
    here, there = wording.clauses.get(clause), source.clauses.get(clause)
    if here is None:
        return (Gap(kind=GapKind.CLAUSE_MISSING, place=place),)
    if there is None:
        return (Gap(kind=GapKind.CLAUSE_EXTRA, place=place),)
    return tuple(_inner_gaps(place, here, there))


def _inner_gaps(place: str, here: ClauseWording, there: ClauseWording) -> Iterator[Gap]:
    if len(here.text) != len(there.text):
        yield Gap(kind=GapKind.PARAGRAPHS_DIFFER, place=f"{place}.text")
    if len(here.points) != len(there.points):
        yield Gap(kind=GapKind.PARAGRAPHS_DIFFER, place=f"{place}.points")
    yield from _blank_gaps(f"{place}.text", (*here.text, *here.points), (*there.text, *there.points))
    yield from _key_gaps(f"{place}.choices", here.choices, there.choices, "choice")
    yield from _key_gaps(f"{place}.fields", here.fields, there.fields, "field")
    # Only text and points are filled in.
    for text in (here.title, *here.choices.values(), *here.fields.values()):
        if "{" in text or "}" in text:
            yield Gap(kind=GapKind.BLANK_BROKEN, place=place, what=text)


def _blank_gaps(place: str, here: tuple[str, ...], there: tuple[str, ...]) -> Iterator[Gap]:
    for name in sorted(blanks_in(there) - blanks_in(here)):
        yield Gap(kind=GapKind.BLANK_MISSING, place=place, what=name)
    for name in sorted(blanks_in(here) - blanks_in(there)):
        yield Gap(kind=GapKind.BLANK_EXTRA, place=place, what=name)
    for text in here:
        rest = BLANK.sub("", text)
        if "{" in rest or "}" in rest:
            yield Gap(kind=GapKind.BLANK_BROKEN, place=place, what=text)


def _key_gaps(place: str, here: dict[str, str], there: dict[str, str], kind: str) -> Iterator[Gap]:
    for name in there:
        if name not in here:
            yield Gap(kind=GapKind(f"{kind}-missing"), place=place, what=name)
    for name in here:
        if name not in there:
            yield Gap(kind=GapKind(f"{kind}-extra"), place=place, what=name)


def _title_gaps(form: str, wording: Wording, source: Wording) -> Iterator[Gap]:
    place = f"titles.{form}"
    here = wording.titles.get(form)
    if here is None:
        yield Gap(kind=GapKind.TITLE_MISSING, place=place)
    elif form not in source.titles:
        yield Gap(kind=GapKind.TITLE_EXTRA, place=place)
    else:
        yield from _blank_gaps(place, (here.title, here.neutral), ())


def _label_gaps(label: str, wording: Wording, source: Wording) -> Iterator[Gap]:
    place = f"labels.{label}"
    if label not in wording.labels:
        yield Gap(kind=GapKind.LABEL_MISSING, place=place)
    elif label not in source.labels:
        yield Gap(kind=GapKind.LABEL_EXTRA, place=place)
    else:
        yield from _blank_gaps(place, (wording.labels[label],), (source.labels[label],))


def _either(first: Mapping[str, object], second: Mapping[str, object]) -> list[str]:
    return list({**first, **second})
