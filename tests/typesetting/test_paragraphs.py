"""Lines: 2,000 random paragraphs in all languages, and the breaks that ICU alone gets wrong."""

import random
from itertools import pairwise

import pytest

from consentkit.domain.letters.letters import Run
from consentkit.typesetting.letters.layouts import setting_of
from consentkit.typesetting.text.line_breaks import boundaries, is_safe, line_breaks
from consentkit.typesetting.text.paragraphs import Paragraph, paragraph
from tests.typesetting.letter_samples import DAY, FONTS, MAIL, PHONE, SENTENCES, plain, sample

SIZE = 10.0
PARAGRAPHS = 2_000
WITHOUT_SPACES = {"th", "lo", "km", "my", "zh"}
VALUES = (PHONE, DAY, MAIL, "Maria Santos", "နန်းခမ်း", "C-7K3Q-X9MD")


def _random_paragraph(draw, language):
    names = sorted(SENTENCES)
    between = draw.choice(["", " ", " "]) if language in WITHOUT_SPACES else " "
    runs = []
    for _ in range(draw.randint(3, 25)):
        chance = draw.random()
        if chance < 0.12:
            runs.append(Run(text=draw.choice(VALUES), is_value=True, is_strong=draw.random() < 0.5))
        else:
            other = language if chance < 0.8 else draw.choice(names)
            word = draw.choice(plain(SENTENCES[other]).split(" "))
            runs.append(Run(text=word, is_strong=draw.random() < 0.15))
        runs.append(Run(text=between or ("\u200b" if chance > 0.97 else " ")))
    return tuple(runs)


@pytest.mark.parametrize("count", [60, pytest.param(PARAGRAPHS, marks=pytest.mark.slow)])
def test_random_paragraphs_fit_and_lose_nothing(count):
    draw = random.Random(20261121)
    for number in range(count):
        language = sorted(SENTENCES)[number % len(SENTENCES)]
        shaped = Paragraph(_random_paragraph(draw, language), setting_of(sample(language), FONTS))
        width = draw.uniform(25, 400)
        lines = shaped.lines(width / SIZE)
        assert "".join(shaped.text[line.start : line.end] for line in lines) == shaped.text
        for line in lines:
            _check_line(shaped, line, width)


def _check_line(shaped, line, width):
    assert is_safe(shaped.text, line.end)
    glyphs = [glyph for span in line.spans for cluster in span.clusters for glyph in cluster.glyphs]
    assert all(number for number, _, _ in glyphs), "a letter without a glyph"
    drawn = sorted((cluster.start, cluster.end) for span in line.spans for cluster in span.clusters)
    assert drawn[0][0] == line.start
    assert drawn[-1][1] == line.end
    assert all(end == start for (_, end), (start, _) in pairwise(drawn))
    if line.width * SIZE > width + 0.01:
        body = shaped.text[line.start : line.end].strip()
        ends = [
            end for end in boundaries("Character", body, "root") if 0 < end < len(body) and is_safe(body, end)
        ]
        assert not ends, "only what cannot be torn may stand out"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("my", "သမ္မီးအင်္ဂလိပ်သတ္တဝါ"),
        ("km", "ស្ត្រីខ្មែរក្នុងខេត្ត"),
        ("si", "ශ්‍රී ලංකාවේ ක්‍රමය"),
        ("shn", "တႆးၵမ်းၽႃႇသႃႇၵႂၢမ်းတႆး"),
        ("ksw", "ကညီကျိာ်လၢအဂ့ၤ"),
        ("ne", "क्षमा र्‍याल श्री"),
    ],
)
def test_no_syllable_is_torn(language, text):
    for offset in line_breaks(text, language):
        assert is_safe(text, offset)
        if offset < len(text):
            assert text[offset - 1] not in "\u1039\u17d2\u094d\u0dca\u200d"
            assert text[offset] not in "\u1039\u103a\u17d2\u200d"


