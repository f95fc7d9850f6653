"""Words that name something in a document and stand on no page are listed, and read in one look."""

from random import Random

import pytest
from hiding import plain, saved
from hiding_in_documents import odt
from making_documents import docx, epub, pptx

from consentkit.documents.documents import opened_document
from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.shapes import is_usual_name
from consentkit.documents.names.told import LONGEST_NAME, MOST_NAMES
from consentkit.documents.service import look_into
from consentkit.domain.words.drafts import Holds

_W = 'xmlns:w="w" xmlns:a="a" xmlns:wp="wp" xmlns:pic="pic"'


def words(body: str) -> dict[str, str]:
    shown = "<w:p><w:r><w:t>She teaches at the loom.</w:t></w:r></w:p>"
    return {"word/document.xml": f"<w:document {_W}><w:body>{shown}{body}</w:body></w:document>"}


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body><p>She teaches.</p>{body}</body></html>".encode()


def book(**more: str) -> bytes:
    return epub([], **more)


LISTED = {
    "a shape": (docx([], **words('<wp:docPr id="1" name="Sokha Invented 1"/>')), "Sokha Invented 1"),
    "a picture's file": (docx([], **words('<pic:cNvPr id="0" name="Malis.png"/>')), "Malis.png"),
    "text read aloud": (docx([], **words('<wp:docPr id="1" name="Picture 1" descr="Malis"/>')), "Malis"),
    "an element": (docx([], **words("<w:Malis/>")), "w:Malis"),
    "a prefix": (docx([], **words('<w:p xmlns:malis="w"/>')), "xmlns:malis"),
    "a second value": (docx([], **words('<w:color w:val="000000" a:val="Malis"/>')), "Malis"),
    "pieces": (docx([], **words('<w:pStyle w:val="MaLiSo"/>')), "MaLiSo"),
    "a member": (docx([], **words(""), **{"word/Malis.xml": "<a/>"}), "word/Malis.xml"),
    "an empty member": (docx([], **words(""), **{"Malis 12 Road.txt": ""}), "Malis 12 Road.txt"),
    "a layout": (pptx([], **{"ppt/slides/Malis.xml": "<a/>"}), "ppt/slides/Malis.xml"),
    "a style of an ODT": (odt([], words="<text:p text:style-name='Malis'/>"), "Malis"),
    "a section of an ODT": (odt([], words="<text:section text:name='Malis'/>"), "Malis"),
    "a title of a drawing": (odt([], words="<draw:g><svg:title>Malis</svg:title></draw:g>"), "Malis"),
    "a setting": (
        odt([], **{"settings.xml": "<o xmlns:c='c'><c:config-item c:name='View'>malis</c:config-item></o>"}),
        "malis",
    ),
    "a class": (page('<p class="malis">x</p>'), "malis"),
    "an id": (page('<p id="malis">x</p>'), "malis"),
    "an attribute": (page('<p malis="">x</p>'), "malis"),
    "a selector": (page("", "<style>.malis { color: black }</style>"), ".malis"),
    "a font of a page": (page('<p style="font-family: Malis">x</p>'), "Malis"),
    "a rule by name": (page("", "<style>@page malis { margin: 1cm }</style>"), "@page malis"),
    "a value of its own": (page("", "<style>p { --malis: 1 }</style>"), "--malis: 1"),
    "a note in a style sheet": (page("", "<style>/* Malis */</style>"), "/* Malis */"),
    "a program": (page("", '<meta name="generator" content="Malis">'), "Malis"),
    "a link": (page('<a href="https://example.org/malis">x</a>'), "https://example.org/malis"),
    "a place in a page": (page('<a href="#malis">x</a>'), "#malis"),
    "a style of a book": (book(**{"OEBPS/a.css": ".malis { margin: 0 }"}), ".malis"),
    "a book's author": (
        book(**{"OEBPS/toc.ncx": "<ncx><docAuthor><text>Malis</text></docAuthor></ncx>"}), "Malis",
    ),
    "a link in Markdown": (b"[two](https://example.org/malis)", "https://example.org/malis"),
    "an id in Markdown": (b"# A {#malis}", "#malis"),
    "a note that nothing leads to": (b"[^malis]: x\n\nWords.", "^malis"),
    "a kind of code": (b"```malis\nx\n```", "malis"),
    "a font of RTF": (b"{\\rtf1\\ansi{\\fonttbl{\\f0 Malis Sans;}}\\fs24 She.}", "Malis Sans"),
    "a style of RTF": (b"{\\rtf1\\ansi{\\stylesheet{\\s1 Malis;}}\\fs24 She.}", "Malis"),
    "an order that RTF does not have": (b"{\\rtf1\\ansi\\malis \\fs24 She.}", "malis"),
    "a mark of RTF": (b"{\\rtf1\\ansi{\\*\\bkmkstart Malis}\\fs24 She.}", "Malis"),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTED)
