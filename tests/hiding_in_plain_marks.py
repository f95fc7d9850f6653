"""Ways to hide words by styles, marks, numbers and unseen letters: in ODT, EPUB, HTML, Markdown and its kin,
RTF, and in the extra fields of any archive.
"""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

from hiding_in_documents import SECRET, odt
from making_documents import docx, epub

Hide = Callable[[Random], bytes]
_NS = (
    "xmlns:table='t' xmlns:draw='d' xmlns:svg='s' xmlns:text='t' xmlns:style='y' xmlns:fo='f' xmlns:loext='l'"
    " xmlns:office='o'"
)
_STYLES = (
    "<style:text-properties style:text-scale='1%'/>",
    "<style:text-properties style:text-position='900% 1%'/>",
    "<style:text-properties fo:letter-spacing='-1cm'/>",
    "<style:text-properties fo:color='#000000' loext:opacity='0%'/>",
    "<style:paragraph-properties fo:line-height='1%'/>",
    "<style:paragraph-properties fo:margin-left='90cm'/>",
    "<style:paragraph-properties fo:text-indent='-90cm'/>",
    "<style:table-row-properties style:row-height='.1mm'/>",
    "<style:table-column-properties style:column-width='.001cm'/>",
    "<style:style><style:paragraph-properties fo:background-color='#000000'/>"
    "<style:text-properties fo:color='#000000'/></style:style>",
)  # fmt: skip
_PLACES = (
    "svg:x='-90cm'",
    "svg:width='.01cm'",
    "svg:height='0.1mm'",
    "draw:display='none'",
    "draw:display='printer'",
)
_BOX = f"<draw:text-box><text:p>{SECRET}</text:p></draw:text-box>"
_FRAME = f"<draw:frame draw:name='Frame1' {{}}>{_BOX}</draw:frame>"
_NOT_SHOWN = (
    f"<text:p><loext:e>{SECRET}</loext:e></text:p>",
    f"<table:covered-table-cell><text:p>{SECRET}</text:p></table:covered-table-cell>",
    "<draw:image><office:binary-data>U09LSEEgSU5W</office:binary-data></draw:image>",
)


def _odt(random: Random, words: str) -> bytes:
    return odt([], words=f"<office:body {_NS}>{words}<text:p>She teaches.</text:p></office:body>")


def _styled(random: Random) -> bytes:
    return _odt(random, f"{random.choice(_STYLES)}<text:p>{SECRET}</text:p>")


def _member(kind: str) -> str:
    return f"<o:document-{kind} xmlns:o='o' {_NS}><text:p>{SECRET}</text:p></o:document-{kind}>"


ODT: tuple[Hide, ...] = (
    _styled,
    lambda r: _odt(r, _FRAME.format(r.choice(_PLACES))),
    lambda r: _odt(r, r.choice(_NOT_SHOWN)),
    lambda r: odt([], **{"styles.xml": _member("styles")}),
    lambda r: odt([], **{"Object 1/content.xml": _member("content")}),
)  # fmt: skip

_PAGES = (
    f'<p style="max-width:0">{SECRET}</p>', f'<p style="letter-spacing:999em">{SECRET}</p>',
    f'<p style="margin-left:99999px">{SECRET}</p>', f'<font size="-7">{SECRET}</font>',
    f'<table><tr><td width="0">{SECRET}</td></tr></table>', "<small>" * 9 + SECRET,
    f"<title>{SECRET}</title>", f'<p xmlns="urn:x">{SECRET}</p>', f"<x:p>{SECRET}</x:p>",
    '<p data-x="012 345 678">x</p>', '<p class="su-su-wa">x</p>', '<a href="https://t.me/su_su_wa">x</a>',
)  # fmt: skip
_UNSEEN = (
    "".join(f"x{one}" for one in "\u200b\u200c" * 8) + "x",
    "x\ufe0fx\ufe0ex",
    "a\U000e0140b\U000e0141c",
    "a\u3164b\u2800c",
)


def _page(random: Random, inside: str) -> bytes:
    return f"<html><body><p>She teaches.</p>{inside}</body></html>".encode()


HTML: tuple[Hide, ...] = (
    lambda r: _page(r, r.choice(_PAGES)),
    lambda r: _page(r, f"<p>{r.choice(_UNSEEN)}</p>"),
    lambda r: f'<?xml version="1.0" encoding="Sokha-Invented"?>{_page(r, "").decode()}'.encode(),
)

_TEXTS = (
    f"*[HTML]: {SECRET}", f'# A {{data-x="{SECRET}"}}', f"Words $x % {SECRET}\n$ more.", "[[Sokha|a loom]]",
    f"::: {SECRET}\nx\n:::", f'export const x = "{SECRET}"', f"Words {{/* {SECRET} */}}",
    f'Words {{{{< x "{SECRET}" >}}}}',
    f"Words {{% comment %}}{SECRET}{{% endcomment %}}", f"Words {{>>{SECRET}<<}}", f"Words {{--{SECRET}--}}",
    "[x]\n\n[x]: https://example.org\n[x]: https://sokha.example.org", f"..\n   {SECRET}", f".. _{SECRET}:",
    f".. only:: never\n\n   {SECRET}", f".. meta::\n   :x: {SECRET}", f".. |x| replace:: {SECRET}",
    f"////\n{SECRET}\n////", f"ifdef::x[{SECRET}]", f"* COMMENT A\n{SECRET}",
    f"#+begin_comment\n{SECRET}\n#+end_comment",
    f"\\begin{{document}}A\\end{{document}}\n{SECRET}", f"\\pdfinfo{{/Author ({SECRET})}}",
    f"\\def\\x{{{SECRET}}}",
    f"\\hypersetup{{pdfauthor={{{SECRET}}}}}", f"Words \\index{{{SECRET}}}", "Words." + " " * 900 + SECRET,
    f"Words\x1b[8m{SECRET}\x1b[0m", f"{SECRET}\rShe teaches two patterns.",
)  # fmt: skip
_HEADS = (f'{{"author": "{SECRET}"}}', f"% A year\n% {SECRET}", f"Author: {SECRET}\nDate: x")
MARKDOWN: tuple[Hide, ...] = (
    lambda r: f"She teaches.\n\n{r.choice(_TEXTS)}\n".encode(),
    lambda r: f"She teaches.\n\n{r.choice(_TEXTS)}\n".encode(),
    lambda r: f"{r.choice(_HEADS)}\n\nShe teaches.\n".encode(),
)

