"""Each user's main journey, by keys alone: what is pressed and what is read, and at the end what is kept."""

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from driving import fill, press, settle, text_of, write
from preparing import ADULT, CHILD, begin_story, guardian_of, say_yes
from publishing import publish
from saying_yes import SENTENCE
from seeing import seen
from textual.widgets import Select

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.checklists import Reply
from consentkit.domain.consents import Audience
from consentkit.domain.values import Channel
from consentkit.store.stories.stories import answers, publications
from consentkit.tui.widgets.forms import FormScreen
from consentkit.usecases.consents.consents import list_consents
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.log.audits import read_audit
from consentkit.usecases.people.contributors import guardians_of
from consentkit.usecases.stories.stories import plan_story

pytestmark = [
    pytest.mark.slow,
    # textual-image 0.12, the last for Python 3.11, asks Pillow by an old name; newer ones do not.
    pytest.mark.filterwarnings("ignore:Image.Image.getdata is deprecated:DeprecationWarning"),
]


def code_in(text, kind):
    """Return the first code of a kind that a person reads on the screen."""
    return re.search(rf"\b{kind}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}}\b", text)[0]


async def choose(pilot, words, *, tabs=1):
    """Go on to a choice, open it and type what it says."""
    await press(pilot, *["tab"] * tabs, "enter")
    await write(pilot, words)
    await press(pilot, "enter")


async def tick(pilot, *places, tabs=1):
    """Go on to a list and tick its lines, counted from 0."""
    await press(pilot, *["tab"] * tabs, "home")
    for down in places:
        await press(pilot, *["down"] * down, "space", "home")


async def enter_as(pilot, handle, passphrase):
    """Lock, and come back as another actor."""
    await press(pilot, "ctrl+l", "shift+tab", "enter")
    await write(pilot, handle)
    await press(pilot, "enter", "tab")
    await write(pilot, passphrase)
    await press(pilot, "enter")


async def answer_all(pilot, no_to=None):
    """Say yes to every question that waits for this role, but no to one."""
    await press(pilot, "o")
    for _question in range(60):
        if "last question" in seen(pilot):
            return
        await press(pilot, "n" if no_to and no_to in text_of(pilot.app) else "y")
        if isinstance(pilot.app.screen, FormScreen):
            await show_yes(pilot)
    pytest.fail(seen(pilot))


async def show_yes(pilot):
    """Fill in what a yes is given with, or every risk and question of the risk form."""
    given = {
        "sentence": SENTENCE,
        "shown": SENTENCE,
        "on": "2026-11-20",
        "by": "officer-1",
        "file": "letter.txt",
    }
    chosen = {"risk": "low", "reply": "yes"}
    for place, field in enumerate(pilot.app.screen.form.fields):
        kind = field.name.partition("-")[0]
        if kind in chosen:
            await choose(pilot, chosen[kind], tabs=min(place, 1))
        else:
            await press(pilot, *["tab"] * min(place, 1))
            await write(pilot, given[kind])
    await press(pilot, "ctrl+s")


