"""Letters as PDF: what is read and copied is what was written, and nothing is lost."""

import io
import re
import shutil
import subprocess
import sys
from functools import cache

import pypdfium2
import pytest
import zxingcpp
from quick_cases import quick_among

from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.codes import read_payload
from consentkit.domain.letters.letters import (
    Choices,
    Heading,
    Layout,
    Paragraph,
    Points,
    Rows,
    Run,
    Sheet,
    Signature,
    WriteIn,
)
from consentkit.domain.letters.records import LetterPaper, Printing
from consentkit.typesetting.letters.letters import make_letter, pages_of, printed_pages
from consentkit.typesetting.text.fonts import Fonts
from tests.typesetting.letter_samples import (
    DAY,
    FONTS,
    MAIL,
    PHONE,
    QUICK_LANGUAGES,
    RIGHT_TO_LEFT,
    SENTENCES,
    chosen_letters,
    letter_named,
    letter_names,
    plain,
    quick_letters,
    sample,
    set_letter,
    sheet_of,
    shipped_names,
)
from tests.typesetting.pdf_reading import opened, operations, shown, structure_text

UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\u0002]+")
languages = pytest.mark.parametrize("language", quick_among(sorted(SENTENCES), QUICK_LANGUAGES))
letters = pytest.mark.parametrize("name", quick_among(chosen_letters(), quick_letters()))
SHIPPED = set(shipped_names())
all_letters = pytest.mark.parametrize("name", quick_among(letter_names(), chosen_letters()))
COMING_BACK = [name for name in chosen_letters() if sheet_of(name) is Sheet.LETTER]
READ_BACK = sorted(SHIPPED & {*chosen_letters(), *(f"adult-{code}" for code in SENTENCES)})


def bare(text):
    return UNSEEN.sub("", text)


def text_of(words):
    return "".join(run.text for run in words)


@cache
def made(name, **options):
    """One letter is read by several tests."""
    return set_letter(letter_named(name), FONTS, **options)


@pytest.mark.parametrize("name", quick_among(READ_BACK, quick_letters() & SHIPPED))
def test_the_structure_tree_reads_as_the_letter_was_written(name):
    text = letter_named(name)
    read = [(tag, bare(line)) for tag, line in structure_text(opened(made(name, with_fields=False)))]
    assert bare(text.title) in {line for tag, line in read if tag == "/H1"}
    # The head and the foot are said once, where the first page has them.
    around = {bare(words) for words in (text.title, text.organisation, text.reference, text.draft_mark or "")}
    lines = [line for _, line in read if line and line not in around and not _is_page_number(line, text)]
    written = [bare(words) for block in text.blocks for words in _texts_of(block)]
    strip = text.tear_off
    written += [bare(words) for words in (strip.keep, *map(text_of, strip.lines))] if strip else []
    if text.sheet is Sheet.LETTER:
        assert lines == [words for words in written if words]
    else:
        assert set(written) <= set(lines) | {""}


def _is_page_number(line, text):
    first, *rest = re.split(r"\{pages?\}", bare(text.page_label))
    return line.startswith(first) and all(part in line for part in rest) and len(line) < len(first) + 12


def _texts_of(block):
    match block:
        case Heading() | Paragraph():
            yield text_of(block.words)
        case Points():
            yield from map(text_of, block.items)
        case Choices():
            for option in block.options:
                yield text_of(option.words)
                if block.layout is Layout.YES_NO:
                    yield from (block.yes, block.no)
        case WriteIn():
            yield text_of(block.label)
            yield block.value or ""
        case Signature():
            yield from (text_of(block.statement), block.label, block.date_label, block.thumbprint_label or "")
        case Rows():
            yield from block.header
            for row in block.rows:
                yield from row


@pytest.mark.parametrize(
    "language", quick_among(sorted(set(SENTENCES) - RIGHT_TO_LEFT), set(QUICK_LANGUAGES) - RIGHT_TO_LEFT)
)
@pytest.mark.parametrize("reader", ["pypdf", "pdfium", pytest.param("poppler", marks=pytest.mark.browser)])
def test_copied_text_is_the_text_that_was_written(language, reader):
    data = set_letter(sample(language), FONTS)
    extracted = bare(_extracted(data, reader))
    assert bare(plain(SENTENCES[language])) in extracted


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT))
def test_every_word_of_a_right_to_left_letter_can_be_copied(language):
    extracted = _extracted(set_letter(sample(language), FONTS), "pdfium")
    for word in re.findall(r"[\u0600-\u06ff]+", plain(SENTENCES[language])):
        assert word in extracted


