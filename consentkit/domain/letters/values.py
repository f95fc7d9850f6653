"""What stands in a letter's blanks, as it was typed: whether it looks like what its heading asks for."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from consentkit.domain.codes import parse_code
from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.forms import BlankKind, Form

ORGANISATION = "organisation"
"""The blank that the order fills by itself."""

LEAST_NUMBER, MOST_NUMBER = 1, 99
BUDDHIST_YEARS = 543
"""The Buddhist era, as calendars of Thailand, Cambodia and Laos have it, is ahead by so many years."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_OF_A_SHEET = re.compile(r"\d{1,4}/\d{1,2}/\d{1,4}|\d{1,2}\.\d{1,2}\.\d{4}", re.ASCII)
_LEFT = re.compile(r"#[A-Z0-9/_]+[!?]?|#+|=.*|[+-]?\d+([.,]\d+)?E[+-]?\d+|TRUE|FALSE", re.DOTALL)
"""What a spreadsheet leaves of a fault, of a column too narrow, a formula, a number too long, a yes or no."""
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_CODE = re.compile(r"[A-Za-z]-?[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}", re.ASCII)
_MAIL = re.compile(r"\S+@\S+\.\S+")
_WEB = re.compile(r"\S+\.[^\W\d_]{2,}(/\S*)?(\s|$)")
_HANDLE_ONLINE = re.compile(r"(^|\s)@\w{2,}")
# Five digits are the shortest telephone numbers that people are given.
_LEAST_DIGITS = 5
_MOST_DIGITS_IN_NAME = 5
_AGE_BLANKS = frozenset({"child_age", "costs"})
"""Text that may be a number alone."""


@dataclass(frozen=True)
class Span:
    """The days that a blank may hold, first and last included."""

    first: date
    last: date


Spans = Callable[[str], Span]
"""The days that may stand in a blank, by its name."""


def days_around(today: date, cap: date, majority: date) -> Spans:
    """Return which days the blanks of the forms may hold.

    A letter ends between `today` and `cap`, the last day that the policies allow; a child comes of age by
    `majority`. What was asked or received lies in the year before, and a consent that is renewed may have
    ended.
    """
    year_ago = today - timedelta(days=365)
    spans = {
        "asked_on": Span(year_ago, cap),
        "received_on": Span(year_ago, today),
        "shown_on": Span(year_ago, today),
        "ends_on": Span(year_ago, cap),
        "majority_on": Span(today, majority),
    }
    usual = Span(today, cap)
    return lambda blank: spans.get(blank, usual)


def value_faults(form: Form, texts: Mapping[str, str], spans: Spans) -> Iterator[InvalidInput]:
    """Yield what is wrong with what was typed for each blank, each error naming its `blank`.

    `letter-blank-unknown`, `letter-blank-missing`, `letter-day-malformed` (given),
    `letter-day-of-another-era` (given, meant), `letter-day-too-early` (day, first),
    `letter-day-too-late` (day, last), `letter-number` (given, least, most), `letter-no-contact`,
    `letter-no-name`, `letter-no-words`, `letter-no-code`.
    """
    for name, text in texts.items():
        if name not in form.blanks:
            yield InvalidInput("letter-blank-unknown", blank=name)
        elif text.strip():
            yield from _faults(name, text.strip(), form.blanks[name].kind, spans)
    for name, blank in form.blanks.items():
        if blank.is_required and name != ORGANISATION and not texts.get(name, "").strip():
            yield InvalidInput("letter-blank-missing", blank=name)


def name_faults(blank: str, text: str) -> Iterator[InvalidInput]:
    """Yield what is wrong with a name that belongs to no blank: the organisation's, the person's."""
    yield from _faults(blank, text, BlankKind.NAME, lambda _blank: Span(date.min, date.max))


def _faults(name: str, text: str, kind: BlankKind, spans: Spans) -> Iterator[InvalidInput]:
    if kind is BlankKind.DATE:
        yield from _day_faults(name, text, spans(name))
    elif kind is BlankKind.NUMBER:
        is_one = _NUMBER.fullmatch(text) and LEAST_NUMBER <= int(text) <= MOST_NUMBER
        if not is_one:
            yield InvalidInput(
                "letter-number", blank=name, given=text[:20], least=LEAST_NUMBER, most=MOST_NUMBER
            )
    elif kind is BlankKind.CONTACT and not _is_contact(text):
        yield InvalidInput("letter-no-contact", blank=name)
    elif kind is BlankKind.NAME and not _is_name(text):
        yield InvalidInput("letter-no-name", blank=name)
    elif kind is BlankKind.TEXT and not _is_words(name, text):
        yield InvalidInput("letter-no-words", blank=name)
    elif kind is BlankKind.CODE and not _is_code(name, text):
        yield InvalidInput("letter-no-code", blank=name)


def day_in(text: str) -> date | None:
    """Return the day that is written as 2026-05-31; `None` for anything else."""
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _day_faults(name: str, text: str, span: Span) -> Iterator[InvalidInput]:
    day = day_in(text)
    if day is None:
        yield InvalidInput("letter-day-malformed", blank=name, given=text[:20])
        return
    if span.first <= day <= span.last:
        return
    meant = _years_before(day, BUDDHIST_YEARS)
    if meant is not None and span.first <= meant <= span.last:
        yield InvalidInput("letter-day-of-another-era", blank=name, given=text, meant=meant.isoformat())
    elif day < span.first:
        yield InvalidInput("letter-day-too-early", blank=name, day=day, first=span.first)
    else:
        yield InvalidInput("letter-day-too-late", blank=name, day=day, last=span.last)


def _years_before(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        # 29 February, or a year before the first.
        return None


def _is_contact(text: str) -> bool:
    if _is_of_another_kind(text):
        return False
    has_address = _MAIL.search(text) or _WEB.search(text) or _HANDLE_ONLINE.search(text)
    return bool(has_address) or _digits(text) >= _LEAST_DIGITS


def _is_name(text: str) -> bool:
    is_contact = _MAIL.search(text) or _digits(text) > _MOST_DIGITS_IN_NAME
    return _has_letters(text) and not is_contact and not _is_of_another_kind(text)


def _is_words(name: str, text: str) -> bool:
    if name in _AGE_BLANKS and _digits(text):
        return day_in(text) is None
    return _has_letters(text) and not _is_of_another_kind(text) and not _MAIL.fullmatch(text)


def _is_code(name: str, text: str) -> bool:
    prefix = {"child_code": "C", "withdrawal_code": "L", "audio_code": "W"}.get(name)
    try:
        return bool(_CODE.fullmatch(text)) and (prefix is None or bool(parse_code(text, prefix)))  # type: ignore[arg-type]
    except InvalidInput:
        return False


def _is_of_another_kind(text: str) -> bool:
    """Tell whether it is a day, the code of a record or what a spreadsheet left, and nothing else: it slipped
    into this column, or what was meant is lost.
    """
    is_code = _CODE.fullmatch(text) and any(letter.isdigit() for letter in text) and text.isupper()
    return bool(_DAY.fullmatch(text) or _DAY_OF_A_SHEET.fullmatch(text) or _LEFT.fullmatch(text) or is_code)


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)
