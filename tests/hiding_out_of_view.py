"""Ways to hide words in a document where its format has room and no reader shows them: where a run does not
stand, how a run looks, beside a slide, and in few letters or numbers. Read off the formats' specifications.
"""

from collections.abc import Callable
from random import Random

from hiding import plain, saved
from hiding_in_documents import SECRET, odt
from making_documents import docx, epub, pptx, raw_pdf, stream

Hide = Callable[[Random], bytes]
_OPEN = "http://schemas.openxmlformats.org"
_RELATIONS = f"{_OPEN}/officeDocument/2006/relationships"
_SPACES = (
    " ".join(f'xmlns:{one}="{one}"' for one in ("w", "m", "a", "p", "wp", "mc", "wps", "w14", "v"))
    + f' xmlns:r="{_RELATIONS}"'
)
_W = 'xmlns:w="w"'
_SHOWN = "<w:p><w:r><w:t>She teaches.</w:t></w:r></w:p>"


def few(random: Random) -> str:
    """Somebody's name in two letters or in words of programs, or a number as people write it."""
    return random.choice(("Su Su", "Mark May", "012 345 678", "+855 12 345 678", "12.05.2009", "Ma Li"))


def word(body: str, **more: str | bytes) -> bytes:
    """A DOCX with these elements behind a line that is shown, and members more."""
    page = f"<w:document {_SPACES}><w:body>{_SHOWN}{body}</w:body></w:document>"
    return docx([], **({"word/document.xml": page} | more))


_RUN = f"<w:r><w:t>{SECRET}</w:t></w:r>"
_LINE = f"<w:p>{_RUN}</w:p>"
_SUM = f"<m:r><m:t>{SECRET}</m:t></m:r>"
_NOWHERE = (
    f"<w:p><w:t>{SECRET}</w:t></w:p>", f"<w:sectPr>{_RUN}</w:sectPr>", f"<w:p><w:pPr>{_RUN}</w:pPr></w:p>",
    f"<w:p><w14:r><w14:t>{SECRET}</w14:t></w14:r></w:p>", f"<w:p><w14:e>{_RUN}</w14:e></w:p>",
    f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{_RUN}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    f'<w:p><mc:AlternateContent><mc:Choice Requires="wps"><w:r><w:t>x</w:t></w:r></mc:Choice>'
    f'<mc:Choice Requires="w14">{_RUN}</mc:Choice></mc:AlternateContent></w:p>',
)  # fmt: skip
_SILENT_SUMS = (
    '<m:phant><m:phantPr><m:show m:val="{}"/></m:phantPr><m:e>{}</m:e></m:phant>',
    '<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg>{1}</m:deg><m:e/></m:rad>',
    '<m:nary><m:naryPr><m:supHide m:val="on"/></m:naryPr><m:sub/><m:sup>{1}</m:sup><m:e/></m:nary>',
)
_LOOKS = (
    "<w14:textFill><w14:noFill/></w14:textFill>",
    '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>',
    '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="99000"/></w14:srgbClr>'
    "</w14:solidFill></w14:textFill>",
    '<w:color w:val="000000" w:themeColor="text1" w:themeTint="02"/>', "<w:unheardOf/>",
)  # fmt: skip
_CELLS = (
    ("", "<w:tcPr><w:vMerge/></w:tcPr>"), ("", '<w:tcPr><w:tcW w:w="5" w:type="dxa"/></w:tcPr>'),
    ("<w:trPr><w:hidden/></w:trPr>", ""),
)  # fmt: skip
_FILL = '<a:solidFill><a:srgbClr val="112233"/></a:solidFill>'
_BOX = f"<wps:wsp>{{}}<wps:txbx><w:txbxContent>{_LINE}</w:txbxContent></wps:txbx></wps:wsp>"
_TINY = _BOX.format('<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm></wps:spPr>')
_SMALL_RUBY = ('<w:hps w:val="1"/>', '<w:hps w:val="12"/><w:hpsRaise w:val="9000"/>')
_AWAY = (
    f"<wp:anchor><wp:positionH><wp:posOffset>-99000000</wp:posOffset></wp:positionH>{_BOX.format('')}</wp:anchor>",
    f"<wp:inline>{_TINY}</wp:inline>",
)
_IN_VML = ("width:0;height:9pt", "margin-left:-5000pt", "position:absolute;margin-top:9000pt;width:9pt")
_COVERS = (
    f'<w:drawing><wp:anchor behindDoc="0"><wp:wrapNone/><wps:wsp><wps:spPr>{_FILL}</wps:spPr></wps:wsp>'
    "</wp:anchor></w:drawing>",
    '<w:pict><v:rect style="position:absolute;z-index:3" fillcolor="black"/></w:pict>',
)


