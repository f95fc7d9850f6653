import contextlib
import io
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from quick_cases import quick_among
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.codes import PageCode
from consentkit.domain.letters.page_maps import MARK_INSET_MM, PageMap
from consentkit.domain.progress import Cancelled, Step
from consentkit.imaging.paper.page_marks import PX_PER_MM
from consentkit.imaging.paper.signed_letters import PageNote, PageState, SignedPage, read_signed_pages
from consentkit.imaging.paper.signed_sources import open_source

from .signed_paper import MM, Paper, papers, pdf_of, photographed, rendered, saved, scanned, warped

PAPERS = papers(6)
FIRST = PAPERS[0]
ORIENTATION = 0x0112


def find(code: PageCode) -> PageMap | None:
    return next((paper.map for paper in PAPERS if paper.code == code), None)


def read(data: bytes) -> list[SignedPage]:
    return list(read_signed_pages(data, find))


def refused(data: bytes) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        read(data)
    return caught.value


def is_straight(page: SignedPage, paper: Paper) -> bool:
    assert page.straightened is not None
    perfect = rendered(paper, 150).astype(np.int16)
    height, width = (min(pair) for pair in zip(perfect.shape[:2], page.straightened.shape[:2], strict=True))
    difference = np.abs(perfect[:height, :width] - page.straightened[:height, :width])
    return float(difference.mean()) < 4 and not page.is_rough


def photo(seed: int = 3) -> np.ndarray:
    return photographed(rendered(FIRST, 200), np.random.default_rng(seed)).pixels


@pytest.mark.parametrize("quarters", quick_among([0, 1, 2, 3], [3]))
def test_a_scan_comes_out_upright_however_it_lay(quarters: int) -> None:
    scan = np.ascontiguousarray(np.rot90(rendered(FIRST, 150), quarters))
    (page,) = read(saved(scan, "PNG"))
    assert (page.state, page.code, page.number) == (PageState.MATCHED, FIRST.code, 1)
    assert page.notes == ()
    assert is_straight(page, FIRST)


def test_the_hollow_mark_stands_at_the_bottom_left_of_a_straightened_page() -> None:
    (page,) = read(saved(np.ascontiguousarray(np.rot90(rendered(FIRST, 150), 2)), "PNG"))
    assert page.straightened is not None
    inset = round(MARK_INSET_MM * PX_PER_MM)
    greys = [int(page.straightened[y, x, 0]) for y in (inset, -inset) for x in (inset, -inset)]
    assert [grey > 128 for grey in greys] == [False, False, True, False]


def test_corners_are_where_the_page_lies_in_the_picture() -> None:
    taken = photographed(rendered(FIRST, 200), np.random.default_rng(8))
    (page,) = read(saved(taken.pixels, quality=80))
    assert np.abs(np.array(page.corners) - taken.corners).max() < 2


@pytest.mark.parametrize("orientation", quick_among([3, 6, 8], [8]))
def test_orientation_of_a_phone_is_applied(orientation: int) -> None:
    undo = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    taken = photographed(rendered(FIRST, 200), np.random.default_rng(8))
    stored, exif = Image.fromarray(taken.pixels).transpose(undo[orientation]), Image.Exif()
    exif[ORIENTATION] = orientation
    (page,) = read(saved(np.asarray(stored), quality=80, exif=exif))
    assert np.abs(np.array(page.corners) - taken.corners).max() < 2


@pytest.mark.slow
def test_heic_is_read_with_its_extra() -> None:
    heif = pytest.importorskip("pillow_heif")
    target = io.BytesIO()
    # What takes long is to write it.
    heif.from_pillow(Image.fromarray(photo()).reduce(2)).save(target, quality=70)
    (page,) = read(target.getvalue())
    assert page.code == FIRST.code


def test_each_frame_of_a_tiff_is_a_page() -> None:
    frames = [Image.fromarray(rendered(paper, 100)).convert("L") for paper in PAPERS[:3]]
    target = io.BytesIO()
    frames[0].save(target, format="TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw")
    pages = read(target.getvalue())
    assert [(page.number, page.code) for page in pages] == [
        (number, paper.code) for number, paper in enumerate(PAPERS[:3], start=1)
    ]