@pytest.fixture
def visit(tmp_path, monkeypatch):
    """A folder with a picture, the words and a signed letter, from which the application was opened."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(assets_folder() / "demo" / "grace_hopper.jpg", tmp_path / "visit.jpg")
    (tmp_path / "words.txt").write_text("She has learned eleven patterns.")
    (tmp_path / "letter.txt").write_text("signed")


async def begin(pilot):
    """Begin a story with one contributor, its words and its plan; return both codes."""
    await press(pilot, "n")
    await write(pilot, "A year at the school")
    await press(pilot, "ctrl+s")
    story = code_in(text_of(pilot.app), "S")
    await press(pilot, "f4", "n")
    await write(pilot, "km")
    await choose(pilot, "adult")
    await choose(pilot, "a document")
    await press(pilot, "ctrl+s")
    person = code_in(text_of(pilot.app), "C")
    await press(pilot, "f3", "enter", "i")
    await write(pilot, person)
    await press(pilot, "enter", "d")
    await write(pilot, "words.txt")
    await press(pilot, "ctrl+s", "l", *["tab"] * 5)
    await write(pilot, "2027-03-01")
    await press(pilot, "ctrl+s", "2")
    assert f"{person}  age: adult" in text_of(pilot.app)
    return story, person


async def prepare_picture(pilot):
    """Take a picture in, scan it, settle its face, look at it, and make its public copy."""
    await press(pilot, "o", "a")
    await write(pilot, "visit.jpg")
    await press(pilot, "ctrl+s", "s")
    assert "1 of 1 open" in text_of(pilot.app)
    await press(pilot, "enter", "l", "f", "y", "y", "y", "ctrl+s", "c")
    assert "public copy: ready" in text_of(pilot.app)
    await press(pilot, "m")
    assert "Before: the original" in text_of(pilot.app)
    assert "After: the public copy" in text_of(pilot.app)
    await press(pilot, "escape", "escape", "escape")


async def record_yes(pilot):
    """Record the contributor's consent with its signed letter, and what they say to the story."""
    await press(pilot, "2", "enter", "enter", "n", "enter", "enter")
    await tick(pilot, 0, 1, tabs=0)  # photos, their words
    await choose(pilot, "seen, with")
    await tick(pilot, 0, tabs=2)  # website
    await tick(pilot, 0, tabs=2)  # everyone; what differs between channels stays empty
    for words in ("worldwide", "2027-05-31", "2026-11-18"):
        await press(pilot, "tab")
        await write(pilot, words)
    await press(pilot, *["tab"] * 4)
    await write(pilot, "letter.txt")
    await press(pilot, "ctrl+s")
    assert "holds · until 31 May 2027" in text_of(pilot.app)
    await press(pilot, "escape", "a", "ctrl+s", "1")


async def go_to(pilot, words):
    """Go down to a line of the story's page, and through it."""
    lines = pilot.app.screen.query_one("#page-lines")
    for _line in lines.lines:
        if words in lines.lines[lines.highlighted].words:
            await press(pilot, "enter")
            return
        await press(pilot, "down")
    pytest.fail(text_of(pilot.app))


async def say_what_the_file_is(pilot, person):
    """Open the signed file, and say what stands on it: it carries none of our codes."""
    await press(pilot, "v")
    await settle(pilot)
    await press(pilot, "y")
    for name, value in {"form": "consent", "signed_by": person}.items():
        pilot.app.screen.query_one(f"#field-{name}", Select).value = value
    await fill(pilot, language="km", contributor=person, signed_on="2026-11-21")
    await press(pilot, "ctrl+s")
    assert "saw on it: a consent, km" in text_of(pilot.app)


async def try_to_publish(pilot):
    """Fill in where it went, and confirm."""
    await press(pilot, "p", "end", "ctrl+u")
    await write(pilot, "https://example.org/1")
    await press(pilot, "ctrl+s", "y")


async def certify(pilot):
    """Certify the story as a manager."""
    await press(pilot, "c", "tab", "tab", "end", "ctrl+u")
    await write(pilot, "certificate.pdf")
    await press(pilot, "ctrl+s", "y")
    assert "holds until 1 March 2027" in text_of(pilot.app)


async def give_away(pilot, story):
    """Give the certified story away into a folder here."""
    await press(pilot, "e", "tab", "tab", "end", "ctrl+u")
    await write(pilot, ".")
    await press(pilot, "ctrl+s", "y")
    left = {path.suffix for path in Path(f"{story}-website").iterdir()}
    assert left == {".jpg", ".txt", ".pdf", ".json"}
    # Until somebody says where it went, Home asks.
    await press(pilot, "f2")
    assert "nobody recorded where it went" in " ".join(text_of(pilot.app).split())
    await press(pilot, "f3", "enter")