def _cell(random: Random) -> bytes:
    row, cell = random.choice(_CELLS)
    first = '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr>'
    return word(f"<w:tbl>{first}<w:tr>{row}<w:tc>{cell}{_LINE}</w:tc></w:tr></w:tbl>")


def _part(random: Random) -> bytes:
    """A member to which something leads, and which no page shows."""
    kind, target, content = random.choice(
        (
            ("header", "header1.xml", f"<w:hdr {_W}>{_LINE}</w:hdr>"),
            ("aFChunk", "chunk.txt", SECRET), ("aFChunk", "chunk.rtf", "{\\rtf1 " + SECRET + "}"),
            ("attachedTemplate", "document2.xml", f"<w:document {_W}><w:body>{_LINE}</w:body></w:document>"),
            ("footnotes", "footnotes.xml",
             f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="0">{_LINE}</w:footnote></w:footnotes>'),
            ("diagramData", "diagrams/data1.xml",
             f'<d xmlns:a="a"><a:p><a:r><a:t>{SECRET}</a:t></a:r></a:p></d>'),
        )
    )  # fmt: skip
    return word("", **{"word/_rels/document.xml.rels": _rel(kind, target), f"word/{target}": content})


def _rel(kind: str, target: str) -> str:
    one = f'<Relationship Id="rId9" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{one}</Relationships>'


def _margin(random: Random) -> bytes:
    """A header for pages that the document does not have."""
    reference = f'<w:headerReference w:type="{random.choice(("even", "first"))}" r:id="rId9"/>'
    header = f"<w:hdr {_W}>{_LINE}</w:hdr>"
    parts = {"word/_rels/document.xml.rels": _rel("header", "header1.xml"), "word/header1.xml": header}
    return word(f"<w:sectPr>{reference}</w:sectPr>", **parts)


_TYPED_IN_WORD = (
    '<w:p><w:r><w:drawing><wp:docPr id="1" name="Picture 1" descr="{}"/></w:drawing></w:r></w:p>',
    '<w:p><w:r><w:drawing><wp:docPr id="1" name="Picture 1" title="{}"/></w:drawing></w:r></w:p>',
    '<w:p><w:hyperlink w:tooltip="{}"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>',
)
_CORE = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:{0}>{1}</dc:{0}></cp:coreProperties>'


def _typed(random: Random) -> bytes:
    if random.random() < 0.5:
        core = _CORE.format(random.choice(("creator", "title", "subject")), few(random))
        return word("", **{"docProps/core.xml": core})
    return word(random.choice(_TYPED_IN_WORD).format(few(random)))


DOCX: tuple[Hide, ...] = (
    lambda r: word(r.choice(_NOWHERE)),
    lambda r: word(
        f"<w:p><m:oMath>{r.choice(_SILENT_SUMS).format(r.choice(('0', 'off')), _SUM)}</m:oMath></w:p>"
    ),
    lambda r: word(
        f"<w:p><w:r><w:ruby><w:rubyPr>{r.choice(_SMALL_RUBY)}</w:rubyPr>"
        f"<w:rt>{_RUN}</w:rt><w:rubyBase><w:r><w:t>x</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    ),
    lambda r: word(f"<w:p><w:r><w:rPr>{r.choice(_LOOKS)}</w:rPr><w:t>{SECRET}</w:t></w:r></w:p>"),
    lambda r: word(f"<w:p><w:r><w:drawing>{r.choice(_AWAY)}</w:drawing></w:r></w:p>"),
    lambda r: word(
        f'<w:p><w:r><w:pict><v:rect style="{r.choice(_IN_VML)}"><v:textbox>'
        f"<w:txbxContent>{_LINE}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
    ),
    lambda r: word(f"<w:p><w:r><w:t>{SECRET}</w:t>{r.choice(_COVERS)}</w:r></w:p>"),
    lambda r: word('<w:sdt><w:sdtPr><w:date w:fullDate="2009-05-12T00:00:00Z"/></w:sdtPr></w:sdt>'),
    _cell, _part, _margin, _typed,
)  # fmt: skip

_PLACE = '<a:xfrm><a:off x="{}" y="{}"/><a:ext cx="{}" cy="{}"/></a:xfrm>'
_THERE = _PLACE.format(0, 0, 900000, 900000)


def _shape(
    place: str = _THERE, run: str = "", body: str = "", paragraph: str = "", words: str = SECRET
) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="9" name="TextBox 9"/></p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody>'
        f"<a:bodyPr {body}/><a:p><a:pPr {paragraph}/><a:r>{run}<a:t>{words}</a:t></a:r></a:p>"
        "</p:txBody></p:sp>"
    )


def slide(random: Random, shapes: str) -> bytes:
    """A PPTX of one slide with these shapes."""
    tree = f"<p:cSld><p:spTree>{_shape(words='She teaches.')}{shapes}</p:spTree></p:cSld>"
    return pptx(
        [saved(plain(random), "PNG")], **{"ppt/slides/slide1.xml": f"<p:sld {_SPACES}>{tree}</p:sld>"}
    )


_BESIDE = ((9200000, 0), (0, -1900000), (0, 6900000), (-5000000, 5000000))
_INKS = (
    '<a:schemeClr val="bg1"/>', '<a:prstClr val="white"/>', '<a:sysClr val="window" lastClr="FFFFFF"/>',
    '<a:scrgbClr r="100000" g="100000" b="100000"/>', '<a:hslClr hue="0" sat="0" lum="100000"/>',
    '<a:schemeClr val="tx1"><a:lumMod val="5000"/><a:lumOff val="95000"/></a:schemeClr>',
    '<a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr>',
)  # fmt: skip
_NO_INKS = ("<a:noFill/>", "<a:gradFill/>", "<a:blipFill/>", "<a:pattFill/>")
_GROUP = (
    '<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{}" cy="{}"/><a:chOff x="{}" y="0"/>'
    '<a:chExt cx="9000000" cy="9000000"/></a:xfrm></p:grpSpPr>{}</p:grpSp>'
)
_BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'


def _unlisted(random: Random) -> bytes:
    """A part of the presentation that no slide show has."""
    kind, target = random.choice(
        (("slide", "slides/slide9.xml"), ("handoutMaster", "handoutMasters/handoutMaster1.xml"),
         ("notesMaster", "notesMasters/notesMaster1.xml"))
    )  # fmt: skip
    name_of = {"slide": "sld"}.get(kind, kind)
    one = f"<p:{name_of} {_SPACES}><p:cSld><p:spTree>{_shape()}</p:spTree></p:cSld></p:{name_of}>"
    relations = _rel(kind, target).replace(
        "</Relationships>",
        f'<Relationship Id="rId1" Type="{_RELATIONS}/slide" Target="slides/slide1.xml"/></Relationships>',
    )
    return pptx([saved(plain(random), "PNG")],
                **{"ppt/_rels/presentation.xml.rels": relations, f"ppt/{target}": one})  # fmt: skip


PPTX: tuple[Hide, ...] = (
    lambda r: slide(r, _shape(_PLACE.format(*r.choice(_BESIDE), 900000, 900000))),
    lambda r: slide(r, _shape(_PLACE.format(0, 0, *r.choice(((0, 0), (9000, 900000)))))),
    lambda r: slide(r, _shape(run=f"<a:rPr><a:solidFill>{r.choice(_INKS)}</a:solidFill></a:rPr>")),
    lambda r: slide(r, _shape(run=f"<a:rPr>{r.choice(_NO_INKS)}</a:rPr>")),
    lambda r: slide(r, _shape(run=r.choice(('<a:rPr baseline="4000000"/>', '<a:rPr spc="-40000"/>')))),
    lambda r: slide(r, _shape(body='lIns="99000000"')),
    lambda r: slide(r, _shape(paragraph='marL="51206400"')),
    lambda r: slide(r, _GROUP.format(*r.choice(((1, 1, 0), (9000000, 9000000, 9900000))), _shape())),
    lambda r: slide(r, _shape(_THERE + _BLACK)),
    lambda r: slide(
        r, _shape() + f"<p:sp><p:spPr>{_PLACE.format(0, 0, 9000000, 9000000)}{_FILL}</p:spPr></p:sp>"
    ),
    lambda r: slide(
        r, f'<p:graphicFrame><a:tbl><a:tr><a:tc hMerge="1">{_shape()}</a:tc></a:tr></a:tbl></p:graphicFrame>'
    ),
    lambda r: slide(r, f'<p:cNvPr id="3" name="Picture 3" descr="{few(r)}"/>'),
    _unlisted,
)  # fmt: skip

_ODF_TYPED = (
    "<draw:frame draw:name='Frame1'><svg:title>{}</svg:title></draw:frame>",
    "<draw:frame draw:name='Frame1'><svg:desc>{}</svg:desc></draw:frame>",
)
_META = "<o:meta xmlns:o='o'><dc:creator xmlns:dc='d'>{}</dc:creator></o:meta>"
ODT: tuple[Hide, ...] = (
    lambda r: odt([], words=r.choice(_ODF_TYPED).format(few(r))),
    lambda r: odt([], **{"meta.xml": _META.format(few(r))}),
)

_HTML_TYPED = (
    '<abbr title="{}">x</abbr>', '<p aria-label="{}">x</p>', '<img alt="{}" src="data:,">',
    '<meta name="author" content="{}">',
)  # fmt: skip
HTML: tuple[Hide, ...] = (
    lambda r: f"<html><body><p>She teaches.</p>{r.choice(_HTML_TYPED).format(few(r))}</body></html>".encode(),
)

_BOOK = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:{0}>{1}</dc:{0}></metadata></package>"
)
EPUB: tuple[Hide, ...] = (
    lambda r: epub([], **{"OEBPS/b.opf": _BOOK.format(r.choice(("creator", "title", "publisher")), few(r))}),
    lambda r: epub([], **{"OEBPS/toc.ncx": f"<ncx><navLabel><text>{few(r)}</text></navLabel></ncx>"}),
)

