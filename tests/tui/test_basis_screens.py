"""What a story rests on, by keys: recorded, its proof opened, confirmed and ended."""

from driving import fill, press, settle, text_of
from preparing import ADULT, begin_story
from saying_yes import say_yes
from seeing import seen

from consentkit.domain.bases import BasisKind
from consentkit.domain.events import Showing
from consentkit.tui.sections import load_screen
from consentkit.usecases.stories.bases import NewBasis, bases_of, confirm_basis, record_basis, show_evidence
from consentkit.usecases.stories.origins import list_origins, show_origin
from consentkit.usecases.stories.stories import add_story


async def test_an_agencys_words_are_recorded_opened_confirmed_and_ended(app_as, open_as, tmp_path):
    officer = open_as("officer-1")
    story = add_story(officer, "The hills").id
    proof = tmp_path / "licence.txt"
    proof.write_text("We allow the use of our text.")
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(load_screen("stories.story:StoryScreen", story))
        await settle(pilot)
        await press(pilot, "y")
        assert "nothing recorded" in text_of(pilot.app)
        await press(pilot, "n", "down", "down", "enter")
        await fill(pilot, comes_from="An agency", terms="Editorial", until="2027-05-31", evidence=str(proof))
        await press(pilot, "ctrl+s")
        assert "! a licence" in text_of(pilot.app)
        assert "nobody looked at what proves it" in text_of(pilot.app)
        await press(pilot, "f")
        assert "first" in seen(pilot)
        await press(pilot, "o")
        await settle(pilot)
        await press(pilot, "f")
        assert "! a licence" not in text_of(pilot.app)
        await press(pilot, "enter")
        assert "Proof looked at by: officer-1" in text_of(pilot.app)
        await press(pilot, "escape", "e", "y")
        assert "! a licence" in text_of(pilot.app)
    (basis,) = bases_of(officer, story)
    assert (basis.kind, basis.seen_by, basis.ended_by) == (BasisKind.LICENCE, "officer-1", "officer-1")


async def test_a_reason_about_a_basis_leads_to_the_thing_that_it_is_about(app_as, open_as):
    officer = open_as("officer-1")
    story, _person = begin_story(officer, ADULT)
    made = record_basis(officer, NewBasis(thing=story, kind=BasisKind.NOBODY, evidence=b"By our own staff."))
    show_evidence(second := open_as("safeguarding-1"), made.basis.id, Showing.SHOWN)
    confirm_basis(second, made.basis.id)
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(load_screen("stories.story:StoryScreen", story))
        await settle(pilot)
        assert "is recorded as being about nobody" in text_of(pilot.app)
        lines = text_of(pilot.app).splitlines()
        assert any("say what it rests on." in line for line in lines)


async def test_who_only_reads_is_offered_no_act(app_as, open_as):
    story = add_story(open_as("officer-1"), "The hills").id
    async with app_as("auditor-1") as pilot:
        pilot.app.push_screen(load_screen("stories.bases:BasesScreen", story))
        await settle(pilot)
        await press(pilot, "n")
        assert "What does" not in text_of(pilot.app)
        await press(pilot, "enter")
        assert "Nothing is recorded of it." in seen(pilot)


async def test_a_story_is_put_into_a_new_visit_and_taken_out_of_it(app_as, open_as):
    officer = open_as("officer-1")
    story = add_story(officer, "The hills").id
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(load_screen("stories.bases:BasesScreen", story))
        await settle(pilot)
        await press(pilot, "m", "enter")
        await fill(pilot, first_on="2026-11-20", country="th", notice="A board in Thai")
        await press(pilot, "ctrl+s")
        assert "a visit" in text_of(pilot.app)
        (made,) = list_origins(officer)
        assert (made.country, made.owner) == ("TH", "officer-1")
        assert [one.thing for one in show_origin(officer, made.id)[1]] == [story]
        await press(pilot, "m")
        assert "take it out of" in text_of(pilot.app)
        await press(pilot, "enter")
        assert show_origin(officer, made.id)[1] == ()
        await press(pilot, "m", "enter")
        assert [one.thing for one in show_origin(officer, made.id)[1]] == [story]
        # What was answered about it is told before it is corrected.
        say_yes(officer, story, "guidance-note-2016", "2.4c")
        await press(pilot, "m", "down", "enter")
        await fill(pilot, country="kh")
        await press(pilot, "ctrl+s")
        assert "2.4c" in text_of(pilot.app)
        assert list_origins(officer) == (made,)
        await press(pilot, "y")
        assert [one.country for one in list_origins(officer)] == ["KH"]
