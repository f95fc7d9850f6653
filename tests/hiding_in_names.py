"""Hide words in what a document's parts are called, and in a PDF's streams: a person's name from a seed."""

from collections.abc import Callable
from random import Random

from hiding_in_documents import clean_picture, odt
from making_documents import docx, epub, pptx, raw_pdf, stream

Hide = Callable[[Random], bytes]
_PEOPLE = ("Sokha", "Malis", "Nguyễn", "สุดา", "ສຸດາ", "សុខា", "စုစု", "Dara", "Thida", "Somchai")
_TAILS = ("", " Invented", "_12_Road", ".png", "1", "-a", " 7")


def name(random: Random) -> str:
    """Something that says who somebody is, in the form of a name."""
    return random.choice(_PEOPLE) + random.choice(_TAILS)


def word(random: Random) -> str:
    """The same in letters of ASCII, without spaces."""
    return random.choice(_PEOPLE[:2] + _PEOPLE[7:]) + random.choice(("", "_Invented", "-12-Road"))


_W = 'xmlns:w="w" xmlns:a="a" xmlns:p="p" xmlns:wp="wp" xmlns:pic="pic"'
_IN_WORDS = (
    '<w:p><wp:docPr id="1" name="{}"/></w:p>', '<w:p><pic:cNvPr id="0" name="{}"/></w:p>',
    '<w:p><wp:docPr id="1" name="Picture 1" descr="{}"/></w:p>', '<w:pStyle w:val="{}"/>',
    '<wp:docPr id="1" name="Text Box 2" title="{}"/>', '<w:bookmarkStart w:id="0" w:name="{}"/>',
    '<w:tag w:val="{}"/>', '<w:alias w:val="{}"/>', '<w:hyperlink w:tooltip="{}"/>',
    '<w:lvlText w:val="{} %1"/>',
    '<w:rFonts w:ascii="{}"/>', '<w:color w:val="000000" a:val="{}"/>', '<w:p w:rsidR="{}"/>', "<!-- {} -->",
)  # fmt: skip
_TAGGED = ("<w:{}/>", '<w:p xmlns:{}="w"/>', '<w:p w:{}="1"/>', '<a:ext uri="urn:{}"/>')


def _words(random: Random) -> str:
    is_tagged = random.random() < 0.25
    return (
        random.choice(_TAGGED).format(word(random))
        if is_tagged
        else random.choice(_IN_WORDS).format(name(random))
    )


def _docx(random: Random) -> bytes:
    shown = "<w:p><w:r><w:t>She teaches.</w:t></w:r></w:p>"
    body = f"<w:document {_W}><w:body>{_words(random)}{shown}</w:body></w:document>"
    return docx([], **{"word/document.xml": body})


def _pptx(random: Random) -> bytes:
    return pptx([clean_picture(random)], **{"ppt/slides/slide1.xml": f"<p:sld {_W}>{_words(random)}</p:sld>"})


_IN_ODT = (
    "<text:p text:style-name='{}'/>", "<text:section text:name='{}'/>", "<draw:frame draw:name='{}'/>",
    "<svg:title>{}</svg:title>", "<svg:desc>{}</svg:desc>", "<text:bookmark text:name='{}'/>",
    "<text:p xml:id='{}'/>", "<table:table table:name='{}'/>", "<text:a xlink:href='https://example.org/{}'/>",
)  # fmt: skip
_SPACES = "xmlns:table='t' xmlns:xlink='x' xmlns:draw='d' xmlns:svg='s' xmlns:text='t'"


def _odt(random: Random) -> bytes:
    words = f"<text:p {_SPACES}>She teaches.</text:p><text:list {_SPACES}>%s</text:list>"
    return odt([], words=words % random.choice(_IN_ODT).format(name(random)))