def _extracted(data, reader):
    if reader == "pypdf":
        return "\n".join(page.extract_text() for page in opened(data).pages)
    if reader == "pdfium":
        document = pypdfium2.PdfDocument(data)
        return "\n".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("poppler is not installed")
    done = subprocess.run([program, "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT))
@pytest.mark.parametrize("value", [PHONE, DAY, MAIL])
def test_numbers_and_addresses_run_from_left_to_right_in_right_to_left_letters(language, value):
    reader = opened(set_letter(sample(language), FONTS, with_fields=False))
    lines = {}
    for page in reader.pages:
        for _, letters_drawn, _, _, x, y, _ in shown(reader, page):
            lines.setdefault((page.page_number, y), []).append((x, letters_drawn))
    seen = ["".join(part for _, part in sorted(line)) for line in lines.values()]
    assert sum(value in line for line in seen) >= 2


@pytest.mark.parametrize("name", quick_among(COMING_BACK, quick_letters() & set(COMING_BACK)))
def test_the_code_on_every_page_is_read_from_a_picture_of_it(name):
    text = letter_named(name)
    document = pypdfium2.PdfDocument(made(name))
    for number, page in enumerate(document, 1):
        found = zxingcpp.read_barcodes(page.render(scale=150 / 72).to_numpy())
        code = read_payload(found[0].text)
        assert code is not None
        assert (code.letter, code.form, code.language) == (text.id, text.form, text.language)
        assert (code.page, code.pages) == (number, len(document))


@all_letters
def test_a_letter_keeps_its_pages(name):
    text = letter_named(name)
    assert pages_of(text.model_copy(update={"tear_off": None}), FONTS) <= text.most_pages
    # A strip that finds no room below has a sheet of its own, which is said before anybody prints.
    assert pages_of(text, FONTS) <= text.most_pages + (text.tear_off is not None)


@letters
def test_the_draft_mark_stands_on_every_page(name):
    text = letter_named(name)
    reader = opened(made(name))
    for page in reader.pages:
        drawn = "".join(part for _, part, *_ in shown(reader, page))
        assert bare(text.draft_mark) in bare(drawn)


@letters
def test_a_reader_for_the_blind_is_told_everything(name):
    reader = opened(made(name))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == letter_named(name).language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/OutputIntents"][0]["/DestOutputProfile"].get_object()["/N"] == 3
    assert reader.metadata.title == letter_named(name).title
    assert not {"/OpenAction", "/AA"} & set(root)
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid" not in metadata
    assert "pdfaid" not in metadata
    for page in reader.pages:
        _check_page(reader, page)
    for figure in _elements(reader, "/Figure"):
        assert figure["/Alt"]
        assert len(figure["/A"]["/BBox"]) == 4


def _check_page(reader, page):
    depth, numbers = 0, []
    for operands, operator in operations(reader, page):
        if operator in {b"BDC", b"BMC"}:
            depth += 1
            if operator == b"BDC" and "/MCID" in operands[1]:
                numbers.append(int(operands[1]["/MCID"]))
        elif operator == b"EMC":
            depth -= 1
        elif operator in {b"Tj", b"TJ", b"S", b"f", b"f*", b"B", b"Do"}:
            assert depth > 0, "a mark without a tag"
    assert depth == 0
    assert numbers == list(range(len(numbers)))
    assert page["/Tabs"] == "/S"
    parents = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"].get_object()["/Nums"]
    owners = dict(zip(parents[::2], parents[1::2], strict=True))
    assert len(owners[page["/StructParents"]]) == len(numbers)
    for entry in page.get("/Annots", ()):
        field = entry.get_object()
        assert field["/TU"]
        assert field["/AP"]["/N"]
        assert owners[field["/StructParent"]].get_object()["/S"] == "/Form"
    for name in page["/Resources"]["/Font"]:
        font = page["/Resources"]["/Font"][name].get_object()
        assert font["/Subtype"] == "/Type0" or not _is_used(reader, page, name)


def _is_used(reader, page, name):
    return any(operator == b"Tf" and operands[0] == name for operands, operator in operations(reader, page))


def _elements(reader, tag):
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()]
    while waiting:
        element = waiting.pop()
        if element.get("/S") == tag:
            yield element
        waiting += [
            kid.get_object()
            for kid in element.get("/K", ())
            if kid.get_object().get("/Type") == "/StructElem"
        ]


@languages
def test_boxes_are_never_ticked_already_and_tables_have_heads(language):
    reader = opened(set_letter(sample(language), FONTS))
    boxes = {name: field for name, field in reader.get_fields().items() if field["/FT"] == "/Btn"}
    assert {field["/V"] for field in boxes.values()} == {"/Off"}
    assert {"L04-photo", "L05-words-yes", "L05-words-no", "L06-photo"} <= set(boxes)
    assert len(list(_elements(reader, "/TH"))) == 3
    assert {str(head["/A"]["/Scope"]) for head in _elements(reader, "/TH")} == {"/Column"}
    assert len(list(_elements(reader, "/TD"))) == 6


@languages
def test_a_known_value_is_a_field_that_shows_it(language):
    field = opened(set_letter(sample(language), FONTS)).get_fields()["L12-until"]
    assert field["/V"] == DAY
    assert "Tj" in field["/AP"]["/N"].get_object().get_data().decode() if "/AP" in field else True


@languages
def test_the_staffs_language_beside_has_no_boxes_of_its_own(language):
    english = sample("en")
    alone = opened(set_letter(sample(language), FONTS)).get_fields()
    for facing in (False, True):
        both = opened(set_letter(sample(language), FONTS, beside=english, facing=facing))
        assert set(both.get_fields()) == set(alone)
        lines = {bare(line) for _, line in structure_text(both)}
        assert bare(plain(SENTENCES["en"])) in lines


@pytest.mark.parametrize("options", [{"paper": "letter"}, {"large_print": True}, {"with_fields": False}])
@languages
def test_every_kind_of_page_can_be_made(language, options):
    assert len(opened(set_letter(sample(language), FONTS, **options)).pages) >= 1


@pytest.mark.parametrize("sheet", [Sheet.CARD, Sheet.POSTER])
@languages
def test_cards_and_posters_fit_one_page(language, sheet):
    text = sample(language).model_copy(update={"sheet": sheet, "blocks": sample(language).blocks[:2]})
    reader = opened(set_letter(text, FONTS))
    assert len(reader.pages) == 1
    _check_page(reader, reader.pages[0])


def test_a_letter_that_is_too_long_says_how_long_it_is():
    text = sample("km").model_copy(update={"blocks": sample("km").blocks * 8})
    with pytest.raises(InvalidInput) as refused:
        set_letter(text, FONTS)
    assert refused.value.code == "letter-too-long"
    assert refused.value.facts["most"] == 3
    assert refused.value.facts["pages"] == pages_of(text, FONTS) > 3
    assert set_letter(text, FONTS, large_print=True)


@pytest.mark.parametrize("printing", [{}, {"facing": True}, {"large_print": True}])
def test_the_pages_that_are_said_before_are_those_that_are_printed(printing):
    paper = LetterPaper(text=sample("km"), beside=sample("en"), printing=Printing(**printing))
    assert printed_pages(paper, FONTS) == len(opened(make_letter(paper, FONTS)).pages)


def test_a_letter_with_a_character_that_no_font_has_is_refused():
    blocks = (Paragraph(words=(Run(text="我叫"), Run(text="王㛃", is_value=True))),)
    text = sample("zh").model_copy(update={"blocks": blocks})
    with pytest.raises(InvalidInput) as refused:
        set_letter(text, FONTS)
    assert refused.value.code == "glyph-missing"
    assert refused.value.facts == {"letters": "㛃", "points": "U+36C3"}


def test_an_organisations_own_font_supplies_what_is_missing(tmp_path):
    own = tmp_path / "own.ttf"
    own.write_bytes((FONTS.folder / "NotoSansThai.ttf").read_bytes())
    few = tmp_path / "fonts"
    shutil.copytree(FONTS.folder, few)
    shutil.copy(few / "NotoSans.ttf", few / "NotoSansThai.ttf")
    with pytest.raises(InvalidInput, match="glyph-missing"):
        set_letter(sample("th"), Fonts(few))
    assert set_letter(sample("th"), Fonts(few, extra=(own,)))


def test_two_processes_make_the_same_bytes():
    program = (
        "import sys, hashlib\n"
        "from tests.typesetting.letter_samples import sample, set_letter\n"
        "for language in ('my', 'ar', 'zh'):\n"
        "    print(hashlib.sha256(set_letter(sample(language))).hexdigest())\n"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1
    assert len(io.BytesIO(next(iter(seen))).readlines()) == 3