def test_shan_breaks_between_syllables_and_not_before_final_consonants():
    text = "ၵမ်းတႆးၽႃႇသႃႇ"
    assert [text[start:end] for start, end in pairwise((0, *line_breaks(text, "shn")))] == [
        "ၵမ်း",
        "တႆး",
        "ၽႃႇ",
        "သႃႇ",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "help@river-house.example",
        "www.river-house.example/stop",
        "https://river-house.example/a-b",
        "+66 2 555-0100",
    ],
)
@pytest.mark.parametrize("language", ["en", "ar", "my", "th"])
def test_an_address_stays_on_one_line_wherever_it_stands(language, address):
    words = plain(SENTENCES[language])[:60]
    for is_value in (True, False):
        runs = (Run(text=f"{words} "), Run(text=address, is_value=is_value), Run(text=f" {words}"))
        shaped = Paragraph(runs, setting_of(sample(language), FONTS))
        start = shaped.text.index(address)
        whole = Paragraph((Run(text=address, is_value=True),), setting_of(sample(language), FONTS)).width()
        for measure in (whole + 0.01, whole * 1.3, whole * 2.1):
            assert not [line for line in shaped.lines(measure) if start < line.end < start + len(address)]


@pytest.mark.parametrize(
    "text", ["ဘယ်တော့မှ မရောင်းပါဘူး", "မသုံးပါဘူး", "မဖော်ပြပါဘူး", "ဒါမှမဟုတ် မပြောင်းပါဘူး", "မူရင်း မှတ်တမ်း"]
)
def test_burmese_never_parts_not_from_its_verb(text):
    breaks = line_breaks(text, "my")
    assert not [offset for offset in breaks[:-1] if text[offset - 1] == "မ"]
    assert not [offset for offset in breaks if "ဒါမှမဟုတ်" in text and 0 < offset < len("ဒါမှမဟုတ်")]
    assert breaks[-1] == len(text)


def test_a_zero_width_space_is_where_a_line_may_end():
    assert 5 in line_breaks("abcd\u200befgh", "en")


@pytest.mark.parametrize("width", [70, 95, 120])
def test_a_name_stays_on_one_line(width):
    setting = setting_of(sample("th"), FONTS)
    words = (
        Run(text="ข้าพเจ้า"),
        Run(text="สมหญิง", is_value=True),
        Run(text="ยินยอมให้องค์กรใช้ภาพถ่ายโทร"),
        Run(text="02-123", is_value=True),
    )
    shaped = paragraph(words, setting)
    lines = [shaped.text[line.start : line.end] for line in shaped.lines(width / SIZE)]
    assert sum("สมหญิง" in line for line in lines) == 1
    assert sum("02-123" in line for line in lines) == 1


def test_a_values_own_direction_marks_cannot_turn_the_words_around_it():
    words = (Run(text="name "), Run(text="\u202eevil", is_value=True), Run(text=" end"))
    shaped = paragraph(words, setting_of(sample("en"), FONTS))
    assert shaped.text == "name evil end"


def test_the_same_words_are_shaped_once():
    setting = setting_of(sample("th"), FONTS)
    assert paragraph((Run(text="ก"),), setting) is paragraph((Run(text="ก"),), setting)


def test_no_words_give_no_lines():
    setting = setting_of(sample("ar"), FONTS)
    assert paragraph((), setting).lines(20) == ()
    assert paragraph((Run(text=""),), setting).width() == 0


@pytest.mark.parametrize(
    "name", ["喆堃镕玥祎昇", "陳黃張劉楊趙吳鄭謝許蕭葉蘇呂龍馬", "陈黄张刘杨赵吴郑谢许萧叶苏吕龙马"]
)
def test_chinese_names_are_whole_in_both_scripts(name):
    shaped = Paragraph((Run(text=name, is_value=True),), setting_of(sample("zh"), FONTS))
    (line,) = shaped.lines(100)
    glyphs = [glyph for span in line.spans for cluster in span.clusters for glyph in cluster.glyphs]
    assert len(glyphs) == len(name)
    assert 0 not in {glyph[0] for glyph in glyphs}