def test_letters_in_one_pdf_are_told_apart_and_a_page_without_code_is_listed() -> None:
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(pdf_of(*PAPERS[:2]))).pages:
        writer.add_page(page)
        writer.add_blank_page(400, 500)
    out = io.BytesIO()
    writer.write(out)
    pages = read(out.getvalue())
    assert [page.state.value for page in pages] == ["matched", "unreadable"] * 2
    assert [page.code for page in pages] == [PAPERS[0].code, None, PAPERS[1].code, None]
    assert is_straight(pages[0], PAPERS[0])


def scan_in_pdf(scan: np.ndarray, width_mm: float, height_mm: float) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width_mm * MM, height_mm * MM))
    source = ImageReader(io.BytesIO(saved(scan, quality=70)))
    canvas.drawImage(source, 0, 0, width_mm * MM, height_mm * MM)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("dpi", [100, pytest.param(300, marks=pytest.mark.slow)])
def test_a_scan_inside_a_pdf_keeps_its_own_resolution(dpi: int) -> None:
    scan = rendered(FIRST, dpi)
    data = scan_in_pdf(scan, FIRST.map.width_mm, FIRST.map.height_mm)
    pixels = open_source(data).page(1)
    assert pixels.shape == pytest.approx(scan.shape, abs=1)
    (page,) = read(data)
    assert is_straight_enough(page)


@pytest.mark.slow
def test_two_letters_on_one_picture_become_two_pages() -> None:
    table = np.full((1900, 2500, 3), 90, dtype=np.uint8)
    for paper, left in ((PAPERS[0], 60), (PAPERS[1], 1290)):
        sheet = rendered(paper, 140)
        height, width = sheet.shape[:2]
        outline = [[0, 0], [width, 0], [width, height], [0, height]]
        target = np.array([[20, 0], [width + 10, 25], [width - 15, height + 10], [0, height - 20]])
        target += np.array([left, 90])
        laid = warped(sheet, outline, target, (2500, 1900), (0, 0, 0))
        table = np.where(laid.max(axis=2, keepdims=True) > 0, laid, table).astype(np.uint8)
    pages = read(saved(table, quality=60))
    assert {page.code for page in pages} == {PAPERS[0].code, PAPERS[1].code}
    assert all(page.number == 1 and not page.is_rough for page in pages)
    assert all(is_straight_enough(page) for page in pages)


def is_straight_enough(page: SignedPage) -> bool:
    assert page.straightened is not None
    paper = next(paper for paper in PAPERS if paper.code == page.code)
    perfect = rendered(paper, 150)
    height, width = (min(pair) for pair in zip(perfect.shape[:2], page.straightened.shape[:2], strict=True))
    dark = perfect[:height, :width, 0] < 60
    return float(page.straightened[:height, :width, 0][dark].mean()) < 100


def test_a_page_without_its_marks_is_matched_but_rough() -> None:
    bare = rendered(FIRST, 150).copy()
    bare[:90] = 255
    (page,) = read(saved(bare, "PNG"))
    assert (page.state, page.is_rough) == (PageState.MATCHED, True)
    assert page.notes == (PageNote.FEW_MARKS,)
    assert page.straightened is not None


def test_one_false_mark_is_outvoted() -> None:
    torn = rendered(FIRST, 150).copy()
    inset = round(MARK_INSET_MM * PX_PER_MM)
    torn[inset - 14 : inset + 14, -inset - 14 : -inset + 14] = 255
    torn[inset + 20 : inset + 44, -inset - 40 : -inset - 16] = 0
    (page,) = read(saved(torn, "PNG"))
    assert not page.is_rough
    assert is_straight(page, FIRST)


def test_a_page_that_is_cut_off_says_so() -> None:
    cut = rendered(FIRST, 150)[:, 130:]
    (page,) = read(saved(np.ascontiguousarray(cut), "PNG"))
    assert page.code == FIRST.code
    assert PageNote.CUT_OFF in page.notes


def test_a_coarse_scan_says_so() -> None:
    (page,) = read(saved(rendered(FIRST, 75), "PNG"))
    assert PageNote.LOW_RESOLUTION in page.notes


def test_a_letter_that_the_records_do_not_know_is_named_and_not_straightened() -> None:
    (stranger,) = papers(9)[8:]
    (page,) = read(saved(rendered(stranger, 150), "PNG"))
    assert (page.state, page.code, page.straightened) == (PageState.UNKNOWN, stranger.code, None)


