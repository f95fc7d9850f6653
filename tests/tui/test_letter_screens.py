"""Letters by keys alone: made, read, printed, for a roster, taken in, confirmed; their languages approved."""

import re

import pytest
from driving import LARGE, fill, press, settle, text_of, write
from preparing import ADULT, CHILD, begin_story, say_yes
from seeing import seen
from signed_letters_made import look_at_pages
from textual.events import Paste
from textual.widgets import Input, SelectionList

from consentkit.domain.codes import new_code
from consentkit.domain.consents import Decision
from consentkit.domain.events import EventName, Showing
from consentkit.domain.letters.records import Ink, ReturnedPage, ReturnNote, TickState
from consentkit.store.letters.letters import returned_pages
from consentkit.tui.screens.letters import papers as letter_papers
from consentkit.tui.screens.letters.batch import BatchScreen
from consentkit.tui.screens.letters.confirming import ConfirmScreen
from consentkit.tui.sections import load_screen
from consentkit.tui.widgets.lines import Lines
from consentkit.usecases.consents.consents import list_consents
from consentkit.usecases.consents.row_meanings import rows_on
from consentkit.usecases.letters.compositions import compose
from consentkit.usecases.letters.forms import forms_of
from consentkit.usecases.letters.letters import list_letters, make_letter, set_letter_aside
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.prints import open_letter
from consentkit.usecases.letters.releases import get_release
from consentkit.usecases.letters.returns import count_pages, tick_boxes_of
from consentkit.usecases.letters.showings import show_page
from consentkit.usecases.log.audits import read_audit
from consentkit.usecases.stories.stories import approvals_of
from consentkit.wording.letters.fields import BLANKS

TYPED = {"blank_contact": "+66 2 555 0100", "blank_purpose": "our yearly report", "blank_until": "2027-05-03"}
UNSIGNED = {"contributor.signature": Ink.NOTHING}
USUAL = {"contact": "+66 2 555 0100", "purpose": "our yearly report", "until": "2027-05-03"}


@pytest.fixture
def last_event(open_as):
    """Return what the log's last event is, by whom and of what."""

    def read():
        event = read_audit(open_as("auditor-1"), limit=1)[0]
        return event.action, event.actor, event.subject

    return read


def make(workspace, contributor=None, story=None, **changed):
    new = NewLetter(
        **(
            {"form": "adult", "language": "km", "contributor": contributor, "story": story, "blanks": USUAL}
            | changed
        )
    )
    return make_letter(workspace, new).letter


def come_back(workspace, letter, number=1, *, of=1, ticks=None, signing=None, notes=()):
    """Put a page among those that came back, as the intake would."""
    page = ReturnedPage(
        id=new_code("R"), letter=letter, page=number if letter else None, pages=of if letter else None,
        original=workspace.records.vault.put(b"\x89PNG"), digest="0" * 64, original_page=1,
        straightened=None, ticks=ticks or {}, signing=signing, notes=notes, taken_in_on=workspace.today,
        taken_in_by=workspace.actor.handle,
    )  # fmt: skip
    with workspace.change(EventName.PAGE_TAKEN_IN) as change:
        returned_pages.insert(change.db, page)
        change.record(page.id, letter=letter, number=1)
    return page.id


async def _tab_to(pilot, field):
    for _step in range(60):
        if pilot.app.focused.id == f"field-{field}":
            return
        await press(pilot, "tab")
    pytest.fail(f"no tab reaches {field}:\n{text_of(pilot.app)}")


async def choose_form(pilot, form, language):
    """Choose both by typing, as one who knows what they want."""
    await write(pilot, form)
    await press(pilot, "enter")
    await write(pilot, language)
    await press(pilot, "enter")


