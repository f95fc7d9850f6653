"""Whatever a reader of a document does not see is asked about, however it was put out of sight."""

import zlib
from random import Random

import pytest
from hiding import plain, saved
from hiding_in_documents import SECRET, odt
from making_documents import docx, pptx

from consentkit.documents.css_words import hidden_in_style
from consentkit.documents.service import look_into
from consentkit.domain.words.drafts import SEEN_BY_PROGRAM, Holds
from consentkit.imaging.opening.decoding import Refusal, prepare


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    prepare()


def is_asked_about(document: bytes) -> bool:
    try:
        return any(part.holds not in SEEN_BY_PROGRAM for part in look_into(document).parts)
    except Refusal:
        return True


def page(body: str, head: str = "") -> bytes:
    whole = f"<!doctype html><html><head><title>T</title>{head}</head><body><p>Words.</p>{body}</body></html>"
    return whole.encode()


STYLES = (
    "font-size:1px",
    "color:#fefefe",
    "color:rgb(255,255,255)",
    "color:hsl(0,0%,100%)",
    "color:rgba(0,0,0,0)",
    "color:#0000",
    "color:snow",
    "position:absolute;left:-9999px",
    "clip:rect(0,0,0,0)",
    "height:0;overflow:hidden",
    "transform:scale(0)",
    "display:&#110;one",
    "d\\69splay:none",
    "zoom:0.01",
    "max-height:0",
    "margin-left:-400px",
    "color:#000;background:#000",
    "line-height:0",
    "filter:opacity(0)",
    "letter-spacing:-2em",
    "text-indent:-99em",
    "width:calc(0px)",
    "visibility:hidden!important",
    "mso-hide:all",
)
TAGS = (
    f"<!--[if IE]><p>{SECRET}</p><![endif]-->",
    "<meta name=author content=Sokha>",
    "<p title=Sokha>x</p>",
    f"<font color=white>{SECRET}</font>",
    f"<font color='#ffffff'>{SECRET}</font>",
    f"<style>/* {SECRET} */</style>",
    f"<style>p{{display:none}}</style><p>{SECRET}</p>",
    f"<style>@media print{{p{{color:white}}}}</style>{SECRET}",
    f"<style>{SECRET}",
    f"<?{SECRET}?>",
    f"<! {SECRET}>",
    f"</p {SECRET}>",
    f"<p sokha='{SECRET}'>x</p>",
    f"<noframes>{SECRET}</noframes>",
    f"<ruby>a<rp>{SECRET}</rp></ruby>",
    f"<video>{SECRET}</video>",
    f"<select><optgroup label='{SECRET}'></select>",
    "<a href='mailto:sokha@example.org'>write</a>",
    "<a href=' FILE:///home/sokha'>x</a>",
    f"<math><annotation>{SECRET}</annotation></math>",
    "<p>\u202eahkoS\u202c</p>",
    "<body bgcolor=black>words",
    f"<![CDATA[{SECRET}]]>",
)
NOTES = (
    "[Sokha Invented]: https://x.example 'title'",
    'See [here](https://x.example "Sokha Invented").',
    "<p title=Sokha>words</p>",
    "<details><summary>x</summary>Sokha</details>",
)


