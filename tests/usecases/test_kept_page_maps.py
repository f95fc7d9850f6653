"""Where boxes stand is kept with a letter: what was printed is read right whatever is set otherwise later.

The letters were printed by an earlier program (`data/make_letters.py`).
"""

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from signed_letters_made import DPI, confirm, stroked

from consentkit.domain.errors import Conflict
from consentkit.domain.events import EventName
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.page_maps import PageMaps
from consentkit.domain.letters.records import Letter, LetterPaper, ReturnNote, TickState
from consentkit.domain.people import Age, AgeBasis
from consentkit.pages.files import incoming
from consentkit.store.letters.letters import letters
from consentkit.typesetting.letters.letters import page_maps
from consentkit.typesetting.text import scripts
from consentkit.usecases.letters.letters import find_made, make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.prints import fonts_of, open_letter, print_again
from consentkit.usecases.letters.returns import pages_of_letter, suggested_ticks, take_letters_in
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.stories.stories import add_story, put_contributor
from consentkit.usecases.workspaces import open_workspace

PRINTED = Path(__file__).parent / "data" / "letters-printed"
TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
SCRIPTS = {"L-0000-0001": "Thai", "L-0000-0002": "Khmr", "L-0000-0003": "Arab"}
EACH = [pytest.param(code, marks=() if code == "L-0000-0001" else pytest.mark.slow) for code in SCRIPTS]
_SPACED = 0.05
"""Ems more between the lines: as little as one would change and not think of old paper."""


@pytest.fixture
def volunteer(make_workspace, tmp_path, passphrase):
    folder = make_workspace(tmp_path)
    with open_workspace(folder, "volunteer-1", passphrase, clock=lambda: TODAY) as workspace:
        yield workspace


def paper_of(code):
    return LetterPaper.model_validate_json((PRINTED / f"{code}.json").read_bytes())


def maps_of(code):
    return PageMaps.model_validate_json((PRINTED / f"{code}-maps.json").read_bytes())


def record(workspace, code, maps):
    """Record a letter as the program that printed it did; `maps` is `None` for one before maps were kept."""
    paper = paper_of(code)
    with workspace.change(EventName.LETTER_MADE) as change:
        letter = Letter(
            id=code,
            form=paper.text.form,
            form_version=paper.text.form_version,
            purpose=FormPurpose.CONSENT,
            language=paper.text.language,
            paper=change.keep_file(paper.model_dump_json().encode()),
            digest=paper.digest,
            made_on=date(2026, 11, 20),
            made_by=change.actor.handle,
            page_maps=change.keep_file(maps.model_dump_json().encode()) if maps else None,
        )
        letters.insert(change.db, letter)
        change.record(code)


def take_in(workspace, code, tmp_path):
    """Tick every second box on the paper, take its pages in, and return what was ticked."""
    pages, ticked = [], set()
    document = pypdfium2.PdfDocument(PRINTED / f"{code}.pdf")
    for page, where in zip(document, maps_of(code).pages, strict=True):
        chosen = set(list(where.tick_boxes)[::2])
        ticked |= chosen
        pages.append(stroked(page.render(scale=DPI / 72).to_pil().convert("RGB"), where, chosen))
    pages[0].save(tmp_path / "signed.pdf", save_all=True, append_images=pages[1:], resolution=DPI)
    (taken,) = take_letters_in(workspace, [incoming(tmp_path / "signed.pdf")])
    assert taken.error is None
    return ticked


@pytest.fixture
def set_otherwise(monkeypatch):
    """`set_otherwise("Thai")` has the program set a script with a little more space from now on."""

    def it(script):
        style = scripts._STYLES[script]
        wider = dataclasses.replace(
            style, leading=style.leading + _SPACED, tight=style.tight + _SPACED, optical=style.optical * 1.01
        )
        monkeypatch.setitem(scripts._STYLES, script, wider)

    return it


@pytest.mark.parametrize("code", EACH)
def test_paper_of_an_earlier_program_is_read_right_after_spacing_changed(
    volunteer, tmp_path, set_otherwise, code
):
    record(volunteer, code, maps_of(code))
    set_otherwise(SCRIPTS[code])
    assert page_maps(paper_of(code), fonts_of(volunteer)) != maps_of(code).pages
    ticked = take_in(volunteer, code, tmp_path)
    seen = suggested_ticks(volunteer, code)
    sure = {box for box, state in seen.items() if state is TickState.TICKED}
    unsure = {box for box, state in seen.items() if state is TickState.UNSURE}
    # None is read as what it is not; of the Arabic page a person is asked about two.
    assert sure == ticked - unsure
    assert len(unsure) <= (2 if code == "L-0000-0003" else 0)


@pytest.mark.parametrize("code", EACH)
def test_a_page_whose_frames_sit_elsewhere_suggests_nothing_and_says_so(
    volunteer, tmp_path, set_otherwise, code
):
    set_otherwise(SCRIPTS[code])
    record(volunteer, code, PageMaps(pages=page_maps(paper_of(code), fonts_of(volunteer))))
    take_in(volunteer, code, tmp_path)
    first = pages_of_letter(volunteer, code)[0]
    assert (first.ticks, first.notes) == ({}, (ReturnNote.FRAMES_ELSEWHERE,))
    assert first.straightened is not None


def test_a_letter_from_before_maps_were_kept_suggests_nothing_and_can_be_confirmed(volunteer, tmp_path):
    code = "L-0000-0001"
    record(volunteer, code, None)
    ticked = take_in(volunteer, code, tmp_path)
    pages = pages_of_letter(volunteer, code)
    assert [page.notes for page in pages] == [(ReturnNote.NO_MAP,)] * len(pages)
    assert all(page.straightened for page in pages)
    assert set(suggested_ticks(volunteer, code).values()) == {TickState.UNSURE}
    answers = frozenset(box for box in ticked if box.startswith("L04"))
    assert confirm(volunteer, code, answers).ticked


def test_what_is_made_now_has_its_maps_in_the_vault(volunteer):

    blanks = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}
    made = make_letter(volunteer, NewLetter(form="adult", language="en", blanks=blanks))
    kept = PageMaps.model_validate_json(volunteer.records.vault.get(made.letter.page_maps))
    assert kept.pages == page_maps(made.paper, fonts_of(volunteer))


def test_a_letter_whose_boxes_would_stand_elsewhere_is_not_printed_again(volunteer, set_otherwise):
    code = "L-0000-0001"
    record(volunteer, code, maps_of(code))
    assert print_again(volunteer, open_letter(volunteer, code)).startswith(b"%PDF-")
    set_otherwise(SCRIPTS[code])
    with pytest.raises(Conflict, match="letter-set-otherwise"):
        print_again(volunteer, open_letter(volunteer, code))


def test_a_letter_of_another_setting_is_made_anew_where_the_same_is_asked_for(
    volunteer, passphrase, set_otherwise
):
    with open_workspace(volunteer.folders.root, "officer-1", passphrase, clock=lambda: TODAY) as officer:
        person = add_contributor(
            officer, NewContributor(language="th", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
        ).code
        story = add_story(officer, "A year at the school").id
        put_contributor(officer, story, person)
    blanks = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}
    new = NewLetter(form="adult", language="th", contributor=person, story=story, blanks=blanks)
    made = make_letter(volunteer, new)
    assert find_made(volunteer, new).letter.id == made.letter.id
    set_otherwise("Thai")
    assert find_made(volunteer, new) is None
