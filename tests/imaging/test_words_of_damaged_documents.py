"""Two thousand damaged documents with telephone numbers: none may come out as one in which nothing is."""

import time
from random import Random

import pytest
from hiding_in_documents import odt
from making_documents import Pdf, docx, epub, pptx

from consentkit.documents.documents import new_document_reader
from consentkit.domain.words.languages import Readable
from consentkit.usecases.words.file_checks import check_document

from .mutations import damaged

NUMBER = "+855 12 345 6"
SAID = [f"She was told to call {NUMBER}{line:02} when the shop had closed for the day." for line in range(60)]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def whole_documents():
    words = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in SAID)
    slide = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in SAID)
    page = "".join(f"<p>{line}</p>" for line in SAID)
    pages, packed = Pdf(pageCompression=0), Pdf(pageCompression=1)
    for made in (pages, packed):
        for first in range(0, len(SAID), 10):
            for row, line in enumerate(SAID[first : first + 10]):
                made.canvas.drawString(10, 450 - 20 * row, line)
            made.page()
    return {
        "docx": docx([], **{"word/document.xml": f"<w:document {W}><w:body>{words}</w:body></w:document>"}),
        "pptx": pptx([b""], **{"ppt/slides/slide1.xml": f'<p:sld xmlns:p="p" xmlns:a="a">{slide}</p:sld>'}),
        "odt": odt([], words="".join(f"<text:p>{line}</text:p>" for line in SAID)),
        "epub": epub([b""], **{"OEBPS/text/c1.xhtml": f"<html><body>{page}</body></html>"}),
        "html": f"<!doctype html><html><body>{page}</body></html>".encode(),
        "rtf": ("{\\rtf1\\ansi " + "\\par ".join(SAID) + "}").encode(),
        "text": "\n\n".join(SAID).encode(),
        "utf-16": "\n\n".join(SAID).encode("utf-16"),
        "pdf": pages.done(),
        "pdf-packed": packed.done(),
    }


@pytest.fixture(scope="module")
def reader():
    """One reader for all; it is started again where a document brings it down."""
    worker = new_document_reader()
    yield worker
    worker.close()


def test_whole_documents_have_every_number(reader):
    for name, data in whole_documents().items():
        assert len({one.wording for one in check_document(data, worker=reader).findings}) == len(SAID), name


@pytest.mark.parametrize("count", [20, pytest.param(2000, marks=pytest.mark.slow)])
def test_no_damaged_document_comes_out_as_one_in_which_nothing_is(reader, count):
    chance = Random(20261130)
    whole = list(whole_documents().items())
    silent, unread = [], 0
    for number in range(count):
        name, data = whole[number % len(whole)]
        changed = damaged(data, chance)
        began = time.monotonic()
        checked = check_document(changed, worker=reader)
        assert time.monotonic() - began < 60, (number, name)
        unread += checked.readable is not Readable.YES
        # What was cut off before the first number holds none.
        is_lost = name in {"html", "rtf", "text"} and NUMBER.encode() not in changed
        if not checked.waits and not is_lost:
            silent.append((number, name))
    assert silent == []
    assert 0 < unread < count