def test_a_name_that_no_page_shows_is_listed(case: str) -> None:
    document, name = LISTED[case]
    listed = [part.words for part in look_into(document).parts if part.holds is Holds.NAMES]
    assert [name in one for one in listed] == [True]


def test_a_name_of_words_that_the_pages_show_is_not_listed() -> None:
    body = '<w:bookmarkStart w:name="at-the-loom"/><wp:docPr id="1" name="Loom"/>'
    assert look_into(docx([], **words(body))).parts == ()
    assert look_into(page('<h2 id="she-teaches">x</h2>')).parts == ()
    # Another script has no spaces, and single signs of it are words.
    assert look_into(docx([], **words('<wp:docPr id="1" name="សុខា"/>'))).parts != ()


def test_however_many_names_there_are_they_are_one_thing_to_look_at() -> None:
    many = "".join(f'<w:pStyle w:val="Malis{"abcdefghij"[n % 10] * (n // 10 + 1)}"/>' for n in range(40))
    parts = look_into(
        docx([], **words(many), **{"word/header1.xml": "<w:hdr xmlns:w='w'><w:Malis/></w:hdr>"})
    ).parts
    assert [part.holds for part in parts] == [Holds.NAMES]
    assert len(parts[0].words) == 41


def test_more_names_than_a_list_holds_are_hidden_words_too() -> None:
    many = "".join(
        f'<w:x w:val="{"malis" * (n // 26 + 1)}{chr(97 + n % 26)}"/>' for n in range(MOST_NAMES + 1)
    )
    parts = {part.holds: part.words for part in look_into(docx([], **words(many))).parts}
    assert parts.keys() == {Holds.NAMES, Holds.HIDDEN_WORDS}
    assert len(parts[Holds.NAMES]) == MOST_NAMES
    long = f'<w:pStyle w:val="{"malis " * LONGEST_NAME}"/>'
    assert [part.holds for part in look_into(docx([], **words(long))).parts] == [Holds.HIDDEN_WORDS]


def test_properties_are_listed_under_their_own_kind() -> None:
    core = '<p:coreProperties xmlns:p="p"><creator>Malis Invented</creator></p:coreProperties>'
    parts = look_into(docx([], **words(""), **{"docProps/core.xml": core})).parts
    assert [(part.holds, part.words) for part in parts] == [(Holds.PROPERTIES, ("Malis Invented",))]


def test_what_steers_a_screen_is_shown_as_signs() -> None:
    with opened_document(page('<p class="malis\u202e\x1b[31m">x</p>')) as document:
        listed = [part.words for part in document.parts if part.holds is Holds.NAMES]
    assert listed
    assert all(word.isprintable() for one in listed for word in one)


_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"'
    ' width="100%%" viewBox="0 0 600 800" preserveAspectRatio="none">%s</svg>'
)
_IMAGE = '<image width="600" height="800" xlink:href="../i/1.jpg"/>'


def test_a_cover_as_book_programs_show_it_is_no_drawing() -> None:
    def page_of(drawn: str) -> bytes:
        chapter = f"<html><body><div>{drawn}</div></body></html>"
        return epub([saved(plain(Random(1)), "JPEG")], **{"OEBPS/text/c1.xhtml": chapter})

    assert [part.holds for part in look_into(page_of(_SVG % _IMAGE)).parts] == [Holds.PICTURE]
    for more in ("<text>Malis</text>", "<path d='M0 0'/>", "<desc>Malis</desc>"):
        holds = [part.holds for part in look_into(page_of(_SVG % (_IMAGE + more))).parts]
        assert Holds.DRAWING in holds


USUAL = (
    "Picture 1", "Text Box 3", "Rectangle: Rounded Corners 12", "Google Shape;55;p13", "รูปภาพ 2",
    "Hình ảnh 1", "图片 1", "図 3", "Grafik 4", "Рисунок 1", "image1.png", "IMG_2044.JPG", "DSC00012.jpg", "",
)  # fmt: skip
OWN = (
    "Sokha Invented 1",
    "Malis.png",
    "Picture of Malis",
    "P Malis 1",
    "IMG_Malis.jpg",
    "สุดา 2",
    "Rectangle Malis",
)


def test_only_the_exact_words_of_programs_name_a_shape_without_saying_anything() -> None:
    assert [name for name in USUAL if not is_usual_name(name)] == []
    assert [name for name in OWN if is_usual_name(name)] == []


def test_a_word_in_pieces_is_a_word() -> None:
    assert says_nothing("minorEastAsia")
    assert says_nothing("Heading_20_1")
    assert says_nothing("10000000000000C80000009636847C034C622DC9.png")
    assert not says_nothing("SoKhAi")
    assert not says_nothing("012345678")
