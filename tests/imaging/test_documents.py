"""What is found inside PDF, DOCX, PPTX and EPUB, what is refused, and what is never passed over."""

import base64
import io
import re
import struct
import zipfile
from pathlib import Path

import pytest
from making_documents import Pdf, docx, epub, pptx, zipped
from PIL import Image
from quick_cases import quick_first

from consentkit.documents.documents import opened_document
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Leak, ScanOutcome
from consentkit.domain.words.drafts import DraftFormat, Holds, Location
from consentkit.imaging.scanning.scanning import scan_picture

from .apart import apart
from .conftest import MODELS, saved

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
EMF = struct.pack("<II", 1, 88) + bytes(32) + b" EMF" + bytes(60)
WMF = b"\xd7\xcd\xc6\x9a" + bytes(40)
OUTSIDE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="https://example.org/a.jpg" TargetMode="External"/></Relationships>'
)


@pytest.fixture(scope="module")
def two(astronaut: Image.Image, hopper: Image.Image) -> list[bytes]:
    return [saved(astronaut, "JPEG", quality=88), saved(hopper, "PNG")]


def listed(data: bytes) -> list[tuple[Location, int, Holds]]:
    with opened_document(data) as document:
        return [(part.location, part.position, part.holds) for part in document.parts]


def pictures(data: bytes) -> list[bytes]:
    with opened_document(data) as document:
        taken = [document.picture_in(part) for part in document.parts]
    return [one[0] for one in taken if one is not None]


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidInput) as caught, opened_document(data):
        pass
    return caught.value.code


def test_the_pictures_of_a_docx_come_in_the_order_of_its_words_byte_for_byte(two: list[bytes]) -> None:
    made = docx(two)
    assert listed(made) == [(Location.PICTURE, 1, Holds.PICTURE), (Location.PICTURE, 2, Holds.PICTURE)]
    assert pictures(made) == [two[1], two[0]]


@pytest.mark.slow
@pytest.mark.parametrize(("make", "place"), [(pptx, Location.SLIDE), (epub, Location.CHAPTER)])
def test_the_pictures_of_slides_and_chapters_have_their_numbers(make, place, two: list[bytes]) -> None:
    made = make(two)
    assert listed(made) == [(place, 1, Holds.PICTURE), (place, 2, Holds.PICTURE)]
    assert pictures(made) == two
    with opened_document(made) as document:
        assert document.pages == 2


def test_what_no_page_names_is_found_all_the_same(two: list[bytes]) -> None:
    made = docx(two[:1], **{"word/media/left-over.png": two[1], "docProps/thumbnail.jpeg": two[0]})
    assert listed(made)[1:] == [(Location.FILE, 1, Holds.PICTURE), (Location.PREVIEW, 1, Holds.PICTURE)]


@pytest.mark.parametrize(
    ("name", "content", "holds"),
    quick_first(
        [
            ("word/media/drawing.svg", SVG, Holds.DRAWING),
            ("word/media/drawing.emf", EMF, Holds.DRAWING),
            ("word/media/drawing.wmf", WMF, Holds.DRAWING),
            ("word/header1.xml", '<w:hdr xmlns:a="a"><a:custGeom/></w:hdr>', Holds.DRAWING),
            ("word/charts/chart1.xml", "<c:chart/>", Holds.CHART),
            ("word/embeddings/sheet.bin", OLE, Holds.DOCUMENT),
            ("word/embeddings/sheet.xlsx", zipped({"a": "b"}), Holds.DOCUMENT),
            ("word/media/film.mp4", b"\0\0\0\x18ftypmp42" + bytes(40), Holds.SOUND_OR_FILM),
            ("word/media/thing.dat", bytes(range(256)), Holds.UNKNOWN),
            ("word/_rels/header1.xml.rels", OUTSIDE, Holds.ELSEWHERE),
            ("word/coded.xml", "<w:binData>" + "QUJD" * 200 + "</w:binData>", Holds.UNKNOWN),
        ],
        5,
    ),
)
def test_what_no_program_can_look_into_is_told(name: str, content: str | bytes, holds: Holds) -> None:
    assert listed(docx([], **{name: content}))[0] == (Location.FILE, 1, holds)


def mixed(font: bytes) -> bytes:
    """Mix the first 32 bytes of a font with a key, as Word does."""
    key = bytes(range(7, 23))
    return bytes(a ^ b for a, b in zip(font[:32], key * 2, strict=True)) + font[32:]


def test_a_font_is_one_to_its_last_byte_and_anything_that_is_called_one_is_not(two: list[bytes]) -> None:
    font = (Path(__file__).parents[2] / "assets/fonts/NotoSansLao.ttf").read_bytes()
    assert listed(docx([], **{"word/fonts/a.odttf": mixed(font), "word/media/b.ttf": font})) == []
    for number, other in enumerate(
        (two[0], mixed(two[0]), b"\0\1\0\0" + two[0], font + two[0], mixed(font) + b"x")
    ):
        name = f"word/fonts/a.{('odttf', 'ttf')[number % 2]}"
        assert listed(docx([], **{name: other})) == [(Location.FILE, 1, Holds.UNKNOWN)]


