"""Words that are put out of sight by where they stand, and words in what an archive says of its members."""

import io
import struct
import zipfile

import pytest
from hiding_in_documents import odt
from making_documents import docx, raw_pdf, stream, zipped

from consentkit.documents.service import look_into

_W = 'xmlns:w="w" xmlns:a="a" xmlns:wp="wp" xmlns:v="v"'
SECRET = "Sokha"
WORDS = f"<w:r><w:t>{SECRET}</w:t></w:r>"
BLACK = f'<w:r><w:rPr><w:color w:val="000000"/></w:rPr><w:t>{SECRET}</w:t></w:r>'
SHADED = '<w:shd w:val="clear" w:fill="000000"/>'


def word(body: str, before: str = "", **more: str) -> bytes:
    shown = "<w:p><w:r><w:t>She teaches.</w:t></w:r></w:p>"
    text = f"{before}<w:document {_W}><w:body>{shown}{body}</w:body></w:document>"
    return docx([], **({"word/document.xml": text} | more))


def changed(at: int, by: bytes, mark: bytes = b"PK\x03\x04") -> bytes:
    """A DOCX whose first list of members, or the last, has these bytes."""
    data = bytearray(word(""))
    start = data.find(mark) + at
    data[start : start + len(by)] = by
    return bytes(data)


def folder(name: str) -> bytes:
    out = io.BytesIO(word(""))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"")
    return out.getvalue()


def encoded(names: bytes) -> bytes:
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 500] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        stream(b"", b"BT /F1 12 Tf 40 450 Td (She teaches.) Tj ET"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences ["
        + names
        + b"] >> >>",
    )


MANIFEST = "META-INF/manifest.xml"
AWAY = {
    "far to the left": word(f'<w:p><w:pPr><w:ind w:left="-9000"/></w:pPr>{WORDS}</w:p>'),
    "far to the right": word(f'<w:p><w:pPr><w:ind w:firstLine="31000"/></w:pPr>{WORDS}</w:p>'),
    "in a frame beside the page": word(f'<w:p><w:pPr><w:framePr w:x="-20000"/></w:pPr>{WORDS}</w:p>'),
    "letters over each other": word('<w:r><w:rPr><w:spacing w:val="-400"/></w:rPr><w:t>Sokha</w:t></w:r>'),
    "far below": word('<w:r><w:rPr><w:position w:val="-3000"/></w:rPr><w:t>Sokha</w:t></w:r>'),
    "in a line of no height": word(f'<w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>{WORDS}'),
    "in a row of no height": word(f'<w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>{WORDS}'),
    "black in a black paragraph": word(f"<w:p><w:pPr>{SHADED}</w:pPr>{BLACK}</w:p>"),
    "black in a black cell": word(f"<w:tc><w:tcPr>{SHADED}</w:tcPr><w:p>{BLACK}</w:p></w:tc>"),
    "in a box of no size": word(f'<w:drawing><wp:extent cx="0" cy="0"/>{WORDS}</w:drawing>'),
    "in a box that is not shown": word(f'<v:shape style="visibility:hidden">{WORDS}</v:shape>'),
    "a kind of document": word("", "<!DOCTYPE sokha>"),
    "an instruction": word("", "<?sokha?>"),
    "a program's own instruction": word("", '<?mso-application progid="Sokha"?>'),
    "people": word(
        "", **{"word/people.xml": '<w:people xmlns:w="w"><w:person w:author="Sokha"/></w:people>'}
    ),
    "an index": b"{\\rtf1\\ansi She{\\xe Sokha}}",
    "a list of contents": b"{\\rtf1\\ansi She{\\tc Sokha}}",
    "no picture": b"{\\rtf1\\ansi She{\\nonshppict Sokha}}",
    "a property of a shape": b"{\\rtf1\\ansi She{\\shp{\\*\\shpinst{\\sp{\\sn wzName}{\\sv Sokha}}}}}",
    "a number for older programs": b"{\\rtf1\\ansi She{\\listtext Sokha}}",
    "said for a picture in Markdown": b"![Sokha](data:image/png;base64,AAAA)",
    "no width": "She\u200b\u200c\u200b\u200c\u200b".encode(),
    "a ghost in TeX": b"She $\\phantom{Sokha}$",
    "a hidden list of a page": b"<html><body><p>She</p><nav hidden><p>Sokha</p></nav></body></html>",
    "a manifest's member": odt(
        [], **{MANIFEST: "<m:manifest xmlns:m='m'><m:e m:full-path='Sokha'/></m:manifest>"}
    ),
    "a manifest's words": odt([], **{MANIFEST: "<m:manifest xmlns:m='m'>Sokha</m:manifest>"}),
    "what a file says of itself": odt([], **{"manifest.rdf": "<r:RDF xmlns:r='r'>Sokha</r:RDF>"}),
    "a kind of file": zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text Sokha",
            "content.xml": "<office:document-content xmlns:office='o'/>",
        }
    ),
    "the time of a member": changed(10, b"Sokh"),
    "another time in the list": changed(12, b"So", b"PK\x01\x02"),
    "what a member is": changed(38, b"Sokh", b"PK\x01\x02"),
    "by which version": changed(4, b"So", b"PK\x01\x02"),
    "a folder": folder("Sokha Invented/"),
    "codes of an encoding": encoded(b"1 /S /o /k /h /a"),
}
THERE = {
    "a list": word(f'<w:p><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>{WORDS}</w:p>'),
    "a line": word(f'<w:p><w:pPr><w:spacing w:line="276" w:lineRule="auto"/></w:pPr>{WORDS}</w:p>'),
    "white by itself on black": word(f"<w:p><w:pPr>{SHADED}</w:pPr>{WORDS}</w:p><w:p>{BLACK}</w:p>"),
    "a picture": word('<w:drawing><wp:extent cx="0" cy="0"/></w:drawing><w:p><w:r><w:t>x</w:t></w:r></w:p>'),
    "numbers for older programs": b"{\\rtf1\\ansi {\\listtext\\f0 1.\\tab}She}",
    "an instruction": word("", '<?mso-application progid="Word.Document"?>'),
    "letters that are drawn": encoded(b"83 /S 104 /h /a 101 /e"),
    "letters of a whole font": encoded(b"1 /A /B /C /D /E /F"),
    "a member's time": changed(10, struct.pack("<HH", 0, 33)),
}  # fmt: skip


@pytest.mark.parametrize("case", AWAY)
def test_words_that_are_put_out_of_sight_are_told(case: str) -> None:
    assert look_into(AWAY[case]).parts != ()


@pytest.mark.parametrize("case", THERE)
def test_what_is_there_to_be_seen_asks_for_no_look(case: str) -> None:
    assert look_into(THERE[case]).parts == ()
