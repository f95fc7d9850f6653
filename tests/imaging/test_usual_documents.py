"""A usual document asks for no look at what programs write by themselves; anything else there is told."""

import re

import pytest
from quick_cases import quick_among
from usual_documents import USUAL

from consentkit.documents.documents import opened_document
from consentkit.domain.words.drafts import Holds

SECRET = "Sokha lives at 12 River Road"
TOLD = {Holds.PROPERTIES, Holds.HIDDEN_WORDS, Holds.NAMES}


def holds(data):
    with opened_document(data) as document:
        return [part.holds for part in document.parts]


@pytest.mark.parametrize("program", USUAL)
def test_a_usual_document_asks_for_no_look(program):
    make, parts = USUAL[program]
    assert holds(make([], **parts)) == []


def _places(part, text):
    """Yield the part with something hidden: in each text, in each attribute, between tags, beside them."""
    if part.startswith("docProps/") or part == "meta.xml":
        for found in re.finditer(r">([^<>\s][^<>]*)<", text):
            yield text[: found.start(1)] + SECRET + text[found.end(1) :]
            yield text[: found.end(1)] + " " + SECRET + text[found.end(1) :]
        for found in re.finditer(r"<([\w:]+)></\1>", text):
            yield text[: found.end(1) + 1] + SECRET + text[found.end(1) + 1 :]
    if part.startswith("customXml/"):
        for found in re.finditer(r'(?<!encoding)(?<!version)(?<!standalone)="([^"<>]*)"', text):
            yield text[: found.start(1)] + SECRET + text[found.end(1) :]
    if part.startswith(("docProps/", "customXml/")) or part == "meta.xml":
        last = text.rindex("</")
        yield f'{text[:last]}<x note="{SECRET}"/>{text[last:]}'
    last = text.rindex("</") if "</" in text else text.rindex("/>")
    yield f"{text[:last]}<!-- {SECRET} -->{text[last:]}" if "</" in text else f"{text}<!-- {SECRET} -->"
    if "</" in text:
        yield f"{text[:last]}<x>{SECRET}</x>{text[last:]}"


HIDDEN = {
    f"{program}, {part}, {number}": (program, part, changed)
    for program, (_make, parts) in USUAL.items()
    for part, text in parts.items()
    for number, changed in enumerate(_places(part, text))
}


@pytest.mark.parametrize("case", quick_among(list(HIDDEN), list(HIDDEN)[::24]))
def test_whatever_else_stands_in_a_part_that_programs_write_is_told(case):
    program, part, changed = HIDDEN[case]
    make, parts = USUAL[program]
    assert TOLD & set(holds(make([], **(parts | {part: changed}))))