_PDF_TYPED = (
    "/Outlines << /First << /Title ({}) >> >>", "/StructTreeRoot << /K << /S /Figure /Alt ({}) >> >>",
    "/AcroForm << /Fields [<< /FT /Tx /V ({}) >>] >>",
)  # fmt: skip


def pdf(
    catalog: bytes = b"", page: bytes = b"", content: bytes = b"", font: bytes = b"", *more: bytes
) -> bytes:
    """A PDF of one line, with words more in its objects."""
    line = b"BT /F1 12 Tf 40 450 Td (She teaches.) Tj ET "
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 500] /Contents 4 0 R " + page + b" >>",
        stream(b"", line + content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica " + font + b" >>",
        *more,
    )


_FONT = b"/Resources << /Font << /F1 5 0 R >> >>"
PDF: tuple[Hide, ...] = (
    lambda r: pdf(r.choice(_PDF_TYPED).format(few(r)).encode(), _FONT),
    lambda r: pdf(b"", _FONT, f"/Span << /ActualText ({few(r)}) >> BDC EMC ".encode()),
)

OUT_OF_VIEW: dict[str, tuple[Hide, ...]] = {
    "DOCX": DOCX, "PPTX": PPTX, "ODT": ODT, "HTML": HTML, "EPUB": EPUB, "PDF": PDF,
}  # fmt: skip
"""Each way tries the others of its kind as well, with `-m slow`."""

__all__ = ["OUT_OF_VIEW", "few", "pdf", "slide", "word"]