RUN = "<w:r><w:rPr>{}</w:rPr><w:t>Sokha Invented</w:t></w:r>"
IN_DOCX = (
    RUN.format('<w:color w:val="FEFEFE"/>'),
    RUN.format('<w:color w:val="auto" w:themeColor="background1"/>'),
    RUN.format('<w:sz w:val="5"/>'),
    RUN.format('<w:w w:val="1"/>'),
    RUN.format('<w:shd w:fill="000000"/>'),
    f"<!-- {SECRET} -->",
    f"<?x {SECRET}?>",
    f'<x:y xmlns:x="x">{SECRET}</x:y>',
    SECRET,
    f'<wp:docPr xmlns:wp="wp" title="{SECRET}" name="x 1"/>',
    '<wp:docPr xmlns:wp="wp" name="Sokha Invented"/>',
    f'<w:sdtPr><w:alias w:val="{SECRET}"/></w:sdtPr>',
    '<w:bookmarkStart w:name="Sokha_Invented"/>',
    f'<w:instrText>QUOTE "{SECRET}"</w:instrText>',
    f'<w:fldSimple w:instr="ADDIN {SECRET}"/>',
    f'<m:X xmlns:m="m"><m:Choice/><m:Fallback><w:t>{SECRET}</w:t></m:Fallback></m:X>',
    '<w:hyperlink w:tooltip="Sokha Invented"/>',
    '<pic:cNvPr xmlns:pic="pic" name="Shape 1" hidden="1"/>',
)
MEMBERS = {
    "word/header9.xml": f"<w:hdr xmlns:w='w'><w:t>{SECRET}</w:t></w:hdr>",
    "word/media/notes.xml": f"<a>{SECRET}</a>",
    "word/_rels/settings.xml.rels": '<R><Relationship Id="r" Type="t/attachedTemplate" TargetMode="External"'
    ' Target="file:///C:/Users/Sokha/x.dotx"/></R>',
    "word/_rels/header1.xml.rels": '<R><Relationship Id="r" Type="t/hyperlink" TargetMode="External"'
    ' Target="mailto:sokha@example.org"/></R>',
    "word/settings.xml": '<w:settings xmlns:w="w"><w:mailMerge/></w:settings>',
    "word/numbering.xml": f'<w:numbering xmlns:w="w"><w:lvlText w:val="{SECRET}"/></w:numbering>',
}
SLIDES = (
    f"<a:rPr><a:solidFill><a:srgbClr val='FDFDFD'/></a:solidFill></a:rPr><a:t>{SECRET}</a:t>",
    f"<a:rPr sz='100'/><a:t>{SECRET}</a:t>",
    f"<a:off x='-9000000' y='0'/><a:t>{SECRET}</a:t>",
    f"<p:cNvPr id='1' name='Text 1' hidden='1'/><a:t>{SECRET}</a:t>",
    f"<!-- {SECRET} -->",
)
IN_ODT = (
    f"<style:p xmlns:style='y' fo:font-size='1pt'/><text:p>{SECRET}</text:p>",
    f"<!-- {SECRET} -->",
    f"<text:p fo:color='#fefefe'>{SECRET}</text:p>",
    f"<x:y xmlns:x='x'>{SECRET}</x:y>",
    f"<draw:frame draw:name='{SECRET}'/>",
    f"<text:section text:condition='ooow:1'><text:p>{SECRET}</text:p></text:section>",
    f"<text:user-field-decl office:string-value='{SECRET}'/>",
    f"<office:forms><text:t value='{SECRET}'/></office:forms>",
    f"<text:p text:visibility='collapse'>{SECRET}</text:p>",
    "<text:bookmark text:name='Sokha Invented'/>",
)


@pytest.mark.parametrize("words", IN_DOCX)
def test_words_of_a_letter_that_no_page_shows_are_asked_about(words: str) -> None:
    body = f'<w:document xmlns:w="w"><w:body><w:p>{words}</w:p></w:body></w:document>'
    assert is_asked_about(docx([], **{"word/document.xml": body}))


@pytest.mark.parametrize("name", MEMBERS)
def test_members_of_a_letter_that_no_page_shows_are_asked_about(name: str) -> None:
    assert is_asked_about(docx([], **{name: MEMBERS[name]}))


@pytest.mark.parametrize("words", SLIDES)
def test_words_of_a_slide_that_nobody_sees_are_asked_about(words: str) -> None:
    slide = f"<p:sld xmlns:p='p' xmlns:a='a'>{words}</p:sld>"
    # A slide that the presentation does not list is one that nobody sees, whatever stands on it.
    assert is_asked_about(pptx([saved(plain(Random(1)), "PNG")], **{"ppt/slides/slide1.xml": slide}))
    assert is_asked_about(pptx([], **{"ppt/slides/slide7.xml": f"<p:sld xmlns:p='p'>{SECRET}</p:sld>"}))


@pytest.mark.parametrize("words", IN_ODT)
def test_words_of_an_open_document_that_no_page_shows_are_asked_about(words: str) -> None:
    assert is_asked_about(odt([], words=words))


@pytest.mark.parametrize("name", ["Configurations2/a.xml", "media/a.xml", "Thumbnails/a.txt"])
def test_members_of_an_open_document_that_no_page_shows_are_asked_about(name: str) -> None:
    assert is_asked_about(odt([], **{name: f"<a>{SECRET}</a>"}))
    printer = f"<o xmlns:c='c'><c:config-item c:name='PrinterName'>{SECRET}</c:config-item></o>"
    assert is_asked_about(odt([], **{"settings.xml": printer}))


def test_a_note_at_the_foot_to_which_no_place_leads_is_asked_about() -> None:
    links = (
        '<R xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="t/footnotes" Target="footnotes.xml"/></R>'
    )
    line = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>By her wish.</w:t></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="w">{line}{note}</w:footnotes>'
    for place, is_asked in (('<w:footnoteReference w:id="2"/>', False), ("", True)):
        body = f'<w:document xmlns:w="w"><w:body><w:p>{place}</w:p></w:body></w:document>'
        parts = {"word/document.xml": body, "word/footnotes.xml": notes}
        assert is_asked_about(docx([], **parts, **{"word/_rels/document.xml.rels": links})) == is_asked