@pytest.mark.slow
def test_pictures_written_into_the_text_are_found(two: list[bytes]) -> None:
    address = "data:image/jpeg;base64," + base64.b64encode(two[0]).decode()
    inside = SVG.replace("<path", f'<image href="{address}"/><path')
    made = epub([two[1]], **{"OEBPS/text/extra.xhtml": f'<img src="{address}"/>', "OEBPS/i/a.svg": inside})
    assert pictures(made) == [two[1], two[0], two[0]]
    assert (Location.FILE, 3, Holds.DRAWING) in listed(made)


def test_a_picture_that_does_not_open_is_not_passed_over(two: list[bytes]) -> None:
    with opened_document(docx([two[0][:3000]])) as document:
        (part,) = document.parts
        assert part.holds is Holds.PICTURE
        assert document.picture_in(part) is None


def test_what_a_picture_in_a_document_gives_away_is_known(hopper: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    with opened_document(docx([saved(hopper, "JPEG", exif=exif)])) as document:
        taken = document.picture_in(document.parts[0])
    assert taken is not None
    assert Leak.EXIF in taken[1].leaks


def test_a_pdf_lists_its_pictures_by_page_and_a_page_of_words_as_nothing(astronaut: Image.Image) -> None:
    made = Pdf().words().page().words().picture(astronaut).page().words().done()
    assert listed(made) == [(Location.PAGE, 2, Holds.PICTURE)]
    with opened_document(made) as document:
        assert (document.format, document.pages) == (DraftFormat.PDF, 3)


def test_a_jpeg_in_a_pdf_comes_out_byte_for_byte(two: list[bytes]) -> None:
    pdf = Pdf()
    pdf.canvas.drawImage(_file(two[0]), 40, 100, 300, 300)
    (taken,) = pictures(pdf.done())
    assert taken == two[0]


def _file(data: bytes):
    from reportlab.lib.utils import ImageReader

    return ImageReader(io.BytesIO(data))


@pytest.mark.slow
def test_a_face_cut_into_tiles_is_seen_on_the_page_as_printed(astronaut: Image.Image) -> None:
    made = Pdf().words().tiles(astronaut, side=32).done()
    with opened_document(made) as document:
        # The tiles lie over the words, which are still there.
        assert [part.holds for part in document.parts] == [Holds.WHOLE_PAGE, Holds.COVERED_WORDS]
        taken = document.picture_in(document.parts[0])
    assert taken is not None
    scan = apart(scan_picture, taken[1], models=MODELS, detectors=("centerface",))
    assert scan.outcome is ScanOutcome.FOUND


def test_a_face_under_a_black_box_is_still_found_in_the_file(astronaut: Image.Image) -> None:
    pdf = Pdf().words().picture(astronaut)
    pdf.canvas.rect(120, 250, 120, 120, fill=1)
    with opened_document(pdf.done()) as document:
        (part,) = document.parts
        taken = document.picture_in(part)
    assert taken is not None
    scan = apart(scan_picture, taken[1], models=MODELS, detectors=("centerface",))
    assert scan.outcome is ScanOutcome.FOUND


def _curves(pdf: Pdf) -> None:
    path = pdf.canvas.beginPath()
    path.moveTo(10, 10)
    for step in range(30):
        path.curveTo(step, 20, step * 2, 30, step * 3, 40)
    pdf.canvas.drawPath(path, fill=1)


def _shading(pdf: Pdf) -> None:
    pdf.canvas.linearGradient(0, 0, 100, 100, (pdf.canvas._fillColorObj, pdf.canvas._strokeColorObj))


def _note(pdf: Pdf) -> None:
    pdf.canvas.acroForm.checkbox(x=10, y=10)


def _turned(pdf: Pdf) -> None:
    pdf.canvas.rotate(90)
    pdf.picture(Image.new("RGB", (40, 40), "red"), (100, -300, 100, 100))


def _nested(pdf: Pdf) -> None:
    pdf.canvas.beginForm("nested")
    pdf.picture(Image.new("RGB", (40, 40), "red"))
    pdf.canvas.endForm()
    pdf.canvas.doForm("nested")


@pytest.mark.slow
@pytest.mark.parametrize("draw", [_curves, _shading, _note, _turned, _nested])
def test_a_page_that_draws_more_than_words_and_pictures_is_taken_as_printed(draw) -> None:
    pdf = Pdf().words()
    draw(pdf)
    assert Holds.WHOLE_PAGE in [holds for _, _, holds in listed(pdf.done())]


def test_an_earlier_version_in_a_pdf_and_a_file_attached_to_it_are_told() -> None:
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(Pdf().words().done()))
    writer.add_attachment("photo.jpg", b"\xff\xd8\xff")
    attached = io.BytesIO()
    writer.write(attached)
    assert listed(attached.getvalue()) == [(Location.FILE, 1, Holds.DOCUMENT)]
    twice = Pdf().words().done() + b"\n%%EOF\n"
    assert (Location.FILE, 1, Holds.EARLIER_VERSION) in listed(twice)


