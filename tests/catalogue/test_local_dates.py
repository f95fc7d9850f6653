"""Days and numbers as readers of each language write them."""

from datetime import date

import pytest

from consentkit.catalogue.local_dates import write_day, write_value, writings_of_day

DAY = date(2026, 5, 3)

WRITTEN = {
    "en": "3 May 2026",
    "th": "3 พฤษภาคม พ.ศ. 2569 (ค.ศ. 2026)",
    "lo": "3 ພຶດສະພາ ຄ.ສ. 2026 (ພ.ສ. 2569)",
    "km": "៣ ឧសភា ឆ្នាំ ២០២៦",
    "my": "၂၀၂၆ ခုနှစ်၊ မေလ ၃ ရက်",
    "vi": "3 tháng 5 năm 2026",
    "zh": "2026年5月3日",
    "id": "3 Mei 2026",
    "ms": "3 Mei 2026",
    "tl": "Mayo 3, 2026",
    "fil": "Mayo 3, 2026",
    "bn": "৩ মে ২০২৬",
    "ne": "सन् २०२६ मे ३ (वि.सं. २०८३ वैशाख २० गते)",
    "hi": "3 मई 2026",
    "ta": "3 மே 2026",
    "si": "2026 මැයි 3",
    "ur": "3 مئی، 2026",
    "ar": "3 أيار/مايو 2026",
    # CLDR has no months for these, so the form that is read everywhere stands.
    "shn": "2026-05-03",
    "ksw": "2026-05-03",
}


@pytest.mark.parametrize("language", WRITTEN)
def test_a_day_is_written_as_its_readers_do(language):
    assert write_day(DAY, language) == WRITTEN[language]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 4, 12), "सन् २०२४ अप्रिल १२ (वि.सं. २०८० चैत्र ३० गते)"),
        (date(2024, 4, 13), "सन् २०२४ अप्रिल १३ (वि.सं. २०८१ वैशाख १ गते)"),
        (date(2026, 4, 13), "सन् २०२६ अप्रिल १३ (वि.सं. २०८२ चैत्र ३० गते)"),
        (date(2026, 12, 31), "सन् २०२६ डिसेम्बर ३१ (वि.सं. २०८३ पौष १६ गते)"),
        (date(2027, 11, 20), "सन् २०२७ नोभेम्बर २० (करिब वि.सं. २०८४ मंसिर ५ गते)"),
        (date(2026, 4, 14), "सन् २०२६ अप्रिल १४ (वि.सं. २०८३ वैशाख १ गते)"),
    ],
)
def test_the_nepali_year_changes_in_april(day, expected):
    assert write_day(day, "ne") == expected


def test_a_day_on_a_nepali_letter_of_before_is_still_read():
    assert writings_of_day(date(2026, 4, 14), "ne") == (
        "सन् २०२६ अप्रिल १४ (वि.सं. २०८३ वैशाख १ गते)",
        "वि.सं. २०८३ वैशाख १ गते (सन् २०२६ अप्रिल १४)",
    )
    assert writings_of_day(date(2026, 4, 14), "vi") == (write_day(date(2026, 4, 14), "vi"),)


def test_after_the_last_nepali_year_that_is_known_the_common_era_stands_alone():
    assert write_day(date(2060, 1, 1), "ne") == "सन् २०६० जनवरी १"


@pytest.mark.parametrize(
    ("day", "era"), [(date(2025, 12, 31), "2568 (ค.ศ. 2025)"), (date(2026, 1, 1), "2569 (ค.ศ. 2026)")]
)
def test_the_thai_year_changes_with_the_common_one(day, era):
    assert write_day(day, "th").endswith(f"พ.ศ. {era}")


@pytest.mark.parametrize(("language", "expected"), [("my", "၁၄"), ("km", "១៤"), ("th", "14"), ("ar", "14")])
def test_a_number_has_the_digits_of_its_readers(language, expected):
    assert write_value(14, language) == expected
