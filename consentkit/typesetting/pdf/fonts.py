"""Fonts inside a PDF: one code for each look of each grapheme cluster, so that copied text is exact.

What a reader selects is a cluster, and its code maps to the cluster's own letters in the order they
were typed. A cluster that HarfBuzz draws with several glyphs, or moves, becomes one composite glyph.
"""

import hashlib

from reportlab.pdfbase import pdfdoc

from consentkit.typesetting.pdf import reportlab_writer
from consentkit.typesetting.text.fonts import BOLD, FontFace
from consentkit.typesetting.text.glyph_stores import SmallFont, store_of
from consentkit.typesetting.text.shaping import Glyphs

# PDF 1.7, 9.10.3, and Adobe's CMap specification: at most 100 entries a block.
_ROWS_A_BLOCK = 100
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange"
)
_CMAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
# PDF 1.7, table 123, bit 3: its codes are no standard encoding.
_SYMBOLIC = 4


class PdfFont:
    """A font face in one document. reportlab calls `addObjects` when the document is saved."""

    def __init__(self, font_face: FontFace, document: pdfdoc.PDFDocument, number: int) -> None:
        self.font_face = font_face
        self.name = f"CK{number}"
        self.scale = 1000 / font_face.units
        self._codes: dict[tuple[str, int, Glyphs], str] = {}
        reportlab_writer.add_font(document, self, name=self.name, key=f"consentkit {number}")

    def code(self, text: str, advance: int, glyphs: Glyphs) -> str:
        """Return the four hex digits that draw a cluster."""
        key = (text, advance, glyphs)
        found = self._codes.get(key)
        if found is None:
            # From 1 on: code 0 is left to .notdef.
            found = self._codes[key] = f"{len(self._codes) + 1:04X}"
        return found

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:  # noqa: N802 (reportlab's name)
        """Write the font, cut to what was drawn, into the document."""
        font = SmallFont(store_of(self.font_face))
        numbers = [0, *(font.composed(glyphs, advance) for _, advance, glyphs in self._codes)]
        widths = [font.glyphs[0].advance, *(advance for _, advance, _ in self._codes)]
        data = font.file()
        name = pdfdoc.PDFName(f"{_tag(data)}+{self._base_name()}")
        reference = document.Reference
        descendant = pdfdoc.PDFDictionary({
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": pdfdoc.PDFDictionary({
                "Registry": pdfdoc.PDFString("Adobe"),
                "Ordering": pdfdoc.PDFString("Identity"),
                "Supplement": 0,
            }),
            "FontDescriptor": reference(self._descriptor(document, name, data), f"{self.name} descriptor"),
            "DW": 1000,
            "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray([_number(width * self.scale) for width in widths])]),
            "CIDToGIDMap": self._stream(document, "glyphs", b"".join(n.to_bytes(2, "big") for n in numbers)),
        })  # fmt: skip
        whole = pdfdoc.PDFDictionary({
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([reference(descendant, f"{self.name} descendant")]),
            "ToUnicode": self._stream(document, "letters", self._letters().encode()),
        })  # fmt: skip
        reportlab_writer.add_font_resource(document, self.name, reference(whole, self.name))

    def _descriptor(
        self, document: pdfdoc.PDFDocument, name: pdfdoc.PDFName, data: bytes
    ) -> pdfdoc.PDFDictionary:
        font_face = self.font_face
        bounds = store_of(font_face).head[36:44]
        corners = [int.from_bytes(bounds[at : at + 2], "big", signed=True) for at in range(0, 8, 2)]
        return pdfdoc.PDFDictionary({
            "Type": "/FontDescriptor",
            "FontName": name,
            "Ascent": round(font_face.ascent * 1000),
            "Descent": round(font_face.descent * 1000),
            # Noto's own in thousandths. Like StemV it must be there; only a substitute would use it.
            "CapHeight": 714,
            "Flags": _SYMBOLIC,
            "ItalicAngle": 0,
            "StemV": 140 if font_face.weight >= BOLD else 80,
            "FontBBox": pdfdoc.PDFArray([round(corner * self.scale) for corner in corners]),
            "FontFile2": self._stream(document, "file", data, Length1=len(data)),
        })  # fmt: skip

    def _base_name(self) -> str:
        plain = self.font_face.path.stem.removesuffix("-Bold")
        return f"{plain}-{'Bold' if self.font_face.weight >= BOLD else 'Regular'}"

    def _stream(self, document: pdfdoc.PDFDocument, part: str, content: bytes, **entries: int) -> object:
        stream = pdfdoc.PDFStream()
        stream.content = content
        stream.filters = [pdfdoc.PDFZCompress]
        for key, value in entries.items():
            stream.dictionary[key] = value
        return document.Reference(stream, f"{self.name} {part}")

    def _letters(self) -> str:
        rows = [
            f"<{code}> <{text.encode('utf-16-be').hex().upper()}>"
            for (text, _, _), code in self._codes.items()
        ]
        blocks = []
        for at in range(0, len(rows), _ROWS_A_BLOCK):
            part = rows[at : at + _ROWS_A_BLOCK]
            blocks.append("\n".join((f"{len(part)} beginbfchar", *part, "endbfchar")))
        return "\n".join((_CMAP_HEAD, *blocks, _CMAP_FOOT))


def _tag(data: bytes) -> str:
    """Return the six letters that mark a cut font; the same cut has the same ones."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(data).digest()[:6])


def _number(width: float) -> float:
    return int(width) if width == int(width) else round(width, 3)
