"""Hide things in documents: one function for each format and way, all from a seed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from hiding import PICTURES, payload, plain, saved
from making_documents import Pdf, docx, epub, pptx, zipped

Hide = Callable[[Random], bytes]
SECRET = "Sokha Invented, 12 Invented Street"
_W = 'xmlns:w="w"'


def hidden_picture(random: Random) -> bytes:
    """A picture in which something is hidden, of a format that documents hold."""
    kind = random.choice(("JPEG", "PNG", "GIF", "TIFF", "WEBP"))
    return random.choice(PICTURES[kind])(random)


def clean_picture(random: Random) -> bytes:
    return saved(plain(random), random.choice(("JPEG", "PNG")))


# ZIP documents
def _between(data: bytes, random: Random) -> bytes:
    """Bytes between two members, which no list of members names; offsets behind them move."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        second = sorted(info.header_offset for info in archive.infolist())[1]
    more = payload(random)
    out = bytearray(data[:second] + more + data[second:])
    at = out.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", out, at + 16)[0] + len(more)
    struct.pack_into("<I", out, at + 16, start)
    while out[start : start + 4] == b"PK\x01\x02":
        names, extras, notes = struct.unpack_from("<HHH", out, start + 28)
        offset = struct.unpack_from("<I", out, start + 42)[0]
        struct.pack_into("<I", out, start + 42, offset + (len(more) if offset >= second else 0))
        start += 46 + names + extras + notes
    return bytes(out)


def _noted(data: bytes, random: Random) -> bytes:
    """A note about the archive, or about a member; or an extra field; or a longer stream."""
    out, way = io.BytesIO(), random.randrange(3)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for number, info in enumerate(old.infolist()):
            kept = zipfile.ZipInfo(info.filename)
            kept.compress_type = info.compress_type
            if number == 1 and way == 0:
                kept.comment = payload(random)[:1000]
            if number == 1 and way == 1:
                kept.extra = struct.pack("<HH", 0x6666, 20) + random.randbytes(20)
            new.writestr(kept, old.read(info))
        if way == 2:
            new.comment = payload(random)[:1000]
    return out.getvalue()


def _of_zip(make: Callable[..., bytes], *more: Hide) -> tuple[Hide, ...]:
    return (
        lambda r: make([hidden_picture(r)]),
        lambda r: payload(r) + make([clean_picture(r)]),
        lambda r: make([clean_picture(r)]) + payload(r),
        lambda r: _between(make([clean_picture(r)]), r),
        lambda r: _noted(make([clean_picture(r)]), r),
        lambda r: make([], **{f"extra{r.randrange(99)}.bin": b"\x00" + payload(r)}),
        lambda r: make(
            [], **{r.choice(("old.xml", "word/old.xml", "notes.txt", "x/a.html")): f"<p>{SECRET}</p>"}
        ),
        *more,
    )


def _core(random: Random) -> str:
    name = random.choice(("dc:creator", "cp:lastModifiedBy", "dc:title", "cp:keywords", "dc:description"))
    return f'<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><{name}>{SECRET}</{name}></cp:coreProperties>'


def _docx(words: str, **more: str) -> bytes:
    body = f"<w:document {_W}><w:body><w:p>{words}</w:p></w:body></w:document>"
    return docx([], **{"word/document.xml": body} | more)


def _run(properties: str) -> bytes:
    return _docx(f"<w:r><w:rPr>{properties}</w:rPr><w:t>{SECRET}</w:t></w:r>")