async def test_a_volunteers_journey_from_roster_to_printed_letters_by_keys_alone(
    app_as, open_as, tmp_path, monkeypatch
):
    _story, first, second = begin_story(open_as("officer-1"), ADULT, ADULT)
    roster = tmp_path / "roster.csv"
    roster.write_text(f"contributor,language\n{first},km\n{second},th\n", encoding="utf-8")
    out = tmp_path / "letters"
    monkeypatch.chdir(tmp_path)
    async with app_as("volunteer-1") as pilot:
        assert "f8  Letters" in text_of(pilot.app)
        await press(pilot, "f8")
        assert "No letter is made yet." in text_of(pilot.app)
        await press(pilot, "b")
        assert "Which form?" in text_of(pilot.app)
        await choose_form(pilot, "adult", "km")
        await write(pilot, roster.name)
        for name, text in TYPED.items():
            await _tab_to(pilot, name)
            await write(pilot, text)
        await press(pilot, "ctrl+s")
        assert "2 letters. m makes them all." in text_of(pilot.app)
        assert f"{first} km" in text_of(pilot.app)
        await press(pilot, "m")
        assert text_of(pilot.app).count("✓ L-") >= 2
        await press(pilot, "s")
        await write(pilot, out.name)
        await press(pilot, "ctrl+s")
        assert "Written to" in seen(pilot)
        await press(pilot, "escape")
        assert text_of(pilot.app).count("out: not back yet") == 2
    made = list_letters(open_as("manager-1"))
    assert sorted(file.name for file in out.iterdir()) == sorted(f"{one.id}.pdf" for one in made)
    assert all(file.read_bytes().startswith(b"%PDF-") for file in out.iterdir())
    assert {(one.contributor, one.language) for one in made} == {(first, "km"), (second, "th")}


@pytest.mark.slow
async def test_one_pdf_holds_all_letters_of_a_roster(app_as, open_as, tmp_path):
    _story, person = begin_story(open_as("officer-1"), ADULT)
    roster = tmp_path / "roster.csv"
    roster.write_text(f"contributor\n{person}\n", encoding="utf-8")
    async with app_as("volunteer-1") as pilot:
        await press(pilot, "f8", "b")
        await choose_form(pilot, "adult", "km")
        await fill(pilot, roster=str(roster), **TYPED)
        await press(pilot, "ctrl+s", "m", "e")
        await fill(pilot, file=str(tmp_path / "all.pdf"))
        await press(pilot, "ctrl+s")
        await settle(pilot)
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
async def test_what_is_wrong_in_a_roster_stands_beside_its_row_and_nothing_is_made(app_as, open_as, tmp_path):
    _story, adult, child = begin_story(open_as("officer-1"), ADULT, CHILD)
    roster = tmp_path / "roster.csv"
    roster.write_text(
        f"contributor,language\n{adult},km\n{child},km\nC-0000-0001,km\n{adult},shn\n", encoding="utf-8"
    )
    async with app_as("volunteer-1", size=LARGE) as pilot:
        await press(pilot, "f8", "b")
        await choose_form(pilot, "adult", "km")
        await fill(pilot, roster=str(roster), **TYPED)
        await press(pilot, "ctrl+s")
        shown = text_of(pilot.app)
        assert "3 rows are wrong." in shown
        assert len(re.findall("✗", shown)) >= 3
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, BatchScreen)
        await press(pilot, "escape")
        # What was typed is there again.
        assert pilot.app.screen.query_one("#field-blank_contact", Input).value == "+66 2 555 0100"
    assert list_letters(open_as("manager-1")) == ()


@pytest.mark.slow
async def test_no_line_of_what_is_pasted_is_dropped_without_a_word(app_as, open_as):
    async with app_as("volunteer-1", size=LARGE) as pilot:
        await press(pilot, "f8", "n")
        await choose_form(pilot, "adult", "km")
        field = pilot.app.screen.query_one("#field-blank_purpose", Input)
        field.focus()
        field.post_message(Paste("our yearly report\nNEVER the website\n"))
        await settle(pilot)
        assert field.value == "our yearly report NEVER the website"
        assert "2 lines were pasted" in seen(pilot)