def test_the_picture_for_a_person_is_a_jpeg_without_metadata() -> None:
    (page,) = read(saved(photo(), quality=60))
    with Image.open(io.BytesIO(page.jpeg() or b"")) as image:
        assert (image.format, image.size) == ("JPEG", (1240, 1754))
        assert not image.getexif()
    assert SignedPage(1, PageState.UNREADABLE).jpeg() is None


def test_watchers_hear_of_each_page_and_may_stop() -> None:
    steps: list[Step] = []

    def watch(step: Step) -> None:
        steps.append(step)
        if step.done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(read_signed_pages(pdf_of(*PAPERS[:3]), find, watch=watch))
    assert steps == [Step(0, 3, "1"), Step(1, 3, "2")]


def many_pages(count: int) -> bytes:
    kids = b" ".join([b"3 0 R"] * count)
    return hand_made_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
    )


def one_page(media_box: bytes, *more: bytes, entries: bytes = b"") -> bytes:
    return hand_made_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + media_box + b"]" + entries + b">>",
        *more,
    )


def hand_made_pdf(*objects: bytes) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    return data + head + table + tail


def test_a_pdf_of_too_many_pages_is_refused_with_the_limit() -> None:
    error = refused(many_pages(10_000))
    assert (error.code, error.facts) == ("document-too-many-pages", {"limit": 500})


def test_a_pdf_with_a_password_is_refused() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf_of(FIRST)))
    writer.encrypt("open sesame", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    assert refused(out.getvalue()).code == "document-has-password"


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda: b"", "picture-empty"),
        (lambda: b"Dear all, please find attached", "picture-format-unknown"),
        (lambda: saved(photo())[:40_000], "picture-damaged"),
        (lambda: saved(photo(), "PNG")[:40_000], "picture-damaged"),
        (lambda: b"II*\0" + bytes(200), "picture-damaged"),
        (lambda: pdf_of(FIRST)[:60], "document-damaged"),
        (lambda: b"%PDF-1.7\n" + bytes(5000), "document-damaged"),
        (lambda: many_pages(0), "document-damaged"),
    ],
    ids=["empty", "text", "jpeg", "png", "tiff", "pdf head", "pdf zeros", "pdf without pages"],
)
def test_a_damaged_file_is_refused_by_name(damage: Callable[[], bytes], code: str) -> None:
    assert refused(damage()).code == code


def test_a_pdf_cut_anywhere_never_crashes_nor_matches_another_letter() -> None:
    whole = pdf_of(*PAPERS[:2])
    known = {paper.code for paper in PAPERS[:2]} | {None}
    for share in (0.2, 0.5, 0.8, 0.95, 0.99):
        with contextlib.suppress(InvalidInput):
            assert {page.code for page in read(whole[: int(len(whole) * share)])} <= known


@pytest.mark.slow
@pytest.mark.parametrize("side", [b"999999 999999", b"1e9 1e9", b"14400 14400", b"0 0", b"-5 200"])
def test_a_page_of_absurd_size_costs_nothing(side: bytes) -> None:
    (page,) = read(one_page(side))
    assert page.state in {PageState.DAMAGED, PageState.UNREADABLE}


@pytest.mark.slow
def test_a_bomb_inside_a_pdf_harms_only_its_page() -> None:
    side = 60_000
    packer = zlib.compressobj(9)
    row = bytes(side)
    packed = b"".join([packer.compress(row) for _ in range(side // 8)]) + packer.flush()
    image = (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB"
        b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (side, side, len(packed), packed)
    )
    draw = b"500 0 0 500 0 0 cm /I Do"
    content = b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw)
    bomb = one_page(b"500 500", content, image, entries=b"/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>")
    (page,) = read(bomb)
    assert page.code is None
    (after,) = read(saved(rendered(FIRST, 100), "PNG"))
    assert after.code == FIRST.code


def test_an_inverted_scan_is_matched() -> None:
    (page,) = read(saved(255 - rendered(FIRST, 100), "PNG"))
    assert page.code == FIRST.code


@pytest.mark.slow
def test_a_bad_scan_of_each_paper_size_is_straight() -> None:
    rng = np.random.default_rng(2)
    for paper in PAPERS[:3]:
        (page,) = read(saved(scanned(rendered(paper, 150), rng), quality=60))
        assert is_straight_enough(page)
