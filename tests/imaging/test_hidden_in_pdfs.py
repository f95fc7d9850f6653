"""Words that the objects of a PDF carry and no page shows: in names, and in forms within forms."""

import pytest
from making_documents import raw_pdf, stream

from consentkit.documents.pdfs.pdf_bytes import read_bytes
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
DRAWN = SHOWN + b" " + PLAIN
FONT_WITH_MAP = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
MAP = b"/CIDInit /ProcSet findresource begin begincmap %s endcmap"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><x:a>%s</x:a></x:xmpmeta>"


def mapped(more):
    """A font whose letters are mapped, with something in the map."""
    return {
        "font": FONT_WITH_MAP,
        "more": (stream(b"", MAP % more), form(WIDE, b"")),
        "content": SHOWN + b" /X2 Do",
    }


def profile(text, kind=b"desc"):
    """A profile of colours with one text."""
    data = kind + bytes(4) + len(text).to_bytes(4, "big") + text
    return (
        bytes(36)
        + b"acsp"
        + bytes(88)
        + (1).to_bytes(4, "big")
        + b"desc"
        + (144).to_bytes(4, "big")
        + len(data).to_bytes(4, "big")
        + data
    )


def beside(said, content, key=b"/ColorSpace << /CS0 [/ICCBased 8 0 R] >>"):
    more = (form(WIDE, b""), form(WIDE, b""), stream(said, content))
    return {"more": more, "content": DRAWN, "page": key}


IN_STREAMS = {
    "a note between orders": {"content": b"% Sokha\n" + DRAWN},
    "a note where nothing is written": {"content": b"0 0 10 10 re f % Sokha\n " + PLAIN},
    "a word between orders": {"content": b"0 0 10 10 re f Sokha " + PLAIN},
    "a string that nothing draws": {"content": SHOWN + b" (Sokha) pop n " + PLAIN},
    "a string at the end": {"content": SHOWN + b" " + PLAIN + b" (Sokha)"},
    "a string given to another order": {"content": SHOWN + b" (Sokha) n " + PLAIN},
    "what a picture among orders says": {"content": DRAWN + b" BI /W 1 /H 1 /BPC 8 /Sokha 1 ID x EI"},
    "a note in a map": mapped(b"% Sokha\n"),
    "a word in a map": mapped(b"Sokha"),
    "the name of a map": mapped(b"/CMapName /SokhaInvented def"),
    "a string in a map": mapped(b"/Registry (SokhaInvented) def"),
    "one letter that is many": mapped(b"1 beginbfchar <53> <0053006F006B00680061> endbfchar"),
    "letters that nothing draws": mapped(
        b"5 beginbfchar <01> <0053> <02> <006F> <03> <006B> <04> <0068> <05> <0061> endbfchar"
    ),
    "a list of letters": mapped(b"1 beginbfrange <01> <05> [<0053> <006F> <006B> <0068> <0061>] endbfrange"),
    "the text of a profile": beside(b"/N 3", profile(b"Sokha Invented")),
    "the wide text of a profile": beside(b"/N 3", profile("Sokha Invented".encode("utf-16-be"), b"mluc")),
    "an unknown kind in a profile": beside(b"/N 3", profile(b"Sokha Invented", b"sokh")),
    "behind a profile": beside(b"/N 3", profile(b"sRGB") + b"Sokha Invented"),
    "a list of properties": beside(b"/Type /Metadata /Subtype /XML", XMP % b"Sokha", b"/Metadata 8 0 R"),
    "a list of properties that is no XML": beside(b"/Type /Metadata", b"Sokha", b"/Metadata 8 0 R"),
    "a palette": {"page": b"/CS0 [/Indexed /DeviceRGB 9 (Sokha Invented, 12 Invented)]", "content": DRAWN},
    "a function": beside(b"/FunctionType 4", b"{ pop Sokha Invented }", b"/Function 8 0 R"),
    "the name of a font": {"font": b"<< /Type /Font /BaseFont /SokhaInvented >>", "content": DRAWN},
    "a family of fonts": {"font": FONT[:-2] + b"/FontFamily (Sokha Invented) >>", "content": DRAWN},
    "a set of letters": {"font": FONT[:-2] + b"/CharSet (/Sokha/Invented) >>", "content": DRAWN},
    "a language": {"page": b"/Lang (sokha-invented)", "content": DRAWN},
    "a place to go to": {"page": b"/Dest (Sokha.Invented)", "content": DRAWN},
    "an address": {"page": b"/URI (https://example.org/sokha)", "content": DRAWN},
    "a key in letters": {"page": b"/ID [(SokhaInvented123) (SokhaInvented123)]", "content": DRAWN},
    "a profile's condition": {"page": b"/OutputCondition (Sokha sRGB)", "content": DRAWN},
    "how a field looks": {"page": b"/DA (Sokha Invented)", "content": DRAWN},
    "an ink": {"page": b"/CS0 [/Separation /PANTONE#20Sokha#20I]", "content": DRAWN},
    "what is said for a letter": {"content": SHOWN + b" /Span << /ActualText (Sokha) >> BDC EMC " + PLAIN},
}  # fmt: skip


@pytest.mark.parametrize("case", IN_STREAMS)
def test_words_in_a_stream_that_no_page_draws_are_told(case):
    assert told(**IN_STREAMS[case]) & {Holds.HIDDEN_WORDS, Holds.NAMES, Holds.COMMENTS, Holds.PROPERTIES}


def test_an_object_that_is_written_twice_has_an_earlier_version():
    one = b"1 0 obj\n<< /N %d >>\nendobj\n"
    assert read_bytes(b"%PDF-1.4\n" + one % 1 + one % 2).is_repeated
    assert not read_bytes(b"%PDF-1.4\n" + one % 1 + b"2" + one[1:] % 2).is_repeated


PLAIN_STREAMS = {
    "a map": mapped(b"/CMapName /Adobe-Identity-UCS def 1 begincodespacerange <00> <FF> endcodespacerange"
                    b" 3 beginbfchar <53> <0053> <68> <0068> <65> <00660066> endbfchar CMapName pop"),
    "a profile": beside(b"/N 3", profile(b"sRGB IEC61966-2.1")),
    "properties": beside(b"/Type /Metadata /Subtype /XML", XMP % b"2026-11-20T09:30:00Z", b"/Metadata 8 0 R"),
}  # fmt: skip


@pytest.mark.parametrize("case", PLAIN_STREAMS)
def test_streams_that_programs_write_are_not_told(case):
    assert told(**PLAIN_STREAMS[case]) == set()


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
    assert {Holds.HIDDEN_WORDS, Holds.NAMES} & told(**({"content": DRAWN} | NAMES[case]))


@pytest.mark.parametrize("case", USUAL)
def test_names_that_programs_write_are_not_told(case):
    assert told(**({"content": DRAWN} | USUAL[case])) == set()


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