_RUNS = (
    "<w:vanish/>",
    '<w:color w:val="FFFFFF"/>',
    '<w:sz w:val="1"/>',
    '<w:vanish w:val="true"/>',
    "<w:specVanish/>",
)
_CHANGES = (
    f"<w:del><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>",
    f"<w:ins><w:r><w:t>{SECRET}</w:t></w:r></w:ins>",
    f"<w:moveFrom><w:r><w:t>{SECRET}</w:t></w:r></w:moveFrom>",
    "<w:rPrChange/>",
)
DOCX = _of_zip(
    docx,
    lambda r: docx([], **{"docProps/core.xml": _core(r)}),
    lambda r: docx([], **{"docProps/app.xml": f"<Properties><Company>{SECRET}</Company></Properties>"}),
    lambda r: docx([], **{"docProps/custom.xml": f"<P><p><v>{SECRET}</v></p></P>"}),
    lambda r: docx([], **{"customXml/item1.xml": f"<a><b>{SECRET}</b></a>"}),
    lambda r: docx([], **{"word/comments.xml": f"<w:comments {_W}>{SECRET}</w:comments>"}),
    lambda r: _run(r.choice(_RUNS)),
    lambda r: _docx(r.choice(_CHANGES)),
    lambda r: _docx(f'<wp:docPr xmlns:wp="wp" descr="{SECRET}"/>'),
    lambda r: _docx('<pic:cNvPr xmlns:pic="pic" id="0" name="Sokha Invented.jpg"/>'),
    lambda r: _docx("<w:instrText>INCLUDEPICTURE \"C:\\\\Sokha.jpg\"</w:instrText>"),
)  # fmt: skip
_NOTE = f"<p:notes xmlns:p='p' xmlns:a='a'><a:t>{SECRET}</a:t></p:notes>"
PPTX = _of_zip(
    pptx,
    lambda r: pptx([], **{"docProps/core.xml": _core(r)}),
    lambda r: pptx([clean_picture(r)], **{"ppt/slides/slide1.xml": '<p:sld xmlns:p="p" show="0"/>'}),
    lambda r: pptx([], **{"ppt/notesSlides/notesSlide1.xml": _NOTE}),
    lambda r: pptx([], **{"ppt/comments/comment1.xml": f"<c><t>{SECRET}</t></c>"}),
    lambda r: pptx([], **{"ppt/commentAuthors.xml": f"<c><t>{SECRET}</t></c>"}),
    lambda r: pptx([], **{"ppt/tags/tag1.xml": f"<c><t>{SECRET}</t></c>"}),
)  # fmt: skip


def odt(pictures: list[bytes], **more: str | bytes) -> bytes:
    """An ODT with its pictures, and members or words of `content.xml` more."""
    drawn = "".join(f'<draw:image xlink:href="Pictures/{n}.png"/>' for n in range(len(pictures)))
    body = more.pop("words", "")
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content xmlns:office='o' xmlns:draw='d' xmlns:text='t'"
        f" xmlns:xlink='x' xmlns:presentation='p' xmlns:fo='f' xmlns:svg='s'><office:body>{drawn}"
        f"{body}</office:body></office:document-content>",
    }
    members |= {f"Pictures/{n}.png": data for n, data in enumerate(pictures)}
    return zipped(members | more)


_ODT_WORDS = (
    f"<office:annotation><text:p>{SECRET}</text:p></office:annotation>",
    f"<text:tracked-changes><text:p>{SECRET}</text:p></text:tracked-changes>",
    f"<text:hidden-text text:string-value='{SECRET}'/>",
    f"<text:p text:display='none'>{SECRET}</text:p>",
    f"<text:p fo:color='#ffffff'>{SECRET}</text:p>",
    f"<svg:desc>{SECRET}</svg:desc>",
    f"<presentation:notes><text:p>{SECRET}</text:p></presentation:notes>",
    "<draw:page presentation:visibility='hidden'/>",
    "<draw:image xlink:href='../image001.jpg'/>",
)
ODT = _of_zip(
    odt,
    lambda r: odt([], **{"meta.xml": f"<o:meta xmlns:o='o'><dc:creator>{SECRET}</dc:creator></o:meta>"}),
    lambda r: odt([], words=r.choice(_ODT_WORDS)),
    lambda r: odt([], words=r.choice(_ODT_WORDS)),
)


def _html(random: Random) -> str:
    return random.choice(_HTML)


