"""Small real documents, made from pictures: what Word, PowerPoint, an EPUB editor and a printer write."""

import io
import re
import zipfile
from collections.abc import Sequence

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument"


_OPEN = "http://schemas.openxmlformats.org"
_SPACES = {
    "w": f"{_OPEN}/wordprocessingml/2006/main", "a": f"{_OPEN}/drawingml/2006/main",
    "p": f"{_OPEN}/presentationml/2006/main", "wp": f"{_OPEN}/drawingml/2006/wordprocessingDrawing",
    "pic": f"{_OPEN}/drawingml/2006/picture", "v": "urn:schemas-microsoft-com:vml",
    "mc": f"{_OPEN}/markup-compatibility/2006", "m": f"{_OPEN}/officeDocument/2006/math",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}  # fmt: skip
_SHORT = re.compile(r"xmlns:(\w+)=([\"'])\1\2")
"""In tests a space of names is called as its prefix: in the file it has its own address."""


def _spelled_out(content: str | bytes) -> str | bytes:
    if isinstance(content, bytes):
        return content
    return _SHORT.sub(
        lambda found: f"xmlns:{found[1]}={found[2]}{_SPACES.get(found[1], found[1])}{found[2]}", content
    )


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Return a ZIP archive; a member named `mimetype` is stored, as EPUB wants."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), _spelled_out(content), compress_type=kind)
    return out.getvalue()


def _types(part: str, kind: str) -> str:
    one = f'<Override PartName="/{part}" ContentType="{_MAIN}.{kind}.main+xml"/>'
    return f'<Types xmlns="{_TYPES}">{one}</Types>'


def _relations(targets: Sequence[tuple[str, str]], *more: str) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE_REL}">{listed}{"".join(more)}</Relationships>'


def docx(pictures: Sequence[bytes], **more: str | bytes) -> bytes:
    """A DOCX whose words name the pictures in reverse order of their files; `more` are other members."""
    order = range(len(pictures), 0, -1)
    blips = "".join(f'<w:p><w:drawing><a:blip r:embed="rId{number}"/></w:drawing></w:p>' for number in order)
    body = f'<w:document xmlns:w="w" xmlns:a="a" xmlns:r="{_REL}"><w:body>{blips}</w:body></w:document>'
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _types("word/document.xml", "wordprocessingml.document"),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": _relations(
            [("image", f"media/image{number}.jpeg") for number in range(1, len(pictures) + 1)]
        ),
    }
    members |= {f"word/media/image{number}.jpeg": data for number, data in enumerate(pictures, start=1)}
    return zipped(members | more)


def pptx(slides: Sequence[bytes], **more: str | bytes) -> bytes:
    """A PPTX with one picture on each slide."""
    ids = "".join(f'<p:sldId id="{300 + n}" r:id="rId{n}"/>' for n in range(1, len(slides) + 1))
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _types("ppt/presentation.xml", "presentationml.presentation"),
        "_rels/.rels": _relations([("officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="{_REL}">{ids}</p:presentation>',
        "ppt/_rels/presentation.xml.rels": _relations(
            [("slide", f"slides/slide{number}.xml") for number in range(1, len(slides) + 1)]
        ),
    }
    for number, data in enumerate(slides, start=1):
        members[f"ppt/slides/slide{number}.xml"] = '<p:sld xmlns:p="p"/>'
        members[f"ppt/slides/_rels/slide{number}.xml.rels"] = _relations(
            [("image", f"../media/image{number}.png")]
        )
        members[f"ppt/media/image{number}.png"] = data
    return zipped(members | more)


def epub(chapters: Sequence[bytes], **more: str | bytes) -> bytes:
    """An EPUB with one picture in each chapter."""
    numbers = range(1, len(chapters) + 1)
    items = "".join(
        f'<o:item id="c{n}" href="text/c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers
    )
    spine = "".join(f'<o:itemref idref="c{n}"/>' for n in numbers)
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfile full-path="OEBPS/book.opf"/></container>',
        "OEBPS/book.opf": f'<o:package xmlns:o="o"><o:manifest>{items}</o:manifest>{spine}</o:package>',
    }
    for number, data in enumerate(chapters, start=1):
        members[f"OEBPS/text/c{number}.xhtml"] = (
            f'<html><body>&nbsp;<img src="../i/{number}.jpg"/></body></html>'
        )
        members[f"OEBPS/i/{number}.jpg"] = data
    return zipped(members | more)


class Pdf:
    """A PDF under way."""

    def __init__(self, **options: object) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=(400, 500), **options)

    def words(self, text: str = "She has learned eleven patterns.") -> "Pdf":
        self.canvas.drawString(40, 450, text)
        return self

    def picture(
        self, image: Image.Image, box: tuple[float, float, float, float] = (40, 100, 300, 300)
    ) -> "Pdf":
        self.canvas.drawImage(ImageReader(image), *box)
        return self

    def jpeg(self, data: bytes) -> "Pdf":
        """A picture whose own file stands in the PDF as it is."""
        self.canvas.drawImage(ImageReader(io.BytesIO(data)), 40, 100, 300, 300)
        return self

    def tiles(self, image: Image.Image, side: int = 64) -> "Pdf":
        """The picture cut into squares that lie edge to edge, as some programs print."""
        for left in range(0, image.width, side):
            for top in range(0, image.height, side):
                tile = image.crop((left, top, min(left + side, image.width), min(top + side, image.height)))
                bottom = 480 - (top + tile.height) * 0.7
                self.canvas.drawImage(
                    ImageReader(tile), 10 + left * 0.7, bottom, tile.width * 0.7, tile.height * 0.7
                )
        return self

    def page(self) -> "Pdf":
        self.canvas.showPage()
        return self

    def done(self) -> bytes:
        self.canvas.save()
        return self._out.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from one; the first is its root."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    ending = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n" % size + table + ending


def stream(said: bytes, content: bytes) -> bytes:
    """An object of a PDF with content behind what it says of itself."""
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (said, len(content), content)
