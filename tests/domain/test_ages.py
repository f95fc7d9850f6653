"""Age, birth date and the month of coming of age are held against each other when they are typed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentkit.domain.errors import InvalidInput
from consentkit.domain.people import Age, check_birth_date, check_majority, first_month_grown, grown_on
from consentkit.domain.words.tags import is_country, is_language

TODAY = date(2026, 11, 21)
FINE = ""


@pytest.mark.parametrize(
    ("birth", "age", "adult_on", "code"),
    [
        (None, "adult", None, FINE),
        (date(2008, 11, 21), "adult", None, FINE),
        (date(2008, 11, 22), "adult", None, "birth-date-of-child"),
        (date(2014, 5, 4), "adult", None, "birth-date-of-child"),
        (date(2008, 11, 22), "child", None, FINE),
        (date(2008, 11, 21), "child", None, "birth-date-of-adult"),
        (date(2012, 5, 1), "child", date(2030, 5, 1), FINE),
        (date(2012, 5, 2), "child", date(2030, 5, 1), "comes-of-age-too-early"),
        (date(2012, 5, 2), "child", date(2030, 6, 1), FINE),
        (date(2012, 5, 2), "child", date(2027, 6, 1), "comes-of-age-too-early"),
        (date(2012, 5, 2), "unknown", date(2027, 6, 1), "comes-of-age-too-early"),
        (date(2026, 11, 22), "child", None, "day-not-come"),
    ],
)
def test_a_birth_date_is_held_against_age_and_majority(birth, age, adult_on, code):
    assert _said(check_birth_date, birth, Age(age), adult_on, TODAY) == code


@given(st.dates(date(1900, 1, 1), date(2060, 12, 31)))
def test_the_month_that_is_named_is_the_first_that_is_taken(birth):
    first = first_month_grown(birth)
    the_one_before = (first - timedelta(days=1)).replace(day=1)
    assert _said(check_birth_date, birth, Age.UNKNOWN, first, date(2061, 1, 1)) == FINE
    with pytest.raises(InvalidInput) as refused:
        check_birth_date(birth, Age.UNKNOWN, the_one_before, date(2061, 1, 1))
    assert (refused.value.code, refused.value.facts["first"]) == ("comes-of-age-too-early", f"{first:%Y-%m}")
    # On its first day they are grown, and on that of the month before they were not.
    assert the_one_before < grown_on(birth) <= first


@pytest.mark.parametrize(
    ("birth", "first"),
    [
        (date(2012, 5, 1), date(2030, 5, 1)),
        (date(2012, 5, 2), date(2030, 6, 1)),
        (date(2012, 12, 1), date(2030, 12, 1)),
        (date(2012, 12, 31), date(2031, 1, 1)),
        # Who was born on a leap day is grown on 1 March.
        (date(2012, 2, 29), date(2030, 3, 1)),
    ],
)
def test_the_month_of_the_birthday_is_the_month_only_where_it_is_its_first_day(birth, first):
    assert first_month_grown(birth) == first


@pytest.mark.parametrize(
    ("age", "adult_on", "code"),
    [
        ("adult", date(2026, 12, 1), "adult-comes-of-age"),
        ("child", date(2090, 5, 1), "comes-of-age-too-late"),
        ("unknown", date(2083, 5, 1), "comes-of-age-too-late"),
        ("adult", date(2026, 11, 1), FINE),
        ("child", date(2026, 12, 1), FINE),
        ("child", date(2026, 11, 1), "child-came-of-age"),
        ("child", date(2020, 6, 1), "child-came-of-age"),
        ("unknown", date(2020, 6, 1), FINE),
    ],
)
def test_the_age_of_today_is_held_against_the_month_of_coming_of_age(age, adult_on, code):
    assert _said(check_majority, Age(age), adult_on, TODAY) == code


def _said(check, *given):
    try:
        check(*given)
    except InvalidInput as error:
        return error.code
    return FINE


def test_who_was_born_on_a_leap_day_is_grown_on_the_day_after():
    assert grown_on(date(2008, 2, 29)) == date(2026, 3, 1)


@pytest.mark.parametrize("tag", ["km", "shn", "ksw", "rhg", "zh-Hant", "tl", "fil", "my"])
def test_languages_of_the_people_here_are_known(tag):
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["xx", "qq", "eng", "khmer"])
def test_what_is_no_language_is_not(tag):
    assert not is_language(tag)


def test_countries_are_known_and_letters_alone_are_none():
    assert all(map(is_country, ("TH", "KH", "LA", "MM", "VN", "TL", "GB", "XK")))
    assert not any(map(is_country, ("XX", "UK", "EU", "ZZ", "AA")))