_HTML = (
    f"<!-- {SECRET} -->",
    f'<p style="display:none">{SECRET}</p>',
    f'<p style="visibility: hidden">{SECRET}</p>',
    f'<p style="color:#FFF">{SECRET}</p>',
    f'<p style="font-size:0">{SECRET}</p>',
    f"<p hidden>{SECRET}</p>",
    f"<p class='a' hidden=''>{SECRET}</p>",
    f"<template>{SECRET}</template>",
    f"<script>var a = '{SECRET}'</script>",
    f'<img src="data:image/png;base64,AAAA" alt="{SECRET}">',
    f'<p data-name="{SECRET}">words</p>',
    f'<meta name="author" content="{SECRET}">',
    f"<p>words{''.join(chr(0xE0000 + ord(letter)) for letter in 'Sokha')}</p>",
)
_ELSEWHERE = (
    '<img src="story_files/image001.jpg">',
    "<IMG class=a src=story_files/image001.jpg>",
    '<img srcset="a.jpg 2x, b.jpg 3x">',
    '<picture><source srcset="a.webp"></picture>',
    '<video poster="a.jpg"></video>',
    '<audio src="a.mp3"></audio>',
    '<p style="background:url(a.png)">words</p>',
    '<iframe src="other.html"></iframe>',
    '<object data="a.svg"></object>',
    '<img\nalt=""\nsrc = "cid:image001">',
    '<body background="a.jpg">',
    '<link rel="stylesheet" href="a.css">',
    '<svg xmlns="s"><image href="a.jpg"/></svg>',
    '<img data-src="a.jpg">',
)
_MARKDOWN = (
    "![at the loom](story_files/image001.jpg)",
    "![](<a b.jpg>)",
    "![[image001.jpg|300]]",
    "![at the loom][1]\n\n[1]: image001.jpg",
    "![loom]\n\n[loom]: image001.jpg",
    "![at the loom](https://example.org/image001.jpg)",
    '<img src="a.jpg" width="200">',
    ".. image:: a.jpg",
    ".. |loom| image:: a.jpg",
    "image::a.jpg[]",
    "[[file:a.jpg]]",
    "[[./a.png]]",
    "\\includegraphics[width=3cm]{a}",
    f"[//]: # ({SECRET})",
    f"<!-- {SECRET} -->",
    f"---\nauthor: {SECRET}\n---\nWords.",
    f"Words. %%{SECRET}%%",
)
EPUB = _of_zip(
    epub,
    lambda r: epub([clean_picture(r)], **{"OEBPS/text/c1.xhtml": f"<html><body>{_html(r)}</body></html>"}),
    lambda r: epub([clean_picture(r)], **{"OEBPS/text/c9.xhtml": f"<html><body>{SECRET}</body></html>"}),
)
HTML: tuple[Hide, ...] = (
    lambda r: f"<!doctype html><html><body><p>Words.</p>{_html(r)}</body></html>".encode(),
    lambda r: f"<html><body><p>Words.</p>{r.choice(_ELSEWHERE)}</body></html>".encode(
        r.choice(("utf-8", "utf-16"))
    ),
    lambda r: f"<html><body>{r.choice(_ELSEWHERE)}<p>Words.</p>".encode(),
)
MARKDOWN: tuple[Hide, ...] = (
    lambda r: f"{r.choice(_MARKDOWN)}\n".encode(),
    lambda r: f"{r.choice(_MARKDOWN)}\n\nShe teaches two patterns.\n".encode(
        r.choice(("utf-8", "utf-8-sig"))
    ),
)
_RTF = (
    "{\\info{\\author " + SECRET + "}}",
    "{\\*\\annotation " + SECRET + "}",
    "{\\v " + SECRET + "}",
    "{\\deleted " + SECRET + "}",
    "{\\pict\\jpegblip ffd8ff00}",
    "{\\fs2 " + SECRET + "}",
    "{\\*\\userprops {\\propname a}}",
    "{\\object\\objdata 0105}",
)
RTF: tuple[Hide, ...] = (lambda r: ("{\\rtf1\\ansi " + r.choice(_RTF) + " She teaches.}").encode(),)


