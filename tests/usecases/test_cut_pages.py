"""A page is read alike whether the person has cut the strip off it or not."""

import pytest
from quick_cases import quick_rows_among
from signed_letters_made import DPI, photographed, signed

from consentkit.domain.letters.records import ReturnNote, TickState
from consentkit.pages.files import incoming
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.prints import letter_pdf, maps_of
from consentkit.usecases.letters.returns import pages_of_letter, suggested_ticks, take_letters_in

TICKED = {"L04.photo", "L05.face-hidden", "L08.social", "L24.yes", "L25.given"}
"""Beside none of them stands a long stroke of Arabic, which may look like a line through words."""
BLANKS = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}
EACH = [(language, how) for language in ("th", "my", "ar") for how in ("whole", "cut", "photographed")]


@pytest.mark.parametrize(("language", "how"), quick_rows_among(EACH, [("ar", "cut")]))
def test_ticks_are_read_with_the_strip_and_without(open_as, tmp_path, language, how):
    volunteer = open_as("volunteer-1")
    new = NewLetter(form="adult", language=language, organisation="River House", blanks=BLANKS)
    made = make_letter(volunteer, new)
    *_, last = maps_of(volunteer, made)
    assert b"Simplex" in letter_pdf(volunteer, made.paper)
    pages = signed(volunteer, made, TICKED)
    if how != "whole":
        whole = pages[-1]
        pages[-1] = whole.crop((0, 0, whole.width, round(last.height_mm * DPI / 25.4)))
        assert pages[-1].height < whole.height
    for number, page in enumerate(pages):
        file = tmp_path / f"{number}.jpg"
        if how == "photographed":
            file.write_bytes(photographed(page, degrees=2.0, quality=80))
        else:
            page.save(file, quality=90)
        take_letters_in(volunteer, [incoming(file)])
    seen = suggested_ticks(volunteer, made.letter.id)
    unsure = {box for box, state in seen.items() if state is TickState.UNSURE}
    # None is read as what it is not; of a Burmese page a person is asked about one.
    assert {box for box, state in seen.items() if state is TickState.TICKED} == TICKED - unsure
    assert len(unsure) <= (1 if language == "my" else 0)
    notes = {note for page in pages_of_letter(volunteer, made.letter.id) for note in page.notes}
    assert notes <= {ReturnNote.LOW_RESOLUTION}
