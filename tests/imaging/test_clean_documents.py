"""The words that a reader of a document sees, and a new document of nothing but them."""

import pytest
from making_documents import docx, epub, pptx, raw_pdf, stream, zipped

from consentkit.documents.clean.office import OpenDocumentReader
from consentkit.documents.clean.reading import blocks_of
from consentkit.documents.clean.writing import as_docx, as_text
from consentkit.documents.documents import opened_document
from consentkit.domain.errors import InvalidInput
from consentkit.domain.words.blocks import Block, BlockKind

SECRET = "Sokha"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADING = Block(BlockKind.HEADING, 2, "A new start")
WORDS = Block(BlockKind.PARAGRAPH, 0, "She runs a shop.")
ITEM = Block(BlockKind.ITEM, 0, "rice")
SEEN = [HEADING, WORDS, ITEM]


def word(body, **more):
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return docx([], **({"word/document.xml": document} | more))


def p(text, layout=""):
    return f"<w:p><w:pPr>{layout}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


WORD_STYLES = (
    f'<w:styles {W}><w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    "</w:styles>"
)
IN_WORD = (
    p("A new start", '<w:pStyle w:val="berschrift2"/>'),
    f"<w:p><w:r><w:t>She runs</w:t></w:r><w:del><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>"
    f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r><w:r><w:t xml:space='preserve"
    f"'> a shop.</w:t></w:r><w:r><w:instrText>AUTHOR {SECRET}</w:instrText></w:r></w:p>",
    p("rice", "<w:numPr/>"),
    f"<mc:AlternateContent xmlns:mc='m'><mc:Fallback>{p(SECRET)}</mc:Fallback></mc:AlternateContent>",
)
IN_ODF = (
    '<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>'
    f"<text:tracked-changes><text:changed-region><text:p>{SECRET}</text:p></text:changed-region>"
    '</text:tracked-changes><text:h text:outline-level="2">A new<text:s/>start</text:h>'
    f"<text:p>She runs a shop.<office:annotation><text:p>{SECRET}</text:p></office:annotation></text:p>"
    "<text:list><text:list-item><text:p>rice</text:p></text:list-item></text:list>"
    "</office:text></office:body></office:document-content>"
)
IN_HTML = (
    f"<!doctype html><html><head><title>{SECRET}</title></head><body><h2>A new start</h2><!-- {SECRET} -->"
    f"<p title='{SECRET}'>She <b>runs</b> a shop.<span style='display: none'>{SECRET}</span></p>"
    f"<ul><li>rice</li></ul><p hidden>{SECRET}</p><script>{SECRET}</script></body></html>"
)
IN_MARKDOWN = (
    f"---\nauthor: {SECRET}\n---\n## A new start\n\nShe *runs* a [shop](https://example.org '{SECRET}').\n\n"
    f"- rice\n\n<!-- {SECRET} -->\n%%{SECRET}%%\n"
)
IN_SLIDES = (
    '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>She runs a shop.</a:t></a:r>'
    f'<a:fld type="slidenum"><a:t>{SECRET}</a:t></a:fld></a:p></p:sld>'
)
HIDDEN_SLIDE = f'<p:sld xmlns:p="p" xmlns:a="a" show="0"><a:p><a:t>{SECRET}</a:t></a:p></p:sld>'
IN_RTF = (
    r"{\rtf1\ansi{\info{\author " + SECRET + r"}}{\header " + SECRET + r"}She runs{\v " + SECRET + r"} a"
    r"\v " + SECRET + r"\v0  shop.\par{\*\annotation " + SECRET + r"}}"
)

DOCUMENTS = {
    "docx": (word("".join(IN_WORD), **{"word/styles.xml": WORD_STYLES}), SEEN),
    "html": (IN_HTML.encode(), SEEN),
    "markdown": (IN_MARKDOWN.encode(), SEEN),
    "rtf": (IN_RTF.encode(), [WORDS]),
    "pptx": (pptx([b""], **{"ppt/slides/slide1.xml": IN_SLIDES}), [WORDS]),
    "hidden slide": (
        pptx([b"", b""], **{
            "ppt/slides/slide1.xml": IN_SLIDES,
            "ppt/slides/slide2.xml": HIDDEN_SLIDE,
        }),
        [WORDS],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_words_that_a_reader_sees_are_read_and_no_others(kind):
    document, seen = DOCUMENTS[kind]
    assert blocks_of(document) == seen


def test_an_open_document_is_read_without_its_changes_and_comments():
    assert OpenDocumentReader().read(IN_ODF.encode()) == SEEN


def test_notes_of_a_document_stand_behind_it_with_their_numbers():
    note = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{p("--")}</w:footnote>'
    note += f'<w:footnote w:id="2">{p("as she said")}</w:footnote></w:footnotes>'
    body = "<w:p><w:r><w:t>Here</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    read = [block.text for block in blocks_of(word(body, **{"word/footnotes.xml": note}))]
    assert read == ["Here[2]", "[2] as she said"]


def test_lines_of_a_page_are_joined_to_paragraphs():
    lines = ("She was nine when she left home and", "went to the town.", "Now she sews.")
    drawn = "".join(f"BT /F1 10 Tf 20 {180 - 20 * row} Td ({line}) Tj ET " for row, line in enumerate(lines))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    pdf = raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(b"", drawn.encode()),
        font,
    )
    assert [block.text for block in blocks_of(pdf)] == [" ".join(lines[:2]), lines[2]]


HOSTILE = [
    Block(BlockKind.HEADING, 1, "<b>&amp; \N{BULLET} ]]>"),
    Block(BlockKind.PARAGRAPH, 0, "នាង\u200bរៀន\nမိန်းကလေး 📷"),
    Block(BlockKind.ITEM, 0, "- rice, 3 * 4"),
]


def test_a_new_document_holds_the_words_and_asks_for_no_look():
    with opened_document(as_docx(HOSTILE)) as opened:
        assert opened.parts == ()
        assert [block.text.removeprefix("• ") for block in opened.blocks()] == [one.text for one in HOSTILE]
    with opened_document(as_text(SEEN)) as opened:
        assert (opened.parts, opened.blocks()) == ((), tuple(SEEN))


def test_signs_that_nobody_sees_and_that_spell_are_not_taken_over():
    (block,) = blocks_of("She\U000e0053\U000e006f runs\u200b\u200c\u200b\u200c here\u202e".encode())
    assert block.text == "She runs\u200b here"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", zipped({"mimetype": "x"}), epub([])[:200], b"\xff\xfe\x00"]
)
def test_what_cannot_be_read_gives_no_words(data):
    assert not _read(data)


def _read(data):
    try:
        with opened_document(data) as opened:
            return opened.blocks()
    except InvalidInput:
        return None
