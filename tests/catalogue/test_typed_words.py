"""Burmese of the Zawgyi font is told from Unicode's, on many words both ways; and words that tell."""

import re
import tomllib

import pytest
from icu import Transliterator

from consentkit.catalogue.shipped import forms_folder, policies_folder
from consentkit.catalogue.typed_words import is_zawgyi, telling_words
from consentkit.domain.characters import check_line
from consentkit.domain.errors import InvalidInput
from consentkit.domain.words.burmese import is_impossible

_MOST_MISSED = 0.02
_MOST_REFUSED = 0.005


def _texts(value):
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]


@pytest.fixture(scope="module")
def unicode_words():
    """Every sentence and every word of the Burmese letters and of the policies' questions."""
    files = [forms_folder() / "clauses" / "my.toml", *policies_folder().glob("*.my.toml")]
    texts = [text for file in files for text in _texts(tomllib.loads(file.read_text(encoding="utf-8")))]
    words = {word for text in texts for word in re.findall("[\u1000-\u109f]{2,}", text)}
    return sorted(words | {text for text in texts if re.search("[\u1000-\u109f]{3}", text)})


@pytest.fixture(scope="module")
def zawgyi_words(unicode_words):
    """The same as telephones of the Zawgyi font write them, as ICU says; words that are alike left out."""
    to_zawgyi = Transliterator.createInstance("my-Zawgyi")
    pairs = [(word, to_zawgyi.transliterate(word)) for word in unicode_words]
    return [zawgyi for word, zawgyi in pairs if word != zawgyi]


def test_burmese_of_unicode_is_hardly_ever_refused(unicode_words):
    refused = [word for word in unicode_words if is_zawgyi(word, {"Mymr"})]
    assert len(refused) <= len(unicode_words) * _MOST_REFUSED, refused
    assert len(unicode_words) > 500


def test_burmese_of_the_zawgyi_font_is_found(zawgyi_words):
    missed = [word for word in zawgyi_words if not is_zawgyi(word, {"Mymr"})]
    assert len(missed) <= len(zawgyi_words) * _MOST_MISSED, missed
    assert len(zawgyi_words) > 500


def test_an_order_that_no_language_of_the_script_has_is_proof_by_itself(unicode_words, zawgyi_words):
    assert not [word for word in unicode_words if is_impossible(word)]
    assert sum(map(is_impossible, zawgyi_words)) > len(zawgyi_words) * 0.75


@pytest.mark.parametrize(
    "text",
    [
        "ကျွန်ုပ်",  # a killer before u, in one word
        "ယောက်ျားလေး",  # a killer before the medial y, in one word
        "အင်္ဂလိပ်",  # kinzi
        "ၵႂၢမ်းတႆး",  # Shan
        "ကညီကျိာ်",  # S'gaw Karen
        "ဘာသာမန်",  # Mon
        "เมียนมา",
        "Maung Maung",
        "\u25cc\u1031",
    ],
)
def test_other_languages_of_the_script_and_other_scripts_are_no_zawgyi(text):
    assert check_line(text) == text


def test_pasted_words_of_the_zawgyi_font_are_refused_wherever_words_come_in():
    with pytest.raises(InvalidInput) as refused:
        check_line("\u1031\u1019\u102c\u1004\u1039")
    assert refused.value.code == "text-zawgyi"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("our book about survivors of human trafficking", ("survivors", "trafficking")),
        ("VICTIMS", ("victims",)),
        ("in case of questions: Case Help", ()),
        ("about her case, 3 to 5 pm", ("her case",)),
        ("the police case no. 12", ("police case",)),
        ("เหยื่อค้ามนุษย์", ("ค้ามนุษย์", "เหยื่อ")),
        ("ស្ដ្រីជនរងគ្រោះ", ("ជនរងគ្រោះ",)),
        ("những nạn nhân", ("nạn nhân",)),
        ("para korban", ("korban",)),
        ("Rapeeporn", ()),
        ("Casey and the showcase", ()),
        ("our yearly report", ()),
    ],
)
def test_words_that_would_tell_are_found_in_any_form(text, found):
    assert telling_words(text) == found
