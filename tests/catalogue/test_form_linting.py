"""The lint finds what was planted, and nothing in the shipped words."""

import pytest

from consentkit.catalogue.form_linting import lint_forms
from consentkit.catalogue.form_texts import count_words, sentences_in
from consentkit.catalogue.forms import load_forms
from consentkit.catalogue.shipped import forms_folder
from consentkit.domain.letters.forms import ClauseWording, FormTitle
from consentkit.domain.letters.letters import TranslationStatus

SHIPPED = load_forms(forms_folder())
ENGLISH = next(wording for wording in SHIPPED.wordings if wording.language == "en")
WHOLE = [w for w in SHIPPED.wordings if w.status is not TranslationStatus.EMPTY]

THAI = "เราคือ {organisation} คุณปฏิเสธได้ทุกเมื่อ"
BURMESE = "သင် ငြင်းဆိုနိုင်ပါသည်။ {organisation}"
ZAWGYI = "ကြ်န္ေတာ္တို႔သည္ သင့္အား ေမးျမန္းပါသည္။ {organisation}"
SOURCE = ENGLISH.model_copy(
    update={
        "titles": {},
        "labels": {"date": "The date"},
        "clauses": {
            "L01": ClauseWording(title="Who we are", text=("We are {organisation}.",)),
            "L24": ClauseWording(
                title="Answer", choices={"yes": "Yes", "no": "No"}, fields={"place": "Place"}
            ),
        },
    }
)
WORDS = {
    # language: script, title, text, yes, no, place, date
    "th": ("Thai", "เราคือใคร", THAI, "ใช่", "ไม่", "สถานที่", "วันที่"),
    "my": ("Mymr", "ကျွန်ုပ်တို့", BURMESE, "ဟုတ်", "မဟုတ်", "နေရာ", "ရက်စွဲ"),
    "vi": ("Latn", "Chúng tôi là ai", "Chúng tôi là {organisation}.", "Có", "Không", "Nơi", "Ngày"),
}


def translated(language, *, text=None, title=None, yes=None, **changes):
    script, own_title, own_text, own_yes, no, place, day = WORDS[language]
    clauses = {
        "L01": ClauseWording(title=title or own_title, text=(text or own_text,)),
        "L24": ClauseWording(
            title=f"{own_title} 2", choices={"yes": yes or own_yes, "no": no}, fields={"place": place}
        ),
    }
    update = {"language": language, "script": script, "labels": {"date": day}, "clauses": clauses}
    return SOURCE.model_copy(update=update | changes)


def findings(wording, **checks):
    return [f for f in lint_forms((), (SOURCE, wording), **checks) if f.language == wording.language]


def found(wording, **checks):
    return [(f.kind, f.place, f.what) for f in findings(wording, **checks)]


@pytest.mark.parametrize("language", WORDS)
def test_sound_words_have_no_finding(language):
    assert found(translated(language)) == []


def test_the_source_has_no_finding():
    assert lint_forms(SHIPPED.forms, (ENGLISH,)) == ()


@pytest.mark.parametrize("wording", WHOLE, ids=lambda wording: wording.language)
def test_every_shipped_language_has_no_finding(wording):
    found_here = [f for f in lint_forms(SHIPPED.forms, (ENGLISH, wording)) if f.language == wording.language]
    # A language may lack the clauses of some forms, which are then not offered in it.
    assert [f for f in found_here if f.kind not in {"clause-missing", "title-missing", "label-missing"}] == []


def test_an_empty_slot_has_no_finding():
    assert found(translated("th", status=TranslationStatus.EMPTY, clauses={})) == []


def test_burmese_in_zawgyi_is_found():
    assert ("zawgyi", "clauses.L01.text[0]", ZAWGYI) in found(translated("my", text=ZAWGYI))


def test_zawgyi_is_not_looked_for_in_other_languages_of_the_script():
    shan = translated("my", text=ZAWGYI).model_copy(update={"language": "shn"})
    assert "zawgyi" not in {kind for kind, _, _ in found(shan)}