_BLACK = "{\\colortbl;\\red0\\green0\\blue0;}"
_IN_RTF = (
    f"\\pard\\li99999 {SECRET}", f"\\pard\\fi-31000 {SECRET}", f"\\pard\\sl-1\\slmult0 {SECRET}",
    f"\\expndtw-600 {SECRET}",
    f"\\dn9999 {SECRET}", f"\\posnegx-30000 {SECRET}", f"\\trowd\\cellx1\\intbl {SECRET}\\cell\\row",
    f"{{\\shp{{\\*\\shpinst\\shpleft-90000{{\\shptxt {SECRET}}}}}}}", f"{{\\headerf {SECRET}}}",
    f"{{\\footerl {SECRET}}}",
    f"{{\\*\\ftnsep {SECRET}}}", f"{_BLACK}\\chcbpat1\\cf1 {SECRET}", f"{_BLACK}\\highlight1 {SECRET}",
    "{\\*\\listtable{\\list{\\listlevel{\\leveltext SOKHA;}}}}", f"{{\\*\\generator Microsoft {SECRET};}}",
    f"{{\\uc19\\u120 {SECRET}}}", "".join(f"\\u120{one}" for one in "SOKHA"),
    f"{{\\info{{\\hlinkbase {SECRET}}}}}",
    "{\\*\\bkmkstart Susu012345678}", f"\\fromhtml1\\htmlrtf {SECRET}\\htmlrtf0",
)  # fmt: skip
RTF: tuple[Hide, ...] = (
    lambda r: f"{{\\rtf1\\ansi {r.choice(_IN_RTF)}\\fs24 She teaches.}}".encode(),
    lambda r: f"{{\\rtf1\\ansi {r.choice(_IN_RTF)}\\fs24 She teaches.}}".encode(),
)

_EXTRAS = (
    (0x5455, b"\x07SOKHAINVENTE"), (0x7875, b"\x01\x04SOKH\x04AINV"), (0x5855, b"SOKHAINVENTE"),
    (0x000A, b"\0\0\0\0\x01\0\x18\0SOKHA INVENTED 0123xxxxx"), (0x0001, b"SOKHAINVENTED0123xxxxxxx"),
    (0xA220, b"SOKH" + bytes(20)),
)  # fmt: skip


def with_extra(data: bytes, number: int, content: bytes) -> bytes:
    """Return an archive whose second member has this extra field."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for order, info in enumerate(old.infolist()):
            one = zipfile.ZipInfo(info.filename, info.date_time)
            one.compress_type = info.compress_type
            one.extra = struct.pack("<HH", number, len(content)) + content if order == 1 else b""
            new.writestr(one, old.read(info))
    return out.getvalue()


def _dated(random: Random) -> bytes:
    """An archive whose members' times spell something."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx([]))) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            when = (random.choice((1983, 2101)), random.randrange(1, 13), 7, random.randrange(24), 8, 44)
            new.writestr(zipfile.ZipInfo(info.filename, when), old.read(info))
        new.writestr(zipfile.ZipInfo("word/styles.xml", (2050, 1, 1, 0, 0, 0)), "<s/>")
        new.writestr(zipfile.ZipInfo("word/fontTable.xml", (1999, 1, 1, 0, 0, 0)), "<s/>")
    return out.getvalue()


DOCX: tuple[Hide, ...] = (
    lambda r: with_extra(docx([]), *r.choice(_EXTRAS)),
    lambda r: docx([], **{r.choice(("word/media/Su/Su/Wa.css", "word/012/345/678.css")): "p"}),
    _dated,
)

_ASIDE = (
    '<o:package xmlns:o="o"><o:manifest><o:item id="c1" href="text/c1.xhtml"/></o:manifest>'
    '<o:itemref idref="c1" linear="no"/></o:package>'
)
EPUB: tuple[Hide, ...] = (
    lambda r: with_extra(epub([]), *r.choice(_EXTRAS)),
    lambda r: epub([], **{"OEBPS/book.opf": _ASIDE,
                          "OEBPS/text/c1.xhtml": f"<html><body><p>{SECRET}</p></body></html>"}),
    lambda r: epub([], **{"OEBPS/a.smil": '<smil><text src="c1.xhtml#Sokha_Invented"/></smil>'}),
)  # fmt: skip

IN_PLAIN_MARKS: dict[str, tuple[Hide, ...]] = {
    "DOCX": DOCX, "ODT": ODT, "EPUB": EPUB, "HTML": HTML, "Markdown": MARKDOWN, "RTF": RTF,
}  # fmt: skip
