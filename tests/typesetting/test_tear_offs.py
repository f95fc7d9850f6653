"""The strip that the holder of a letter keeps: discreet, below the letter's own foot, never in its way."""

import pytest
from quick_cases import quick_rows_among

from consentkit.catalogue.forms import load_forms
from consentkit.catalogue.local_dates import write_value
from consentkit.catalogue.shipped import forms_folder
from consentkit.catalogue.typed_words import telling_words
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.letters import Facts, TearOff
from consentkit.domain.letters.page_maps import MARK_INSET_MM
from consentkit.domain.letters.records import LetterPaper, Paper, Printing
from consentkit.domain.letters.samples import sample_order
from consentkit.typesetting.letters.letters import make_letter, page_maps, printed_pages
from consentkit.typesetting.letters.pages import letter_page
from tests.typesetting.letter_samples import FONTS
from tests.typesetting.pdf_reading import opened

CATALOGUE = load_forms(forms_folder())
FORMS = {form.id: form for form in CATALOGUE.forms}
WORDINGS = {one.language: one for one in CATALOGUE.wordings if one.status != "empty"}
WITH_STRIP = ("adult", "assent-12-17", "guardian", "model-release", "pictures", "renewal", "verbal")
EACH = [(form, language) for form in WITH_STRIP for language in sorted(WORDINGS)]
QUICK = [("adult", "th"), ("pictures", "my"), ("verbal", "km"), ("guardian", "ar"), ("renewal", "ta")]
_A4_MM = 297


def _text(form, language, **facts):
    wording = WORDINGS[language]
    order = sample_order(FORMS[form], wording, facts=Facts(**facts))
    return compose_letter(FORMS[form], wording, order, write_value)


def _said(text):
    return "\n".join("".join(run.text for run in line) for line in text.tear_off.lines)


def test_every_letter_of_consent_has_a_strip_and_a_groups_sheet_has_none():
    assert {form.id for form in FORMS.values() if form.tear_off} == set(WITH_STRIP)


@pytest.mark.parametrize(("form", "language"), EACH)
def test_a_strip_says_how_to_stop_and_until_when_and_not_who_or_what_for(form, language):
    text = _text(form, language)
    values = [run.text for line in text.tear_off.lines for run in line if run.is_value]
    until = write_value(sample_order(FORMS[form], WORDINGS[language]).blanks["until"], language)
    assert values == ["+66 2 555 0100", "L-7K3Q-X9MN", until]
    assert text.organisation not in _said(text)
    assert text.title not in _said(text)
    assert telling_words(f"{text.tear_off.keep}\n{_said(text)}") == ()


def test_where_a_copy_is_not_safe_there_is_no_strip():
    assert _text("adult", "th", leaves_copy=False).tear_off is None


@pytest.mark.parametrize("printing", [Printing(), Printing(large_print=True), Printing(paper=Paper.LETTER)])
@pytest.mark.parametrize(("form", "language"), quick_rows_among(EACH, QUICK))
def test_what_comes_back_ends_above_the_strip(form, language, printing):
    paper = LetterPaper(text=_text(form, language), printing=printing)
    *before, last = page_maps(paper, FONTS)
    assert printed_pages(paper, FONTS) == len(before) + 1 + (last.height_mm == before[0].height_mm)
    foot = max(mark.y_mm for mark in last.marks)
    assert foot == pytest.approx(last.height_mm - MARK_INSET_MM)
    places = [*last.tick_boxes.values(), *last.signing.values()]
    assert all(area.bottom_mm < foot for area in places)
    assert last.second is None or last.second.bottom_mm < last.height_mm


def test_a_strip_without_room_below_the_letter_stands_on_a_sheet_without_code_or_mark():
    text = _text("adult", "en")
    tall = TearOff(keep="Keep this part", lines=text.tear_off.lines * 20)
    paper = LetterPaper(text=text.model_copy(update={"tear_off": tall}))
    maps = page_maps(paper, FONTS)
    assert printed_pages(paper, FONTS) == len(maps) + 1
    assert {round(page.height_mm) for page in maps} == {_A4_MM}
    reader = opened(make_letter(paper, FONTS))
    assert len(reader.pages) == len(maps) + 1
    assert "Page" not in reader.pages[-1].extract_text()


def test_a_printer_is_asked_for_one_side_where_a_strip_is_cut_off():
    for form, language in (("adult", "en"), ("withdrawal", "en")):
        reader = opened(make_letter(LetterPaper(text=_text(form, language)), FONTS))
        wanted = reader.trailer["/Root"]["/ViewerPreferences"].get("/Duplex")
        assert wanted == ("/Simplex" if form == "adult" else None)


def test_the_web_page_has_the_strip_too():
    assert '<aside class="keep">' in letter_page(_text("adult", "en"), FONTS)
