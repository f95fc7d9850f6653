"""The letter as a web page and as words to read aloud: the same words, nothing from elsewhere, no script."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from quick_cases import quick_among

from consentkit.domain.consents import Appearance, Medium, Naming
from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.letters import WITH_ANSWERS, Choices, Paragraph, Run
from consentkit.domain.values import Channel
from consentkit.typesetting.letters.pages import Player, letter_as_speech, letter_page
from consentkit.typesetting.letters.pictograms import PICTOGRAMS, pdf_operators, pictogram_named, svg
from tests.typesetting.letter_samples import (
    FONTS,
    RIGHT_TO_LEFT,
    chosen_letters,
    letter_named,
    letter_names,
    sample,
)

letters = pytest.mark.parametrize("name", quick_among(sorted(letter_names()), chosen_letters()))


class Page(HTMLParser):
    def __init__(self, source):
        super().__init__()
        self.tags, self.text, self.open = [], "", []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data


@cache
def source_of(name):
    """The page of a letter, made once for all that is asked of it."""
    return letter_page(letter_named(name), FONTS)


@letters
def test_a_page_is_whole_and_needs_nothing_else(name):
    text = letter_named(name)
    source = source_of(name)
    page = Page(source)
    assert page.open == []
    tags = [tag for tag, _ in page.tags]
    assert not {"script", "link", "iframe", "img"} & set(tags)
    # In the letters of an embedded font it may stand by chance.
    assert "http" not in re.sub(r"data:font[^)\"']*", "", source)
    html = next(attributes for tag, attributes in page.tags if tag == "html")
    assert html == {"lang": text.language, "dir": "rtl" if text.language in RIGHT_TO_LEFT else "ltr"}
    assert tags.count("h1") == 1
    for block in text.blocks:
        if isinstance(block, Paragraph):
            assert "".join(run.text for run in block.words) in page.text


@letters
def test_every_box_is_a_checkbox_with_a_label_and_none_is_ticked(name):
    page = Page(source_of(name))
    boxes = [
        attributes for tag, attributes in page.tags if tag == "input" and attributes.get("type") == "checkbox"
    ]
    expected = 0
    for block in letter_named(name).blocks:
        if isinstance(block, Choices):
            expected += len(block.options) * (2 if block.layout in WITH_ANSWERS else 1)
    assert len(boxes) == expected
    assert not any("checked" in box for box in boxes)
    assert len({box["name"] for box in boxes}) == len(boxes)


def test_values_cannot_become_markup():
    blocks = (Paragraph(words=(Run(text="<script>alert(1)</script>", is_value=True),)),)
    source = letter_page(sample("en").model_copy(update={"blocks": blocks, "title": 'a"<b>'}), FONTS)
    assert "<script" not in source
    assert "<b>" not in source


def test_a_page_lacks_no_glyph_either():
    blocks = (Paragraph(words=(Run(text="㛃"),)),)
    with pytest.raises(InvalidInput, match="glyph-missing"):
        letter_page(sample("zh").model_copy(update={"blocks": blocks}), FONTS)


@letters
def test_what_is_read_aloud_has_every_question_numbered(name):
    text = letter_named(name)
    spoken = letter_as_speech(text)
    assert text.title in spoken
    questions = sum(len(block.options) for block in text.blocks if isinstance(block, Choices))
    assert questions == 0 or f"\n{questions}. " in spoken


@pytest.mark.parametrize("name", [*PICTOGRAMS, "thumb-down", "L04.photo", "L06.none", "yes"])
def test_every_pictogram_draws_in_print_and_on_the_web(name):
    assert pictogram_named(name)
    assert pdf_operators(name, 0, 0, 46).endswith("Q")
    assert svg(name).startswith("<svg")


@pytest.mark.parametrize("kind", [Medium, Appearance, Naming, Channel])
def test_whatever_people_tick_has_a_pictogram(kind):
    missing = [choice.value for choice in kind if pictogram_named(choice.value) is None]
    assert not missing, "see the rows «a channel» and «a vocabulary» of CONTRIBUTING.md"


def test_an_unknown_pictogram_is_left_out():
    assert pictogram_named("unheard-of") is None
    assert pdf_operators("unheard-of", 0, 0, 46) == svg("unheard-of") == ""


def test_a_player_stands_below_the_title_with_its_word_and_nothing_else_is_loaded():
    page = Page(letter_page(sample("km"), FONTS, Player("a%20page.mp3", 'ស្តាប់ "&"')))
    (player,) = [attributes for tag, attributes in page.tags if tag == "audio"]
    assert player == {
        "controls": None, "preload": "metadata", "aria-label": 'ស្តាប់ "&"', "src": "a%20page.mp3",
    }  # fmt: skip
    assert 'ស្តាប់ "&"' in page.text
    tags = [tag for tag, _ in page.tags]
    assert tags.index("h1") < tags.index("audio") < tags.index("p", tags.index("h1"))
    assert {attributes["src"] for _, attributes in page.tags if "src" in attributes} == {"a%20page.mp3"}


def test_a_player_without_a_word_in_the_language_has_none():
    source = letter_page(sample("km"), FONTS, Player("a.mp3", ""))
    page = Page(source)
    assert "aria-label" not in dict(page.tags)["audio"]
    assert "figcaption" not in dict(page.tags)


def test_a_page_has_no_player_unless_it_is_asked_for():
    assert "<audio" not in letter_page(sample("km"), FONTS)