@pytest.mark.usefixtures("visit")
async def test_an_officer_walks_from_an_empty_workspace_to_a_published_story(app_as, open_as, passphrase):
    async with app_as("officer-1") as pilot:
        assert "Nothing waits for you today." in text_of(pilot.app)
        story, person = await begin(pilot)
        await prepare_picture(pilot)
        await record_yes(pilot)
        await try_to_publish(pilot)
        assert "is not cleared for website." in text_of(pilot.app)
        await press(pilot, "escape")
        await go_to(pilot, "officer: answer in the checklist")
        await answer_all(pilot)
        # Who gave the signed file is not who says what it is: a survivor is protected by two.
        await enter_as(pilot, "safeguarding-1", passphrase)
        await press(pilot, "f3", "enter")
        await go_to(pilot, "open the consent")
        await say_what_the_file_is(pilot, person)
        for handle in ("safeguarding-1", "manager-1"):
            await enter_as(pilot, handle, passphrase)
            assert "Questions for you" in text_of(pilot.app)
            await press(pilot, "enter")
            await answer_all(pilot)
        await press(pilot, "f3", "enter")
        assert "✓ Cleared for website until 1 March 2027." in text_of(pilot.app)
        await try_to_publish(pilot)
        assert "has no certificate for website." in text_of(pilot.app)
        await press(pilot, "escape")
        await certify(pilot)
        await give_away(pilot, story)
        await try_to_publish(pilot)
        await press(pilot, "6")
        assert "website: https://example.org/1" in text_of(pilot.app)
    auditor = open_as("auditor-1")
    (made,) = publications.where(auditor.reading, "story = ?", story)
    assert (made.channel, made.ended_on, made.until.isoformat()) == (Channel.WEBSITE, None, "2027-03-01")
    (consent,) = list_consents(auditor, story=story)
    assert (consent.contributor, consent.release is None) == (person, False)
    assert Path("certificate.pdf").stat().st_size > 1000


async def test_a_manager_walks_from_an_alert_to_a_takedown_and_a_verified_log(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person)
    publish(open_as("manager-1"), story)
    withdraw_consent(officer, consent)
    async with app_as("manager-1") as pilot:
        assert f"! Story {story} must come down from website" in text_of(pilot.app)
        await press(pilot, "enter", "enter")
        assert "Did you look, and is it gone?" in text_of(pilot.app)
        await press(pilot, "y")
        assert "Gone since 21 November 2026." in text_of(pilot.app)
        await press(pilot, "f2")
        assert "must come down" not in text_of(pilot.app)
        await press(pilot, "f6")
        assert "takedown-confirmed" in text_of(pilot.app)
        await press(pilot, "v")
        assert "✓ The log is intact." in seen(pilot)
    auditor = open_as("auditor-1")
    (made,) = publications.where(auditor.reading, "story = ?", story)
    assert made.ended_on == auditor.today
    newest = read_audit(auditor, limit=1)[0]
    assert (newest.action, newest.actor) == ("takedown-confirmed", "manager-1")


async def test_a_safeguarding_lead_checks_a_guardian_and_answers_a_childs_questions(app_as, open_as):
    officer = open_as("officer-1")
    story, child = begin_story(officer, CHILD)
    guardian = guardian_of(officer, child)
    say_yes(officer, story, child, guardian=guardian)
    plan_story(
        officer, story, Channel.WEBSITE, audience=Audience.PUBLIC, place="TH",
        from_on=officer.today, until=officer.today + timedelta(days=30),
    )  # fmt: skip
    async with app_as("safeguarding-1") as pilot:
        assert "Nobody has checked that the guardian" in text_of(pilot.app)
        await press(pilot, "enter", "k")
        assert f"Is guardian {guardian} free of a conflict of interest?" in text_of(pilot.app)
        await press(pilot, "enter")
        assert f"{guardian}  a parent; free of a conflict of interest" in text_of(pilot.app)
        assert f"The child's own answer for story {story} is not recorded." in text_of(pilot.app)
        await press(pilot, "f2")
        # That the guardian has no conflict is answered by the check; five are of the risk form.
        assert "Questions for you: 9." in text_of(pilot.app)
        await press(pilot, "enter")
        # The child's best interests: a no of safeguarding's is outvoted by nobody.
        await answer_all(pilot, no_to="1.4e")
        await press(pilot, "f3", "enter")
        assert "guidance-note-2016/1.4e on 21 November 2026" in text_of(pilot.app)
    lead = open_as("safeguarding-1")
    (found,) = guardians_of(lead, child)
    assert found.is_free_of_conflict is True
    given = {a.question: a.reply for a in answers.where(lead.reading, "story = ?", story)}
    assert {"1.4b": Reply.YES, "1.4e": Reply.NO}.items() <= given.items()
