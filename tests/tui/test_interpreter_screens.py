"""Interpreters by keys: recorded, their promise opened and confirmed, ended; and a check on a consent."""

from driving import fill, press, settle, text_of
from preparing import ADULT, begin_story, say_yes
from seeing import seen
from textual.widgets import Select, SelectionList

from consentkit.tui.sections import load_screen
from consentkit.usecases.people.interpreters import list_interpreters


async def test_an_interpreter_is_recorded_looked_at_and_ended(app_as, open_as, tmp_path):
    officer = open_as("officer-1")
    promise = tmp_path / "promise.txt"
    promise.write_text("I tell nobody.")
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(load_screen("people.people:PeopleScreen"))
        await settle(pilot)
        await press(pilot, "t")
        assert "No interpreter is recorded yet." in text_of(pilot.app)
        await press(pilot, "n")
        day = officer.today.isoformat()
        pilot.app.screen.query_one("#field-ties", SelectionList).select("none")
        await fill(pilot, handle="interpreter-1", languages="km en", signed=str(promise), declared_on=day,
                   until=day)  # fmt: skip
        await press(pilot, "ctrl+s")
        assert "! until" in text_of(pilot.app)
        await press(pilot, "f")
        assert "Open the declaration first" in seen(pilot)
        await press(pilot, "o")
        await settle(pilot)
        await press(pilot, "f")
        assert "! until" not in text_of(pilot.app)
        await press(pilot, "e", "y")
        assert "ended on" in text_of(pilot.app)
    (made,) = list_interpreters(officer)
    assert (made.seen_by, made.ended_by) == ("officer-1", "officer-1")


async def test_a_reason_leads_to_the_interpreters_and_a_check_is_recorded_on_the_consent(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person, interpreter="interpreter-1")
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(load_screen("stories.story:StoryScreen", story))
        await settle(pilot)
        lines = text_of(pilot.app).splitlines()
        assert any("go to the interpreters." in line for line in lines)
        pilot.app.push_screen(load_screen("consents.consents:ConsentScreen", consent))
        await settle(pilot)
        await press(pilot, "b")
        for name, chosen in (("way", "asked"), ("outcome", "understood")):
            pilot.app.screen.query_one(f"#field-{name}", Select).value = chosen
        await fill(pilot, checked_by="helper-2")
        await press(pilot, "ctrl+s")
        assert "helper-2 asked the person: understood" in text_of(pilot.app)
