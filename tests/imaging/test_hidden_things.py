"""Nothing that is hidden in a picture or a document is passed over, in whatever way and format."""

from collections.abc import Callable
from random import Random

import pytest
from hiding import PICTURES as OPEN_PICTURES
from hiding import plain, saved
from hiding_in_corners import CORNERS
from hiding_in_documents import DOCUMENTS as OPEN_DOCUMENTS
from hiding_in_names import NAMES
from hiding_in_plain_marks import IN_PLAIN_MARKS
from hiding_in_printed_pages import IN_PRINTED_PAGES
from hiding_in_spare_bits import IN_SPARE_BITS
from hiding_out_of_view import OUT_OF_VIEW, slide, word
from making_documents import Pdf, docx, epub, pptx
from PIL import Image

from consentkit.documents.service import look_into
from consentkit.domain.pictures.images import Leak
from consentkit.domain.words.drafts import SEEN_BY_PROGRAM, Holds
from consentkit.imaging.formats.gif_codes import lzw_length
from consentkit.imaging.metadata.reading import disclosures_in
from consentkit.imaging.opening.decoding import Refusal, decode, prepare
from consentkit.imaging.walkers.table import WALKERS, leaks_in, walk
from consentkit.sandbox.limits import MEDIA_TYPES

QUICK = 1
"""Of each way in the quick run; with `-m slow` thirty, which are more than 5,000 pictures and documents."""

SLOW = 30
PICTURES = {
    kind: (*ways, *CORNERS.get(kind, ()), *IN_SPARE_BITS.get(kind, ()))
    for kind, ways in OPEN_PICTURES.items()
}
MORE_DOCUMENTS = (NAMES, OUT_OF_VIEW, IN_PLAIN_MARKS, IN_PRINTED_PAGES)
DOCUMENTS = {
    kind: (*ways, *(way for more in MORE_DOCUMENTS for way in more.get(kind, ())))
    for kind, ways in OPEN_DOCUMENTS.items()
}
PICTURE_WAYS = [(kind, number) for kind, ways in PICTURES.items() for number in range(len(ways))]
DOCUMENT_WAYS = [(kind, number) for kind, ways in DOCUMENTS.items() for number in range(len(ways))]


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    prepare()


def made(ways: dict[str, tuple[Callable[[Random], bytes], ...]], kind: str, number: int, seed: int) -> bytes:
    return ways[kind][number](Random(f"{kind} {number} {seed}"))


def underlined() -> bytes:
    pdf = Pdf()
    pdf.canvas.setFillGray(0.8)
    pdf.canvas.rect(38, 445, 250, 16, fill=1, stroke=0)
    pdf.canvas.setFillGray(0)
    pdf.words()
    pdf.canvas.rect(40, 447, 120, 1, fill=1, stroke=0)
    pdf.canvas.line(40, 446, 200, 446)
    return pdf.done()


def is_told(picture: bytes) -> bool:
    """Whether a picture is refused, or says that it gives something away, and `image leaks` what."""
    try:
        return bool(decode(picture).leaks) and bool(disclosures_in(picture))
    except Refusal:
        return True


def is_refused_or_asked_about(document: bytes) -> bool:
    """Whether a document is refused, waits for a look, or has a picture that gives something away."""
    try:
        parts = look_into(document).parts
    except Refusal:
        return True
    if any(part.holds not in SEEN_BY_PROGRAM for part in parts):
        return True
    taken = [part.take() for part in parts if part.holds is Holds.PICTURE and part.take]
    return any(is_told(picture) for picture in taken)


@pytest.mark.parametrize(("kind", "number"), PICTURE_WAYS)
def test_a_picture_in_which_something_is_hidden_is_never_clean(kind: str, number: int) -> None:
    assert [seed for seed in range(QUICK) if not is_told(made(PICTURES, kind, number, seed))] == []


@pytest.mark.parametrize(("kind", "number"), DOCUMENT_WAYS)
def test_a_document_in_which_something_is_hidden_is_never_clean(kind: str, number: int) -> None:
    hidden = [
        seed for seed in range(QUICK) if not is_refused_or_asked_about(made(DOCUMENTS, kind, number, seed))
    ]
    assert hidden == []


@pytest.mark.slow
def test_of_five_thousand_pictures_and_documents_with_something_hidden_none_is_clean() -> None:
    seeds = range(QUICK, QUICK + SLOW)
    pictures = [(k, n, s) for k, n in PICTURE_WAYS for s in seeds]
    documents = [(k, n, s) for k, n in DOCUMENT_WAYS for s in seeds]
    assert len(pictures) + len(documents) >= 5000
    assert len(PICTURES) + len(DOCUMENTS) >= 12
    assert [one for one in pictures if not is_told(made(PICTURES, *one))] == []
    assert [one for one in documents if not is_refused_or_asked_about(made(DOCUMENTS, *one))] == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF", "HEIF"])