@pytest.mark.slow
async def test_one_letter_is_read_first_then_made_then_written(app_as, open_as, tmp_path, last_event):
    story, person = begin_story(open_as("officer-1"), ADULT)
    async with app_as("officer-1", size=LARGE) as pilot:
        await press(pilot, "f8", "n")
        await choose_form(pilot, "adult", "th")
        assert "Whom is it for?" in text_of(pilot.app)
        await press(pilot, "down", "down", "enter")
        await press(pilot, "down", "down", "enter")
        assert pilot.app.screen.query_one("#field-contributor", Input).value == person
        assert pilot.app.screen.query_one("#field-story", Input).value == story
        assert pilot.app.screen.query_one("#field-blank_takedown_days", Input).value == "3"
        assert not pilot.app.screen.query("#field-blank_withdrawal_code")
        await fill(pilot, **TYPED)
        await press(pilot, "ctrl+s")
        assert "+66 2 555 0100" in _words(pilot)
        assert list_letters(open_as("manager-1")) == ()
        await press(pilot, "m")
        assert "out: not back yet" in text_of(pilot.app)
        await press(pilot, "e")
        await fill(pilot, file=str(tmp_path / "one.pdf"))
        await press(pilot, "ctrl+s")
        await settle(pilot)
    (made,) = list_letters(open_as("manager-1"))
    assert (made.contributor, made.story, made.language) == (person, story, "th")
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF-")
    assert last_event() == ("letter-shown", "officer-1", made.id)


def _words(pilot):
    return str(pilot.app.screen.query_one(".body").content)


@pytest.mark.slow
async def test_a_complaint_stands_beside_its_blank(app_as, open_as):
    begin_story(open_as("officer-1"), ADULT)
    async with app_as("volunteer-1") as pilot:
        await press(pilot, "f8", "n")
        await choose_form(pilot, "adult", "km")
        await fill(pilot, **(TYPED | {"blank_until": "tomorrow"}))
        await press(pilot, "ctrl+s")
        complaint = pilot.app.screen.query_one("#complaint-blank_until")
        assert complaint.has_class("shown")
        assert "2026-05-31" in str(complaint.content)


@pytest.mark.slow
async def test_an_organisation_asks_less_and_a_face_only_as_safeguarding(app_as, open_as):
    async with app_as("volunteer-1", size=LARGE) as pilot:
        await press(pilot, "f8", "n")
        await choose_form(pilot, "adult", "en")
        screen = pilot.app.screen
        looks = screen.query_one("#field-offer_L05", SelectionList)
        assert "face-shown" not in looks.selected
        assert not screen.query("#field-offer_L24")
        media = screen.query_one("#field-offer_L04", SelectionList)
        media.deselect("video")
        await fill(pilot, **TYPED)
        await press(pilot, "ctrl+s", "m")
    volunteer = open_as("volunteer-1")
    (made,) = list_letters(volunteer)
    boxes = tick_boxes_of(open_letter(volunteer, made.id).paper)
    assert "L04.photo" in boxes
    assert "L04.video" not in boxes
    async with app_as("safeguarding-1", size=LARGE) as pilot:
        await press(pilot, "f8", "n")
        await choose_form(pilot, "adult", "en")
        await press(pilot, "enter", "enter")
        assert "face-shown" in pilot.app.screen.query_one("#field-offer_L05", SelectionList).selected


