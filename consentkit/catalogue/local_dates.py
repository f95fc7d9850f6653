"""Writes days and numbers as readers of a language expect them on a letter."""

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from consentkit.domain.letters.local_digits import own_digits

_PATTERNS = {
    # CLDR's long form, but where it reads as a stamp and not as a day in a sentence.
    "en": "d MMMM y",
    "bn": "d MMMM y",
    "km": "d MMMM 'ឆ្នាំ' y",
    "my": "y 'ခုနှစ်၊' MMMM'လ' d 'ရက်'",
    "ta": "d MMMM y",
    "vi": "d 'tháng' M 'năm' y",
    "zh": "y'年'M'月'd'日'",
}

_BUDDHIST_YEARS = 543

# Nepal's calendar is set year by year. Two well-known tables agree up to here; of the 2,192 days after it
# they disagree on 736 (`nepali-datetime` and `nepali`, compared 2026-11-28).
_LAST_AGREED = date(2026, 12, 31)

# The months of the Levant; the Gulf and the Maghreb use others, and CLDR's `ar` has only those of the Gulf.
_LEVANT_MONTHS = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)


def write_value(value: date | int, language: str) -> str:
    """Return a day or a whole number in the language's own words and digits."""
    if isinstance(value, date):
        return write_day(value, language)
    return own_digits(str(value), language)


def write_day(day: date, language: str) -> str:
    """Return a day as it stands inside a sentence; without a word for "day" or "on" before it.

    Thai, Lao and Nepali have their own year and the common one. A language that CLDR does not know has
    the ISO form, which is read everywhere.
    """
    match language:
        case "th":
            return f"{_pattern(day, 'th', 'd MMMM')} พ.ศ. {day.year + _BUDDHIST_YEARS} (ค.ศ. {day.year})"
        case "lo":
            return f"{_pattern(day, 'lo', 'd MMMM')} ຄ.ສ. {day.year} (ພ.ສ. {day.year + _BUDDHIST_YEARS})"
        case "ne":
            return _nepali(day)
        case "ar":
            # Both names of the month, as the United Nations write them: readers know one or the other.
            return f"{day.day} {_LEVANT_MONTHS[day.month - 1]}/{_pattern(day, 'ar', 'MMMM y')}"
    if not _has_months(language):
        return day.isoformat()
    return own_digits(_pattern(day, language, _PATTERNS.get(language, "long")), language)


def writings_of_day(day: date, language: str) -> tuple[str, ...]:
    """Return how a letter may have written a day, the way of today first."""
    now = write_day(day, language)
    nepali = _nepali_day(day) if language == "ne" else None
    return (now,) if nepali is None else (now, f"{nepali} ({_common_day(day)})")


def _nepali(day: date) -> str:
    """The common era first, for the paper ends on that day; what is not official yet is said to be about."""
    nepali = _nepali_day(day)
    if nepali is None:
        return _common_day(day)
    return f"{_common_day(day)} ({'करिब ' if day > _LAST_AGREED else ''}{nepali})"


def _common_day(day: date) -> str:
    return own_digits(f"सन् {_pattern(day, 'ne', 'y MMMM d')}", "ne")


def _nepali_day(day: date) -> str | None:
    # Loaded only for a Nepali letter: it reads its table of months from a file.
    import nepali_datetime

    try:
        nepali = nepali_datetime.date.from_datetime_date(day)
    except (ValueError, OverflowError):
        # The table ends with 2100 (2044 in the common era).
        return None
    return f"वि.सं. {nepali.strftime('%K %N')} {own_digits(str(nepali.day), 'ne')} गते"


def _has_months(language: str) -> bool:
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return False
    # CLDR lists languages, such as Shan, whose months it does not have: they are M01 to M12.
    return not str(locale.months["format"]["wide"][1]).startswith("M0")


def _pattern(day: date, language: str, pattern: str) -> str:
    return str(format_date(day, pattern, locale=language))