def test_what_word_processors_write_by_themselves_is_not_asked_about() -> None:
    run = '<w:r><w:rPr><w:color w:val="1F3864"/><w:sz w:val="22"/></w:rPr><w:t>She teaches.</w:t></w:r>'
    field = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z </w:instrText></w:r>'
    more = '<w:bookmarkStart w:name="_Toc123"/><wp:docPr xmlns:wp="wp" id="1" name="Picture 1"/>'
    body = f'<w:document xmlns:w="w"><w:body><w:p>{run}{field}{more}</w:p></w:body></w:document>'
    assert not is_asked_about(docx([], **{"word/document.xml": body}))
    settings = "<o xmlns:c='c'><c:config-item c:name='ViewLeft'>1200</c:config-item></o>"
    styles = "<o xmlns:fo='f'><s fo:color='#000000' fo:font-size='11pt'/></o>"
    words = "<text:p>She teaches.</text:p><draw:frame draw:name='Image1'/>"
    assert not is_asked_about(odt([], words=words, **{"settings.xml": settings, "styles.xml": styles}))


@pytest.mark.parametrize("style", STYLES)
def test_words_that_a_style_may_put_out_of_sight_are_asked_about(style: str) -> None:
    assert is_asked_about(page(f'<p style="{style}">{SECRET}</p>'))
    assert is_asked_about(page(f"<p class=a>{SECRET}</p>", f"<style>p.a {{ {style} }}</style>"))


@pytest.mark.parametrize("tag", TAGS)
def test_words_that_a_page_holds_and_no_browser_shows_are_asked_about(tag: str) -> None:
    assert is_asked_about(page(tag))


@pytest.mark.parametrize("note", NOTES)
def test_words_of_a_note_that_nobody_reads_are_asked_about(note: str) -> None:
    assert is_asked_about(f"Words.\n\n{note}\n".encode())


def test_a_page_with_the_styles_of_plain_words_is_not_asked_about() -> None:
    style = (
        "body { font-family: serif; font-size: 12pt; line-height: 1.4; color: #222; background: #fff }"
        " h1, h2 { font-weight: bold; margin: 1em 0; text-align: center; color: navy } p { text-indent: 1em }"
    )
    assert not is_asked_about(
        page('<p style="margin-top: 0.5em">Wat\u200bPhnom</p>', f"<style>{style}</style>")
    )
    for words in (
        "Fees < 5 USD & > 3.",
        "See <https://example.org>, [two](https://example.org).",
        "a <b and c> d",
    ):
        assert not is_asked_about(words.encode())


IN_RTF = (
    "{\\colortbl;\\red255\\green250\\blue250;}\\cf1 Sokha",
    "{\\*\\sokha Sokha} words",
    "\\fs6 Sokha",
    "{\\field{\\*\\fldinst QUOTE Sokha}{\\fldrslt x}} words",
    "{\\*\\bkmkstart Sokha Invented} words",
    "{\\*\\generator Sokha Invented} words",
    "words} Sokha {",
    "\\charscalex1 Sokha",
    "{\\*\\themedata 536f6b6861} words",
    "{ \\* \\xe Sokha} words",
)


@pytest.mark.parametrize("words", IN_RTF)
def test_words_of_an_rtf_that_no_page_shows_are_asked_about(words: str) -> None:
    assert is_asked_about(f"{{\\rtf1\\ansi {words}}}".encode())


def test_an_rtf_that_shows_what_it_says_is_not_asked_about() -> None:
    head = (
        "{\\fonttbl{\\f0\\fnil{\\*\\panose 02020603050405020304}Times;}}{\\colortbl;\\red0\\green0\\blue128;}"
    )
    made = "{\\*\\generator Riched20 10.0.19041}\\viewkind4 \\cf1\\fs24 She teaches.\\par"
    field = '{\\field{\\*\\fldinst{HYPERLINK "https://example.org"}}{\\fldrslt here}}'
    assert not is_asked_about(f"{{\\rtf1\\ansi{head}{made}{field}}}\n".encode())


# PDF, written out: an object for each thing.
def pdf(
    content: bytes = b"",
    *,
    catalog: bytes = b"",
    page: bytes = b"",
    resources: bytes = b"",
    trailer: bytes = b"",
    behind: bytes = b"",
    font: bytes = b"/Subtype /Type1 /BaseFont /Helvetica",
    more: bytes = b"",
) -> bytes:
    shown = b"BT /F1 12 Tf 40 450 Td (She teaches.) Tj ET "
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 500] /Resources << /Font << /F1 5 0 R >> %s >>"
        b" /Contents 4 0 R %s >>" % (resources, page),
        stream(shown + content, behind=behind),
        b"<< /Type /Font %s >>" % font,
        *([more] if more else []),
    ]
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, one in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return out + table + end + b"startxref\n%d\n%%%%EOF\n" % len(out)


def stream(content: bytes, said: bytes = b"", behind: bytes = b"") -> bytes:
    packed = zlib.compress(content) + behind
    head = b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n" % (len(packed), said)
    return head + packed + b"\nendstream"


