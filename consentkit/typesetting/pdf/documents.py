"""A tagged PDF under way: pages, marked content, fields, bookmarks and what a reader is told about the file.

reportlab writes the objects; the structure tree, fonts and fields are ours (see `reportlab_writer`).
Nothing here claims PDF/UA or PDF/A: no strict checker has seen these files yet.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from consentkit.domain.letters.page_maps import PageMap, PaperArea
from consentkit.typesetting.pdf import reportlab_writer
from consentkit.typesetting.pdf.colours import srgb_profile
from consentkit.typesetting.pdf.fonts import PdfFont
from consentkit.typesetting.pdf.raw_objects import Build, RawObject, reference, text_string
from consentkit.typesetting.pdf.tags import FIRST_FIELD_KEY, Element, FieldKid, write_tree
from consentkit.typesetting.text.fonts import FontFace
from consentkit.typesetting.text.sizes import MM

# Streams as bytes: a quarter smaller than reportlab's text form of them, and faster.
rl_config.useA85 = 0

_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
    "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
    "<pdf:Producer>{producer}</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="w"?>'
)


@dataclass(frozen=True)
class About:
    """What the file says of itself. No name of a contributor belongs here."""

    title: str
    author: str
    language: str


class PdfDocument:
    """Pages that are drawn from the first to the last, every mark on them tagged or an artifact."""

    def __init__(self, about: About, page_size: tuple[float, float]) -> None:
        self.about = about
        self.root = Element("Document")
        self._out = io.BytesIO()
        self.canvas = Canvas(
            self._out,
            pagesize=page_size,
            pageCompression=1,
            # No date and no random id: the same letter gives the same bytes.
            invariant=1,
            lang=about.language,
            pdfVersion=(1, 7),
        )
        reportlab_writer.begin_pages_without_font(self.canvas)
        self._pdf = reportlab_writer.document_of(self.canvas)
        self.canvas.setTitle(about.title)
        self.canvas.setAuthor(about.author)
        self.canvas.setCreator("consentkit")
        self._fonts: dict[FontFace, PdfFont] = {}
        self._owners: list[list[Element]] = [[]]
        self._field_owners: list[Element] = []
        self._fields: list[pdfdoc.PDFObjectReference] = []
        self._drawings: dict[tuple[str, float, float], str] = {}
        self._bookmarks = 0
        self.is_unread = False
        self.tick_boxes: dict[str, PaperArea] = {}
        """The tick boxes on the page under way, by the choice's id."""
        self.joined_words: list[PaperArea] = []
        """The stroke that joins each word on the page under way, in scripts that have one."""
        self.signing: dict[str, PaperArea] = {}
        """Where somebody signs on the page under way, by who and what."""
        self.maps: list[PageMap] = []
        """Where things stand on each page that bears a code."""
        self.size = page_size
        self.is_one_sided = False
        """Whether a printer is asked to print no page on the back of another."""

    @property
    def page(self) -> int:
        """The page under way, counted from nought."""
        return len(self._owners) - 1

    def write(self, operators: str) -> None:
        """Add PDF operators to the page."""
        reportlab_writer.write(self.canvas, operators)

    def font(self, font_face: FontFace) -> PdfFont:
        """Return the font face as this document embeds it."""
        if font_face not in self._fonts:
            self._fonts[font_face] = PdfFont(font_face, self._pdf, len(self._fonts) + 1)
        return self._fonts[font_face]

    def paper_area(self, left: float, top: float, width: float, height: float) -> PaperArea:
        """Return a rectangle as it lies on the paper; all in pt, `top` from the page's foot."""
        down = self.size[1] - top
        return PaperArea(
            left_mm=left / MM, top_mm=down / MM, right_mm=(left + width) / MM, bottom_mm=(down + height) / MM
        )

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to `element`."""
        if self.is_unread:
            yield
            return
        owners = self._owners[-1]
        element.kids.append((self.page, len(owners)))
        self.write(f"/{element.tag} <</MCID {len(owners)}>> BDC")
        owners.append(element)
        yield
        self.write("EMC")

    @contextmanager
    def artifact(self, kind: Literal["Layout", "Pagination"] = "Layout") -> Iterator[None]:
        """What is drawn inside is decoration, or repeats on every page: it is not read aloud."""
        if self.is_unread:
            yield
            return
        self.write(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self.write("EMC")

    @contextmanager
    def unread(self) -> Iterator[None]:
        """What is drawn inside repeats what stands elsewhere: one artifact, with no tags in it."""
        with self.artifact("Pagination"):
            self.is_unread = True
            yield
            self.is_unread = False

    def bookmark(self, title: str, *, level: int, top: float) -> None:
        """Add a line to the outline that leads to this page; `top` in pt from the page's foot."""
        if self.is_unread:
            return
        # A card has no title of its own in the outline: its first heading takes that place.
        level = min(level, self._bookmarks)
        self._bookmarks += 1
        key = f"bookmark {self._bookmarks}"
        self.canvas.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
        self.canvas.addOutlineEntry(title, key, level=level)

    def add_field(self, owner: Element, name: str, corners: str, entries: Build) -> None:
        """Add a form field to the page, as content of `owner`.

        `corners` is left, bottom, right, top; `entries` gives what the field has besides its name and place.
        """
        key, own, page = (
            FIRST_FIELD_KEY + len(self._field_owners),
            f"field {len(self._fields) + 1}",
            self.page,
        )

        def build(pdf: pdfdoc.PDFDocument) -> str:
            # 4: printed with the page.
            return (
                f"<< /Type /Annot /Subtype /Widget /F 4 /T {text_string(name)} /Rect [{corners}] "
                f"/P {reference(pdf, f'Page{page + 1}')} /StructParent {key} {entries(pdf)} >>"
            )

        field = self._pdf.Reference(RawObject(build), own)
        owner.kids.append(FieldKid(own, page))
        self._field_owners.append(owner)
        reportlab_writer.add_annotation(self.canvas, field)
        self._fields.append(field)

    @contextmanager
    def apart(self) -> Iterator[list[str]]:
        """Collect the operators that are written inside instead of drawing them on the page."""
        with reportlab_writer.collected(self.canvas) as operators:
            yield operators

    def form_object(self, operators: str, width: float, height: float) -> str:
        """Return the name of a drawing of its own, such as the look of a field; the same one is kept once."""
        key = (operators, width, height)
        if key not in self._drawings:
            stream = pdfdoc.PDFStream()
            stream.content = operators.encode("latin-1")
            stream.filters = [pdfdoc.PDFZCompress]
            stream.dictionary["Type"] = "/XObject"
            stream.dictionary["Subtype"] = "/Form"
            stream.dictionary["BBox"] = pdfdoc.PDFArray([0, 0, round(width, 3), round(height, 3)])
            fonts = pdfdoc.PDFDictionary({"Font": pdfdoc.PDFObjectReference("BasicFonts")})
            stream.dictionary["Resources"] = fonts
            self._drawings[key] = f"drawing {len(self._drawings) + 1}"
            self._pdf.Reference(stream, self._drawings[key])
        return self._drawings[key]

    def end_page(self) -> None:
        """Close the page; the next mark begins another."""
        self.canvas.showPage()
        page = reportlab_writer.last_page(self.canvas)
        reportlab_writer.allow_entries(page, "StructParents", "Tabs")
        # S: the tab key follows the order of the tags.
        page.StructParents, page.Tabs = self.page, pdfdoc.PDFName("S")
        self._owners.append([])
        # A page's words are drawn until its end, also after its map.
        self.joined_words.clear()

    def finish(self) -> bytes:
        """Return the file. Every page must have been ended."""
        pdf = self._pdf
        catalog = pdf.Catalog
        reportlab_writer.allow_entries(catalog, "OutputIntents")
        catalog.StructTreeRoot = write_tree(pdf, self.root, self._owners[:-1], self._field_owners)
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        sides = {"Duplex": pdfdoc.PDFName("Simplex")} if self.is_one_sided else {}
        catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"} | sides)
        catalog.OutputIntents = pdfdoc.PDFArray([self._output_intent()])
        if self._fields:
            catalog.AcroForm = self._form()
        catalog.Metadata = pdfdoc.XMP(creator=self._metadata)
        self.canvas.save()
        return self._out.getvalue()

    def _form(self) -> pdfdoc.PDFDictionary:
        first = next(iter(self._fonts.values()))
        return pdfdoc.PDFDictionary({
            "Fields": pdfdoc.PDFArray(self._fields),
            "DR": pdfdoc.PDFDictionary({"Font": pdfdoc.PDFObjectReference("BasicFonts")}),
            "DA": pdfdoc.PDFString(f"/{first.name} 10 Tf 0 g"),
        })  # fmt: skip

    def _output_intent(self) -> pdfdoc.PDFDictionary:
        profile = pdfdoc.PDFStream()
        profile.content = srgb_profile()
        profile.dictionary["N"] = 3
        profile.filters = [pdfdoc.PDFZCompress]
        return pdfdoc.PDFDictionary({
            "Type": "/OutputIntent",
            # The subtype that PDF/A names for sRGB; it claims no PDF/A by itself.
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
            "Info": pdfdoc.PDFString("sRGB"),
            "DestOutputProfile": self._pdf.Reference(profile, "colour"),
        })  # fmt: skip

    def _metadata(self, pdf: pdfdoc.PDFDocument) -> bytes:
        about = self.about
        texts = {"title": about.title, "author": about.author, "language": about.language}
        return _XMP.format(
            producer=escape(str(pdf.info.producer)), **{k: escape(v) for k, v in texts.items()}
        ).encode()