# PDF
def _covered(random: Random) -> bytes:
    pdf = Pdf(pageCompression=random.randrange(2)).words(SECRET)
    pdf.canvas.setFillColorRGB(*(random.random() / 3 for _ in range(3)))
    pdf.canvas.rect(38, 445, 250, 16, fill=1, stroke=0)
    return pdf.done()


def _partly_covered(random: Random) -> bytes:
    """A bar over one name in a line of words: the line is one object."""
    pdf = Pdf().words(f"{SECRET} and works at the weaving school since a year.")
    pdf.canvas.setFillGray(random.random() / 3)
    pdf.canvas.rect(random.randrange(38, 200), 446, random.randrange(8, 60), 14, fill=1, stroke=0)
    return pdf.done()


def _under_a_line(random: Random) -> bytes:
    pdf = Pdf().words(SECRET)
    pdf.canvas.setLineWidth(16)
    pdf.canvas.line(38, 453, 290, 453)
    return pdf.done()


def _under_a_picture(random: Random) -> bytes:
    return Pdf().words(SECRET).picture(plain(random), (30, 430, 300, 40)).done()


def _unseen(random: Random) -> bytes:
    pdf, way = Pdf(), random.randrange(4)
    text = pdf.canvas.beginText(*((40, 450) if way != 3 else (40, 900)))
    if way == 0:
        text.setTextRenderMode(3)
    if way == 1:
        text.setFillColorRGB(1, 1, 1)
    if way == 2:
        text.setFont("Helvetica", 0.5)
    text.textLine(SECRET)
    pdf.canvas.drawText(text)
    return pdf.words("She teaches." if way else "").done()


def _properties(random: Random) -> bytes:
    pdf = Pdf().words()
    random.choice((pdf.canvas.setAuthor, pdf.canvas.setTitle, pdf.canvas.setSubject, pdf.canvas.setKeywords))(
        SECRET
    )
    return pdf.done()


def _note(random: Random) -> bytes:
    pdf = Pdf().words()
    pdf.canvas.textAnnotation(SECRET, (10, 10, 30, 30))
    return pdf.done()


def _beside_objects(random: Random) -> bytes:
    data, more = Pdf().words().done(), b"\n" + payload(random).replace(b"endobj", b"") + b"\n"
    way = random.randrange(3)
    if way == 0:
        return data + more
    if way == 1:
        return more + data
    # Before the list of objects, whose place is written behind it.
    at = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    start = data.rindex(b"startxref")
    return data[:at] + more + data[at:start] + b"startxref\n%d\n%%%%EOF\n" % (at + len(more))


def _left_over(random: Random) -> bytes:
    """A page's words that nothing leads to, as editors leave them."""
    data = Pdf(pageCompression=0).words().done()
    packed = zlib.compress(f"BT ({SECRET}) Tj ET".encode())
    more = (
        b"99 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
        + packed
        + b"\nendstream\nendobj\n"
    )
    at, start = data.rindex(b"xref\n", 0, data.rindex(b"startxref")), data.rindex(b"startxref")
    return data[:at] + more + data[at:start] + b"startxref\n%d\n%%%%EOF\n" % (at + len(more))


# Something behind it, Content Credentials, a comment, EXIF: reportlab takes in no JPEG with odd segments.
_WHOLE_JPEGS = (0, 2, 3, 5)
PDF: tuple[Hide, ...] = (
    lambda r: Pdf().words().jpeg(PICTURES["JPEG"][r.choice(_WHOLE_JPEGS)](r)).done(),
    _covered, _partly_covered, _under_a_line, _under_a_picture, _unseen, _properties, _note,
    _beside_objects, _left_over,
)  # fmt: skip

DOCUMENTS: dict[str, tuple[Hide, ...]] = {
    "DOCX": DOCX, "PPTX": PPTX, "ODT": ODT, "EPUB": EPUB, "HTML": HTML, "Markdown": MARKDOWN, "RTF": RTF,
    "PDF": PDF,
}  # fmt: skip
