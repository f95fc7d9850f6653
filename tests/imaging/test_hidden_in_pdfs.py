"""Words that the objects of a PDF carry and no page shows: in names, and in forms within forms."""

import pytest
from making_documents import raw_pdf, stream

from consentkit.documents.service import look_into
from consentkit.domain.words.drafts import Holds
from consentkit.imaging.opening.decoding import prepare

SHOWN = b"BT /F1 12 Tf 40 450 Td (She teaches.) Tj ET"
WIDE = b"-9000 -9000 9000 9000"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
RESOURCES = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R /X2 7 0 R >> >>"


@pytest.fixture(scope="module", autouse=True)
def _prepared():
    prepare()


def told(content=SHOWN, page=b"", font=FONT, more=()):
    """What is told of a page with one line."""
    document = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 500] /Contents 4 0 R " + RESOURCES + page + b" >>",
        stream(b"", content),
        font,
        *(more or (form(WIDE, b""), form(WIDE, b""))),
    )
    return {part.holds for part in look_into(document).parts}


def form(window, content, matrix=b""):
    return stream(b"/Type /XObject /Subtype /Form /BBox [" + window + b"] " + matrix + RESOURCES, content)


PLAIN = b"q /X1 Do /X2 Do Q"
NAMES = {
    "a key with a number": {"page": b"/Sokha_Phone 5"},
    "a value of a known key": {"page": b"/Tabs /Sokha"},
    "spelled in hexadecimal": {"page": b"/#53okha_Phone true"},
    "a key with nothing": {"page": b"/Custom << /River#20Road null >>"},
    "a mark on the page": {"content": SHOWN + b" /Sokha_Invented BMC EMC " + PLAIN},
    "a property of a mark": {"content": SHOWN + b" /P << /SokhaPhone 1 >> BDC EMC " + PLAIN},
    "a telephone number": {"page": b"/T85512345678 1"},
    "a font": {"font": b"<< /Type /Font /Subtype /Type1 /BaseFont /Sokha_Phone_012345678 >>"},
    "a word by itself": {"page": b"/Rotate Sokha"},
}
USUAL = {
    "TeX": {"page": b"/PTEX.Fullbanner (This is pdfTeX, Version 3.14-1.40 (TeX Live 2022/Debian)) /F8 5 0 R"},
    "Word": {"page": b"/Group << /Type /Group /S /Transparency /CS /DeviceRGB >> /Image9 5 0 R"},
    "cairo": {"page": b"/f-0-0 5 0 R /x12 5 0 R"},
    "LibreOffice": {"page": b"/EGS5 5 0 R /S /Text#20body /Im4 5 0 R"},
    "letters": {"font": b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+NotoSansThai-Regular /Encoding <<"
                        b" /Differences [1 /uni0E01 /Adieresis /a.alt /f_i /g123] >> >>"},
    "Word's font": {"font": b"<< /Type /Font /BaseFont /ABCDEE+Times#20New#20Roman,Bold >>"},
}  # fmt: skip


@pytest.mark.parametrize("case", NAMES)
def test_words_in_a_name_that_no_reader_needs_are_told(case):
    assert Holds.HIDDEN_WORDS in told(**({"content": SHOWN + b" " + PLAIN} | NAMES[case]))


@pytest.mark.parametrize("case", USUAL)
def test_names_that_programs_write_are_not_told(case):
    assert told(**({"content": SHOWN + b" " + PLAIN} | USUAL[case])) == set()


WORDS = b"BT /F1 12 Tf 50 60 Td (Sokha) Tj ET"
MOVED = b"/Matrix [1 0 0 1 1000 0] "
OUT = {
    "moved off the page": (b"1 0 0 1 1000 0 cm", form(WIDE, b"/X2 Do"), form(WIDE, WORDS)),
    "moved by its matrix": (b"", form(WIDE, b"/X2 Do", MOVED), form(WIDE, WORDS)),
    "moved inside": (b"", form(WIDE, b"1 0 0 1 0 2000 cm /X2 Do"), form(WIDE, WORDS)),
    "beside the first window": (b"1 0 0 1 100 100 cm", form(b"0 0 30 30", b"/X2 Do"), form(WIDE, WORDS)),
    "beside the second window": (b"1 0 0 1 100 0 cm", form(WIDE, b"/X2 Do"), form(b"0 0 30 30", WORDS)),
    "made tiny": (b".05 0 0 .05 9 9 cm", form(WIDE, b"/X2 Do"), form(WIDE, WORDS)),
}
IN = {
    "there": (b"", form(WIDE, b"/X2 Do"), form(WIDE, WORDS)),
    "there and back": (b"1 0 0 1 -1000 0 cm", form(WIDE, b"/X2 Do", MOVED), form(WIDE, WORDS)),
    "in its windows": (b"2 0 0 2 9 9 cm", form(b"0 0 150 150", b"/X2 Do"), form(b"0 0 130 130", WORDS)),
}


@pytest.mark.parametrize("case", OUT)
def test_words_in_a_form_within_a_form_that_the_page_does_not_show_are_told(case):
    place, *forms = OUT[case]
    assert Holds.HIDDEN_WORDS in told(SHOWN + b" q " + place + b" /X1 Do Q", more=forms)


@pytest.mark.parametrize("case", IN)
def test_words_in_a_form_within_a_form_that_the_page_shows_ask_for_no_look(case):
    place, *forms = IN[case]
    assert told(SHOWN + b" q " + place + b" /X1 Do Q", more=forms) == set()