@pytest.mark.parametrize("seed", range(3))
def test_a_picture_of_pixels_alone_gives_nothing_away(kind: str, seed: int) -> None:
    data = saved(plain(Random(seed)), kind)
    assert (decode(data).leaks, disclosures_in(data)) == ((), ())


@pytest.mark.parametrize(
    "options",
    [
        ("JPEG", {"progressive": True}),
        ("JPEG", {"optimize": True, "restart_marker_rows": 1}),
        ("WEBP", {"lossless": True}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "tiff_adobe_deflate"}),
        ("TIFF", {"compression": "packbits"}),
    ],
)
def test_however_pixels_are_packed_they_are_no_leak(options: tuple[str, dict[str, object]]) -> None:
    kind, how = options
    for mode in ("RGB", "L"):
        assert leaks_in(saved(plain(Random(7), mode), kind, **how)) == ()


def test_one_colour_under_transparency_hides_nothing_and_two_do() -> None:
    logo = Image.new("RGBA", (40, 30), (10, 90, 160, 0))
    logo.paste((10, 90, 160, 255), (5, 5, 30, 20))
    assert decode(saved(logo, "PNG")).leaks == ()
    logo.putpixel((1, 1), (10, 90, 161, 0))
    assert decode(saved(logo, "PNG")).leaks == (Leak.HIDDEN_COLOURS.value,)


def test_every_format_that_is_opened_has_a_walker_and_any_other_is_unknown() -> None:
    assert set(MEDIA_TYPES) - {"MPO"} == set(WALKERS)
    for other in (b"BM" + bytes(60), b"8BPS" + bytes(60), b"", b"\x00\x00\x00\x0cjP  "):
        assert [block.leak for block in walk(other)] == [Leak.UNKNOWN_BLOCK]


def test_whatever_follows_the_end_code_of_a_gif_is_counted() -> None:
    # Clear, one pixel, end: 3 bits each; then a byte that nothing asks for.
    packed = bytes((0b01_000_100, 0b1))
    assert lzw_length(packed, 2) == (1, 2)
    assert lzw_length(packed + b"x", 2) == (1, 2)


@pytest.mark.parametrize(
    "document",
    [
        docx([saved(plain(Random(1)), "JPEG")]),
        pptx([saved(plain(Random(1)), "PNG")]),
        epub([saved(plain(Random(1)), "JPEG")]),
        Pdf().words().picture(plain(Random(1))).done(),
        underlined(),
        b'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A</title></head>'
        b'<body><h1>A</h1><p>She <a href="https://example.org">teaches</a> two patterns.</p></body></html>',
        b"# A year\n\nShe teaches [two](https://example.org) patterns!\n\n---\n\nAnd **more** [sic].\n",
        b"{\\rtf1\\ansi\\fs24 She teaches.\\par}",
    ],
    ids=["docx", "pptx", "epub", "pdf", "underlined", "html", "markdown", "rtf"],
)
def test_a_document_in_which_nothing_is_hidden_is_clean(document: bytes) -> None:
    assert not is_refused_or_asked_about(document)


_RUN = "<w:p><w:r><w:rPr>{}</w:rPr><w:t>Malis</w:t></w:r></w:p>"
_BOX = '<a:xfrm><a:off x="2000000" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
_SHAPE = (
    "<p:sp><p:spPr>{}</p:spPr>{}<p:txBody><a:bodyPr/><a:p><a:r>{}<a:t>Malis</a:t></a:r></a:p>"
    "</p:txBody></p:sp>"
)
_DARK = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
_LIGHT_INK = '<a:rPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:rPr>'
_STYLED = '<p:style><a:fillRef idx="1"><a:schemeClr val="tx1"/></a:fillRef><a:fontRef idx="1"/></p:style>'


@pytest.mark.parametrize(
    "document",
    [
        word(_RUN.format('<w:webHidden/><w:color w:val="1F3864" w:themeTint="99"/>')),
        word("<w:p><m:oMath><m:rad><m:radPr><m:degHide/></m:radPr><m:deg/><m:e/></m:rad></m:oMath></w:p>"),
        word('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
             '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4</w:t></w:r></w:p>'),
        slide(Random(1), _SHAPE.format(_BOX + _DARK, "", _LIGHT_INK)),
        slide(Random(1), _SHAPE.format(_BOX, _STYLED, _LIGHT_INK)),
        slide(Random(1), _SHAPE.format(_BOX, _STYLED, "")),
    ],
    ids=["a run", "a root", "a field", "white on a fill", "white on a style's fill", "the ink of a style"],
)  # fmt: skip
def test_words_that_programs_set_out_so_are_seen(document: bytes) -> None:
    assert not is_refused_or_asked_about(document)