PLANTED = {
    "a blank that is missing": (
        "th",
        {"text": "เราคือใคร"},
        ("blank-missing", "clauses.L01.text", "organisation"),
    ),
    "a blank too much": ("th", {"text": THAI + " {until}"}, ("blank-extra", "clauses.L01.text", "until")),
    "a blank misspelt": (
        "th",
        {"text": THAI + " {Until}"},
        ("blank-broken", "clauses.L01.text", THAI + " {Until}"),
    ),
    "a blank in a title": ("th", {"title": "เรา {until}"}, ("blank-broken", "clauses.L01", "เรา {until}")),
    "a word left in English": (
        "th",
        {"text": THAI + " website"},
        ("latin-run", "clauses.L01.text[0]", "website"),
    ),
    "a letter of another script": ("th", {"text": THAI + " ຄ"}, ("other-script", "clauses.L01.text[0]", "ຄ")),
    "Cyrillic among Latin": (
        "vi",
        {"text": "Chúng tôi là {organisation}. Кот."},
        ("other-script", "clauses.L01.text[0]", "Кот"),
    ),
    "a hidden mark": (
        "th",
        {"text": THAI + "\u202e"},
        ("strange-character", "clauses.L01.text[0]", "U+202E"),
    ),
    "a telling word": ("th", {"text": THAI + " เหยื่อ"}, ("telling-word", "clauses.L01.text[0]", "เหยื่อ")),
    "a title copied from English": (
        "vi",
        {"title": "Who we are"},
        ("copied", "clauses.L01.title", "Who we are"),
    ),
    "two choices alike": (
        "vi",
        {"yes": "Không"},
        ("twice", "clauses.L24.choices.no", "clauses.L24.choices.yes: Không"),
    ),
    "a clause too much": (
        "th",
        {"clauses": translated("th").clauses | {"L02": ClauseWording(title="เรา")}},
        ("clause-extra", "clauses.L02", ""),
    ),
    "a clause missing": ("th", {"clauses": {}}, ("clause-missing", "clauses.L24", "")),
    "a label too much": ("th", {"labels": {"date": "วันที่", "day": "วัน"}}, ("label-extra", "labels.day", "")),
    "a label missing": ("th", {"labels": {}}, ("label-missing", "labels.date", "")),
    "a title too much": (
        "th",
        {"titles": {"adult": FormTitle(title="เรา", neutral="คุณ")}},
        ("title-extra", "titles.adult", ""),
    ),
}


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_defect_is_found(case):
    language, changes, expected = PLANTED[case]
    assert expected in found(translated(language, **changes))


@pytest.mark.parametrize(
    "allowed",
    ["AI", "Facebook", "https://example.org/page", "help@example.org", "\u200b"],
)
def test_names_links_and_zero_width_spaces_may_stand_in_any_script(allowed):
    assert found(translated("th", text=f"{THAI} {allowed} ใช่")) == []


def test_a_sentence_over_the_limit_is_found_and_one_at_the_limit_is_not():
    sixteen = " ".join(["word"] * 15) + " {organisation}."
    (finding,) = [f for f in lint_forms((), (_english(f"word {sixteen}"),)) if f.kind == "long-sentence"]
    assert (finding.count, finding.limit) == (17, 16)
    assert lint_forms((), (_english(sixteen),)) == ()


def _english(text):
    return SOURCE.model_copy(update={"clauses": {"L01": ClauseWording(title="Who", text=(text,))}})


def test_a_long_burmese_sentence_is_found():
    text = "သင် ငြင်းဆိုနိုင်ပါသည် " * 20 + "{organisation}။"
    assert "long-sentence" in {kind for kind, _, _ in found(translated("my", text=text))}


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "One. Two? Three", 3),
        ("my", "တစ်။ နှစ်။", 2),
        ("hi", "एक। दो।", 2),
        ("km", "មួយ។ ពីរ។", 2),
        ("zh", "一。二？三", 3),
        ("ur", "ایک۔ دو؟", 2),
        ("th", "หนึ่ง สอง", 2),
    ],
)
def test_sentences_end_as_the_language_ends_them(language, text, count):
    assert len(sentences_in(text, language)) == count


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [("en", "We are {contact_2}, here.", 4), ("th", "เราคือใคร", 3), ("zh", "我们是谁", 3), ("en", "…", 0)],
)
def test_words_are_counted_with_and_without_spaces(language, text, count):
    assert count_words(text, language) == count


def _nothing_for_you(text, language):
    assert language in {"en", "th"}
    return "ค" if "คุณ" in text else ""


def _three_pages(letter):
    assert letter.blocks
    return 3


def test_characters_without_a_font_are_found_where_typesetting_says_which():
    missing = found(translated("th"), find_uncovered=_nothing_for_you)
    assert missing == [("no-font", "clauses.L01.text[0]", "ค")]


def test_a_letter_over_its_pages_is_found_where_typesetting_counts_them():
    findings = lint_forms(SHIPPED.forms, (ENGLISH,), count_pages=_three_pages)
    adult = next(f for f in findings if f.place == "forms.adult")
    assert (adult.kind, adult.count, adult.limit) == ("too-long", 3, 2)
    assert "forms.guardian" not in {f.place for f in findings}


def test_without_the_source_the_words_are_still_looked_at():
    alone = lint_forms(SHIPPED.forms, (translated("th", text=THAI + " เหยื่อ"),), count_pages=_three_pages)
    assert [f.kind for f in alone] == ["telling-word"]