_IN_PAGE = (
    '<p class="{}">x</p>', '<p id="{}">x</p>', '<a href="#{}">x</a>', '<a href="https://example.org/{}">x</a>',
    "<style>.{} {{ color: black }}</style>", "<style>@page {} {{ margin: 1cm }}</style>",
    "<style>p {{ --{}: 1 }}</style>", "<style>/* {} */</style>", '<p style="font-family: {}">x</p>',
    "<{}>x</{}>", '<p {}="">x</p>', '<p role="{}">x</p>', '<meta name="generator" content="{}">',
    '<meta name="viewport" content="{}">', "<!doctype html {}>", '<td headers="{}">x</td>',
    '<img alt="{}" src="data:,">',
    '<link rel="stylesheet" title="{}" href="">', "<style>#{} {{ }}</style>", "<style>{} {{ }}</style>",
    "<style>@font-face {{ font-family: {} }}</style>", "<style>@media {} {{ p {{ color: black }} }}</style>",
)  # fmt: skip


def _page(random: Random) -> str:
    said = word(random)
    return f"<html><body><p>She teaches.</p>{random.choice(_IN_PAGE).format(said, said)}</body></html>"


def _epub(random: Random) -> bytes:
    way, said = random.randrange(4), word(random)
    if way == 0:
        return epub([clean_picture(random)], **{"OEBPS/text/c1.xhtml": _page(random)})
    if way == 1:
        return epub([], **{"OEBPS/a.css": f".{said} {{ margin: 0 }}"})
    if way == 2:
        return epub([], **{"OEBPS/toc.ncx": f"<ncx><text>{name(random)}</text></ncx>"})
    return epub([], **{f"OEBPS/i/{said}.css": "p { margin: 0 }"})


_IN_MARKDOWN = (
    "[two](https://example.org/{})", "# A year {{#{}}}", "# A year {{.{}}}", "```{}\nx\n```", "[^{}]: a note",
    "[{}]: https://example.org", ".. {} is a note", "// {} is a note", "#+AUTHOR: {}", ":author: {}",
    "\\section{{A}}\n% {}\n",
)  # fmt: skip
_IN_RTF = (
    "{{\\fonttbl{{\\f0 {};}}}}", "{{\\stylesheet{{\\s1 {};}}}}", "\\{} ", "{{\\*\\bkmkstart {}}}",
    "{{\\field{{\\*\\fldinst HYPERLINK \"https://example.org/{}\"}}{{\\fldrslt x}}}}",
    "{{\\*\\listtable{{\\listname {};}}}}",
)  # fmt: skip
_IN_PDF = (
    ("content", "% {}\n"), ("content", "{} "), ("content", "({}) n "), ("content", "/{} BMC EMC "),
    ("content", "/Span << /ActualText ({}) >> BDC EMC "), ("font", "/FontFamily ({})"),
    ("page", "/{} 5"), ("page", "/Dest ({})"), ("page", "/Lang ({})"),
    ("page", "/URI (https://example.org/{})"), ("page", "% {}\n"),
    ("map", "% {}\n"), ("map", "/CMapName /{} def"), ("map", "/Registry ({}) def"),
    ("info", "/Producer ({})"), ("info", "/Title ({})"),
)  # fmt: skip


def _pdf(random: Random) -> bytes:
    place, how = random.choice(_IN_PDF)
    said = {place: how.format(word(random)).encode()}
    line = b"BT /F1 12 Tf 40 450 Td (She teaches.) Tj ET "
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /Names 6 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 500] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> " + said.get("page", b"") + b" >>",
        stream(b"", line + said.get("content", b"")),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R "
        + said.get("font", b"")
        + b" >>",
        b"<< " + said.get("info", b"") + b" >>",
        stream(b"", b"/CIDInit /ProcSet findresource begin begincmap " + said.get("map", b"") + b" endcmap"),
    )


def _markdown(random: Random) -> bytes:
    return f"{random.choice(_IN_MARKDOWN).format(word(random))}\n\nShe teaches.\n".encode()


def _rtf(random: Random) -> bytes:
    said = random.choice(_IN_RTF).format(word(random).replace("_", ""))
    return f"{{\\rtf1\\ansi {said}\\fs24 She.}}".encode()


NAMES: dict[str, tuple[Hide, ...]] = {
    "DOCX": (_docx,) * 3, "PPTX": (_pptx,) * 2, "ODT": (_odt,) * 2, "EPUB": (_epub,) * 2,
    "HTML": (lambda r: _page(r).encode(),) * 4,
    "Markdown": (_markdown,) * 3,
    "RTF": (_rtf,) * 2,
    "PDF": (_pdf,) * 4,
}  # fmt: skip
