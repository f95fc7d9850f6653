"""Files that telephones, browsers and offices write, and that are not opened, are named with a way out."""

import pytest

from consentkit.documents.service import look_into
from consentkit.imaging.formats.names import is_mail, name_of, unknown_format
from consentkit.imaging.opening.decoding import Refusal
from consentkit.wording.sentences import sentence_of_error

SVG = b'<?xml version="1.0"?>\n<!-- made -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'
PAGE = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org\r\nMIME-Version: 1.0\r\n\r\n"
)
CASES = {
    b"\xff\x0a" + bytes(20): "JPEG XL",
    b"\x00\x00\x00\x0cJXL \r\n\x87\n": "JPEG XL",
    b"\x00\x00\x00\x0cjP  \r\n": "JPEG 2000",
    b"BM" + bytes(60): "BMP",
    b"8BPS\x00\x01": "Photoshop",
    b"\x00\x00\x00\x18ftypcrx " + bytes(9): "RAW",
    SVG: "SVG",
    b"RIFF\x00\x00\x00\x00AVI LIST": "AVI",
    b"G" + bytes(187) + b"G" + bytes(187): "MPEG-TS",
    b"FLV\x01\x05": "Flash",
    b"\x30\x26\xb2\x75\x8e\x66": "Windows Media",
    b"OggS\x00\x02": "Ogg",
    b"bplist00\xd1": "Safari webarchive",
    PAGE: "MHTML",
    b"Return-Path: <a@example.org>\nSubject: words\nMIME-Version: 1.0\n\n": "MHTML",
    b'{"url": "https://docs.example.org/d/1"}': "Google Docs",
    b"%PDF-1.7": "PDF",
}


@pytest.mark.parametrize("data", CASES, ids=list(CASES.values()))
def test_a_file_that_is_not_opened_is_named_with_the_way_out(data: bytes) -> None:
    assert (name_of(data) or "").startswith(CASES[data])
    for kind in ("picture", "video", "draft"):
        error = unknown_format(f"{kind}-format-unknown", data)
        assert error.code == f"{kind}-format-named"
        said = sentence_of_error(error)
        assert CASES[data] in said
        assert "Save it as" in said


def test_what_nobody_knows_keeps_the_sentence_of_what_is_opened() -> None:
    assert name_of(b"She teaches two patterns.") is None
    assert unknown_format("picture-format-unknown", b"\x07\x08").code == "picture-format-unknown"


def test_a_saved_web_page_and_a_mail_are_no_drafts_as_text() -> None:
    assert is_mail(PAGE)
    with pytest.raises(Refusal, match="draft-format-unknown"):
        look_into(PAGE + b"She teaches two patterns.")