@pytest.mark.slow
def test_a_locked_document_is_refused() -> None:
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(Pdf().words().done()))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert refusal(locked.getvalue()) == "draft-has-password"
    assert refusal(OLE + "EncryptedPackage".encode("utf-16-le")) == "draft-has-password"
    locks = '<EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData>'
    assert refusal(epub([], **{"META-INF/encryption.xml": locks})) == "draft-has-password"
    fonts = locks.replace("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.idpf.org/2008/embedding")
    # It opens; the list of what is locked names something, which a person looks at once.
    assert listed(epub([], **{"META-INF/encryption.xml": fonts})) == [(Location.FILE, 1, Holds.NAMES)]


@pytest.mark.slow
def test_a_bomb_is_refused_before_it_goes_off(two: list[bytes]) -> None:
    assert refusal(docx([], **{"word/media/big.bin": bytes(101_000_000)})) == "draft-unpacks-too-large"
    many = {f"word/media/{number}.bin": bytes(90_000_000) for number in range(6)}
    assert refusal(docx([], **many)) == "draft-unpacks-too-large"
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'
    assert refusal(docx([], **{"word/header1.xml": laughs})) == "draft-damaged"
    assert refusal(docx([], **{"word/header1.xml": laughs.encode("utf-16")})) == "draft-damaged"


@pytest.mark.slow
def test_a_size_that_lies_is_refused(two: list[bytes]) -> None:
    made = docx(two)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        size = archive.getinfo("word/media/image1.jpeg").file_size
    lying = made.replace(struct.pack("<I", size), struct.pack("<I", size - 100))
    assert lying != made
    with opened_document(made) as document:
        assert len(document.parts) == 2
    assert refusal(lying) == "draft-damaged"


def test_a_name_that_stands_twice_is_refused() -> None:
    out = io.BytesIO(docx([]))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/document.xml", "<other/>")
    assert refusal(out.getvalue()) == "draft-damaged"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\3\4 and nothing more", "draft-damaged"),
        (b"%PDF-1.7 and nothing more", "draft-damaged"),
        (zipped({"a.txt": "words"}), "draft-format-named"),
        (OLE, "draft-format-old"),
        (bytes(range(256)), "draft-format-unknown"),
    ],
)
def test_what_cannot_be_looked_into_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_picture_is_no_draft(two: list[bytes]) -> None:
    assert refusal(two[0]) == "draft-is-picture"


@pytest.mark.slow
def test_words_in_any_encoding_hold_nothing() -> None:
    for words in ("Sokha’s year".encode(), "Sokha’s year".encode("utf-16"), "ปี".encode("tis-620"), b""):
        assert listed(words) == []
    assert listed(b"{\\rtf1 {\\pict 89504e47}}") == [(Location.PICTURE, 1, Holds.UNKNOWN)]


def _streams(data: bytes) -> list[int]:
    """Return where the compressed parts of a PDF begin."""
    return [found.end() for found in re.finditer(rb"(?<!end)stream\r?\n", data)]


def test_one_changed_byte_in_a_compressed_part_of_a_pdf_is_refused(astronaut: Image.Image) -> None:
    made = Pdf().words().picture(astronaut).done()
    assert listed(made) != []
    for start in _streams(made):
        changed = bytearray(made)
        changed[start + 30] = ord("A") if changed[start + 30] != ord("A") else ord("B")
        assert refusal(bytes(changed)) == "draft-damaged"


def test_a_pdf_whose_table_of_contents_is_not_where_it_says_is_refused() -> None:
    made = Pdf().words().done()
    assert refusal(made.replace(b"startxref\n", b"startxref\n1")) == "draft-damaged"
    assert refusal(made[:-40]) == "draft-damaged"


def test_a_picture_that_no_page_of_a_pdf_shows_waits_for_a_look(two: list[bytes]) -> None:
    pdf = Pdf(pageCompression=0).jpeg(two[0])
    made = pdf.done()
    # As an editor leaves it that deletes a picture from the page and not from the file.
    gone = re.sub(rb"/FormXob\.\w+ Do", lambda found: b" " * len(found.group()), made)
    assert gone != made
    assert listed(gone) == [(Location.FILE, 1, Holds.UNREADABLE_PICTURE)]