SAID = SECRET.encode()
DRAWN = b"BT /F1 12 Tf 40 400 Td (%s) Tj ET " % SAID
PHOTO = saved(plain(Random(3)), "JPEG")
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 %d 500] /Resources << /Font << /F1 5 0 R >> >>"
IN_PDF = {
    "clipped": pdf(b"q 0 0 1 1 re W n " + DRAWN + b"Q"),
    "black on black": pdf(b"0 g 30 390 300 30 re f " + DRAWN),
    "light grey": pdf(b"0.9 g " + DRAWN),
    "narrow": pdf(b"BT /F1 12 Tf 0.01 Tz 40 400 Td (%s) Tj ET" % SAID),
    "faint": pdf(b"/G gs " + DRAWN, resources=b"/ExtGState << /G << /ca 0.01 >> >>"),
    "blended": pdf(b"/G gs " + DRAWN, resources=b"/ExtGState << /G << /BM /Screen >> >>"),
    "a form that nothing draws": pdf(resources=b"/XObject << /X 6 0 R >>", more=stream(DRAWN, FORM % 400)),
    "a form behind a slit": pdf(b"/X Do", resources=b"/XObject << /X 6 0 R >>", more=stream(DRAWN, FORM % 1)),
    "a key of its own": pdf(catalog=b"/Secret (%s)" % SAID),
    "in hexadecimal": pdf(page=b"/Secret <%s>" % SAID.hex().encode()),
    "in octal": pdf(page=b"/Secret (%s)" % b"".join(b"\\%03o" % one for one in SAID)),
    "the names of pages": pdf(catalog=b"/PageLabels << /Nums [0 << /P (%s) >>] >>" % SAID),
    "the trailer": pdf(trailer=b"/Secret (%s)" % SAID),
    "the file's number": pdf(trailer=b"/ID [(%s) (x)]" % SAID),
    "a note among orders": pdf(b"% " + SAID + b"\n"),
    "a note in an object": pdf(page=b"%% %s\n" % SAID),
    "behind a stream": pdf(behind=SAID),
    "a mark": pdf(b"/Span << /Said (%s) >> BDC EMC" % SAID),
    "a link's address": pdf(
        page=b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:a@example.org) >> >>]"
    ),
    "a link's note": pdf(page=b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /Contents (%s) >>]" % SAID),
    "an attachment": pdf(
        catalog=b"/AF [<< /EF << /F 6 0 R >> >>]", more=stream(SAID, b"/Type /EmbeddedFile")
    ),
    "a field's value": pdf(catalog=b"/AcroForm << /Fields [<< /FT /Tx /V (%s) >>] >>" % SAID),
    "a place's name": pdf(catalog=b"/Names << /Dests << /Names [(%s) [3 0 R /Fit]] >> >>" % SAID),
    "a photograph as a font": pdf(
        font=b"/Subtype /TrueType /BaseFont /A /FontDescriptor << /FontFile2 6 0 R >>",
        more=stream(PHOTO, b"/Length1 %d" % len(PHOTO)),
    ),
    "a photograph as colours": pdf(
        resources=b"/ColorSpace << /C [/ICCBased 6 0 R] >>", more=stream(PHOTO, b"/N 3")
    ),
    "a stream for nothing": pdf(page=b"/Private 6 0 R", more=stream(SAID)),
}


@pytest.mark.parametrize("way", IN_PDF)
def test_words_of_a_pdf_that_no_page_shows_are_asked_about(way: str) -> None:
    assert is_asked_about(IN_PDF[way])


@pytest.mark.parametrize(
    "plain_page",
    [
        pdf(),
        pdf(b"0.4 g " + DRAWN + b"1 g 30 300 300 30 re f 0 g BT /F1 12 Tf 40 310 Td (On white.) Tj ET"),
        pdf(b"q 0 0 400 500 re W n " + DRAWN + b"Q", catalog=b"/Lang (en-GB)"),
        pdf(trailer=b"/ID [<%s> <%s>]" % (b"0a" * 16, b"0b" * 16)),
        pdf(b"/X Do", resources=b"/XObject << /X 6 0 R >>", more=stream(DRAWN, FORM % 400)),
        pdf(
            page=b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org) >> >>]"
        ),
    ],
)
def test_a_pdf_that_shows_what_it_says_is_not_asked_about(plain_page: bytes) -> None:
    assert not is_asked_about(plain_page)


@pytest.mark.parametrize(
    "style", ["Sokha lives in Poipet", "p{color:black} Sokha lives", pytest.param("a " * 500_000, id="long")]
)
def test_words_in_no_rule_of_a_style_sheet_are_asked_about(style: str) -> None:
    """A million letters without a rule are read as fast as with many."""
    assert Holds.HIDDEN_WORDS in list(hidden_in_style(style))