@pytest.mark.slow
async def test_a_card_is_printed_blank_and_never_made(app_as, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(
        letter_papers, "open_paper", lambda path: opened.append(path.read_bytes()) or "opened"
    )
    async with app_as("volunteer-1") as pilot:
        await press(pilot, "f8", "n")
        await choose_form(pilot, "rights", "en")
        await fill(pilot, blank_contact="+66 2 555 0100")
        await press(pilot, "ctrl+s")
        assert "Make it" not in text_of(pilot.app)
        await press(pilot, "m", "p")
        await settle(pilot)
    assert opened[0].startswith(b"%PDF-")


async def test_what_is_opened_to_print_is_gone_when_the_screen_is_left(app_as, open_as, monkeypatch):
    opened = []
    monkeypatch.setattr(letter_papers, "open_paper", lambda path: opened.append(path) or "opened")
    officer = open_as("officer-1")
    _story, person = begin_story(officer, ADULT)
    letter = make(officer, person)
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(load_screen("letters.letter:LetterScreen", letter.id))
        await press(pilot, "p")
        await settle(pilot)
        assert opened[0].is_file()
        assert person not in opened[0].name
        await press(pilot, "escape")
        assert not opened[0].exists()


@pytest.mark.slow
async def test_the_list_is_filtered_and_searched(app_as, open_as):
    officer = open_as("officer-1")
    _story, person = begin_story(officer, ADULT)
    out, aside = make(officer, person), make(officer)
    set_letter_aside(officer, aside.id)
    async with app_as("volunteer-1") as pilot:
        await press(pilot, "f8")
        assert out.id in text_of(pilot.app)
        await press(pilot, "f", "end", "enter")
        shown = text_of(pilot.app)
        assert aside.id in shown
        assert out.id not in shown
        await press(pilot, "f", "home", "enter", "slash")
        await write(pilot, out.id)
        assert aside.id not in text_of(pilot.app)
        await press(pilot, "enter", "enter")
        assert f"Letter {out.id}" in text_of(pilot.app)


@pytest.mark.slow
async def test_a_letter_that_was_not_used_is_set_aside_after_a_question(app_as, open_as, last_event):
    officer = open_as("officer-1")
    letter = make(officer)
    async with app_as("volunteer-1") as pilot:
        pilot.app.push_screen(load_screen("letters.letter:LetterScreen", letter.id))
        await press(pilot, "d", "n")
        assert last_event()[0] == "letter-made"
        await press(pilot, "d", "y")
        assert "set aside" in text_of(pilot.app)
        # What was set aside is not set aside again.
        assert "Set aside" not in text_of(pilot.app)
    assert last_event() == ("letter-set-aside", "volunteer-1", letter.id)


async def test_a_letter_is_given_to_a_volunteer_who_finds_it_among_theirs(app_as, open_as, last_event):
    officer = open_as("officer-1")
    letter, other = make(officer), make(officer)
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(load_screen("letters.letter:LetterScreen", letter.id))
        await press(pilot, "g")
        assert "will see the name" in text_of(pilot.app)
        await press(pilot, "end", "enter")
        assert "Given to volunteer-1 to be printed." in text_of(pilot.app)
    assert last_event() == ("letter-given", "officer-1", letter.id)
    async with app_as("volunteer-1") as pilot:
        await press(pilot, "f8", "f", "home", "down", "enter")
        assert letter.id in text_of(pilot.app)
        assert other.id not in text_of(pilot.app)
        assert "to be printed by you" in text_of(pilot.app)


async def test_an_auditor_reads_letters_and_makes_none(app_as, open_as):
    letter = make(open_as("officer-1"))
    async with app_as("auditor-1") as pilot:
        await press(pilot, "f8")
        assert letter.id in text_of(pilot.app)
        assert "New letter" not in text_of(pilot.app)
        await press(pilot, "n")
        assert "Which form?" not in text_of(pilot.app)


async def test_letters_are_read_by_whose_hands_they_are_in_and_that_is_recorded(app_as, open_as, last_event):
    theirs, own = make(open_as("officer-1")), make(open_as("volunteer-1"))
    async with app_as("volunteer-1") as pilot:
        pilot.app.push_screen(load_screen("letters.letter:LetterScreen", theirs.id))
        await settle(pilot)
        assert "each look is recorded" in text_of(pilot.app)
        await press(pilot, "a")
        assert "made or taken in by somebody else" in seen(pilot)
        pilot.app.push_screen(load_screen("letters.letter:LetterScreen", own.id))
        await settle(pilot)
        await press(pilot, "a")
        assert "Read aloud" in text_of(pilot.app)
    assert last_event() == ("letter-shown", "volunteer-1", own.id)
    async with app_as("auditor-1") as pilot:
        pilot.app.push_screen(load_screen("letters.letter:LetterScreen", own.id))
        await settle(pilot)
        for label in ("Read aloud", "Print", "Write a file"):
            assert label not in text_of(pilot.app)


def _suggested(workspace, letter):
    boxes = tick_boxes_of(open_letter(workspace, letter).paper)
    ticks = dict.fromkeys(boxes, TickState.EMPTY)
    return ticks | {
        "L04.photo": TickState.TICKED,
        "L08.website": TickState.UNSURE,
        "L24.yes": TickState.TICKED,
    }


@pytest.mark.slow
async def test_unclear_boxes_are_decided_before_a_letter_is_confirmed(app_as, open_as, last_event):
    story, person = begin_story(open_as("officer-1"), ADULT)
    volunteer = open_as("volunteer-1")
    letter = make(volunteer, person, story)
    ticks = _suggested(volunteer, letter.id)
    pages = [
        come_back(volunteer, letter.id, number, of=2, ticks=ticks if number == 1 else {}, signing=UNSIGNED)
        for number in (1, 2)
    ]
    async with app_as("volunteer-1", size=LARGE) as pilot:
        assert f"Letter {letter.id} came back." in text_of(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        shown = text_of(pilot.app)
        assert "[x] Photos" in shown or "[x]" in shown
        assert "[?]" in shown
        assert "seems ticked" in shown
        assert "nothing found" in " ".join(line.words for line in pilot.app.screen.query_one(Lines).lines)
        await press(pilot, "c")
        assert "Decide every box that is unclear first" in seen(pilot)
        assert "Confirm letter" in text_of(pilot.app).splitlines()[0]
        await press(pilot, "u", "space")
        assert "[?]" not in text_of(pilot.app)
        assert "you say: ticked" in text_of(pilot.app)
        await press(pilot, "c")
        assert "You have not opened these pages yet: page 1, page 2." in seen(pilot)
        for page in pages:
            show_page(volunteer, page, Showing.SHOWN)
        await press(pilot, "c")
        shown = " ".join(text_of(pilot.app).split())
        assert "What is not ticked means no." in shown
        assert "Nothing was found where somebody signs" in shown
        await press(pilot, "n")
        assert last_event()[0] == "page-shown"
        await press(pilot, "c", "y")
    release = get_release(open_as("manager-1"), letter.id)
    assert set(release.ticked) == {"L04.photo", "L08.website", "L24.yes"}
    assert last_event() == ("release-confirmed", "volunteer-1", letter.id)


@pytest.mark.slow
async def test_a_groups_sheet_is_confirmed_row_by_row_by_keys(app_as, open_as, last_event):
    officer = open_as("officer-1")
    story, first, second, third = begin_story(officer, ADULT, ADULT, ADULT)
    letter = make(officer, None, story, form="group", roster=(first, second, third))
    boxes = tick_boxes_of(open_letter(officer, letter.id).paper)
    ticks = dict.fromkeys(boxes, TickState.EMPTY)
    ticks |= dict.fromkeys((f"{first}.photo", f"{first}.print"), TickState.TICKED)
    ticks[f"{second}.no"] = TickState.UNSURE
    count = count_pages(officer, letter.id)
    for number in range(1, count + 1):
        come_back(officer, letter.id, number, of=count, ticks=ticks if number == count else {})
    look_at_pages(officer, letter.id)
    async with app_as("officer-1", size=LARGE) as pilot:
        pilot.app.push_screen(load_screen("letters.confirming:ConfirmScreen", letter.id))
        await settle(pilot)
        assert f"{first} · not read yet" in text_of(pilot.app)
        await press(pilot, "c")
        assert "No row is read yet" in seen(pilot)
        await press(pilot, "r", "u", "r")
        assert "Decide every box of this row that is unclear first" in seen(pilot)
        await press(pilot, "space", "r", "down", "n")
        assert text_of(pilot.app).count("you say: it stands so") == 2
        assert f"{third} · you say: nobody was there" in text_of(pilot.app)
        await press(pilot, "c")
        await fill(pilot, given_on=letter.made_on.isoformat(), places="TH")
        await press(pilot, "ctrl+s")
        shown = " ".join(text_of(pilot.app).split())
        assert f"Contributor {first} says yes" in shown
        assert f"contributor {second} says no" in shown
        await press(pilot, "y")
        assert "Consents recorded: 1. Rows that wait: 0." in seen(pilot)
        # Somebody was there after all: nothing rests on that row yet.
        pilot.app.push_screen(load_screen("letters.confirming:ConfirmScreen", letter.id))
        await settle(pilot)
        assert f"{first} · confirmed before\n" in text_of(pilot.app)
        assert f"{third} · confirmed before, and can be corrected" in text_of(pilot.app)
        await press(pilot, "space", "r", "c", "y")
        assert "Consents recorded: 0. Rows that wait: 0." in seen(pilot)
    assert last_event() == ("release-corrected", "officer-1", letter.id)
    assert {row.contributor: row.ticked for row in rows_on(officer, letter.id)}[third] == ("photo",)
    given = {one.contributor: one.decision for one in list_consents(officer)}
    assert given == {first: Decision.YES, second: Decision.NO}


@pytest.mark.slow
async def test_the_consent_is_recorded_from_the_confirmed_letter(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    letter = make(officer, person, story)
    ticks = {**_suggested(officer, letter.id), "L08.website": TickState.TICKED}
    for number in (1, 2):
        come_back(officer, letter.id, number, of=2, ticks=ticks if number == 1 else {})
    async with app_as("officer-1", size=LARGE) as pilot:
        look_at_pages(officer, letter.id)
        pilot.app.push_screen(load_screen("letters.confirming:ConfirmScreen", letter.id))
        await press(pilot, "c", "y")
        assert "Record the answer from this letter now?" in text_of(pilot.app)
        await press(pilot, "y", "enter")
        screen = pilot.app.screen
        assert screen.query_one("#field-release", Input).value == letter.id
        assert screen.query_one("#field-language", Input).value == "km"
        assert person in text_of(pilot.app).splitlines()[0]


@pytest.mark.slow
async def test_a_loose_page_is_matched_by_code_and_another_set_aside(app_as, open_as, last_event):
    officer = open_as("officer-1")
    letter = make(officer)
    first = come_back(officer, None, notes=(ReturnNote.NO_CODE,))
    second = come_back(officer, None, notes=(ReturnNote.NO_CODE,))
    async with app_as("volunteer-1", size=LARGE) as pilot:
        assert "Pages came back that belong to no letter yet: 2." in text_of(pilot.app)
        await press(pilot, "enter")
        assert first in text_of(pilot.app)
        assert "No code of ours was found on it." in text_of(pilot.app)
        await press(pilot, "enter", "m")
        await fill(pilot, letter=letter.id, number="7")
        await press(pilot, "ctrl+s")
        assert "This letter has" in text_of(pilot.app)
        await fill(pilot, number="2")
        await press(pilot, "ctrl+s")
        assert f"page 2 of 2 of {letter.id}" in seen(pilot)
        assert last_event() == ("page-matched", "volunteer-1", first)
        await press(pilot, "escape", "enter")
        # The lines moved up: the second page, or the letter that waits now.
        pilot.app.push_screen(load_screen("letters.returns:PageScreen", second))
        await press(pilot, "d", "y")
    assert last_event() == ("page-set-aside", "volunteer-1", second)


async def test_what_cannot_be_taken_in_is_told_and_left_as_it_is(app_as, tmp_path):
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "one.jpg").write_bytes(b"no picture")
    async with app_as("volunteer-1", size=LARGE) as pilot:
        await press(pilot, "f8", "t", "t")
        await fill(pilot, paths=str(folder))
        await press(pilot, "ctrl+s")
        await settle(pilot)
        assert "one.jpg" in text_of(pilot.app)
        assert "The file is as it was." in " ".join(text_of(pilot.app).split())
        await press(pilot, "t")
        await fill(pilot, paths=str(tmp_path / "missing.jpg"))
        await press(pilot, "ctrl+s")
        assert pilot.app.screen.query_one("#complaint-paths").has_class("shown")


@pytest.mark.slow
async def test_a_manager_approves_a_language_and_takes_it_back(app_as, open_as, last_event):
    async with app_as("manager-1", size=LARGE) as pilot:
        await press(pilot, "f8", "l")
        codes = [one.language for one in forms_of(open_as("manager-1")).wordings]
        await press(pilot, *["down"] * codes.index("km"), "a")
        await fill(pilot, reviewer="Some One")
        await press(pilot, "ctrl+s", "y")
        assert pilot.app.screen.query_one("#complaint-reviewer").has_class("shown")
        await fill(pilot, reviewer="sokha-1")
        await press(pilot, "ctrl+s")
        assert "Letters in it are printed without the mark of" in text_of(pilot.app)
        await press(pilot, "y")
        assert last_event() == ("wording-reviewed", "manager-1", "km")
        assert "approved here" in text_of(pilot.app)
        await press(pilot, "d")
        await fill(pilot, reviewer="sokha-1")
        await press(pilot, "ctrl+s", "y")
        assert "approved here" not in text_of(pilot.app)
    assert compose(open_as("officer-1"), NewLetter(form="adult", language="km", blanks=USUAL)).text.draft_mark


async def test_a_volunteer_approves_no_language(app_as):
    async with app_as("volunteer-1") as pilot:
        await press(pilot, "f8", "l")
        assert "Look for mistakes" in text_of(pilot.app)
        assert "Approve" not in text_of(pilot.app).replace("approved", "")


def test_every_blank_of_the_shipped_forms_has_its_words(open_as):
    blanks = {name for form in forms_of(open_as("officer-1")).forms for name in form.blanks}
    assert blanks - set(BLANKS) <= {"organisation", "withdrawal_code", "story_code", "version_code"}


@pytest.mark.slow
async def test_a_confirmed_slip_takes_the_consent_back(app_as, open_as, last_event):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person)
    blanks = {"contact": "+66 2 555 0100"}
    slip = make(officer, person, story, form="withdrawal", blanks=blanks)
    ticks = dict.fromkeys(tick_boxes_of(open_letter(officer, slip.id).paper), TickState.EMPTY)
    come_back(officer, slip.id, ticks=ticks | {"X02.all": TickState.TICKED})
    look_at_pages(officer, slip.id)
    async with app_as("officer-1", size=LARGE) as pilot:
        pilot.app.push_screen(load_screen("letters.letter:LetterScreen", slip.id))
        await settle(pilot)
        assert "Take back" not in text_of(pilot.app)
        await press(pilot, "c", "c", "y")
        assert "Take back" in text_of(pilot.app)
        await press(pilot, "w", "enter", "y")
    assert last_event() == ("consent-withdrawn", "officer-1", consent)


@pytest.mark.slow
async def test_a_slip_for_the_final_version_is_made_from_the_storys_page_and_says_what_it_records(
    app_as, open_as
):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    async with app_as("officer-1", size=LARGE) as pilot:
        pilot.app.push_screen(load_screen("stories.story:StoryScreen", story, "people"))
        await settle(pilot)
        await press(pilot, "enter")
        assert "Print a slip" in text_of(pilot.app)
        await press(pilot, "end", "enter")
        await press(pilot, *"english", "enter")
        await fill(pilot, blank_contact="+66 2 555 0100")
        await press(pilot, "ctrl+s", "m")
        assert "out: not back yet" in text_of(pilot.app)
    (slip,) = list_letters(officer)
    assert (slip.form, slip.contributor, slip.story) == ("approval", person, story)
    ticks = dict.fromkeys(slip.printed.boxes, TickState.EMPTY)
    come_back(officer, slip.id, ticks=ticks | {"X08.change": TickState.TICKED})
    look_at_pages(officer, slip.id)
    async with app_as("officer-1", size=LARGE) as pilot:
        pilot.app.push_screen(load_screen("letters.confirming:ConfirmScreen", slip.id))
        await settle(pilot)
        await press(pilot, "c")
        assert "Read on the paper what they want changed" in text_of(pilot.app)
        await press(pilot, "y")
    (said,) = approvals_of(officer, story)
    assert said.decision is Decision.NO
