"""From a consent on file to a published portrait, by keys alone: counted, and told in docs/terminal.md."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from driving import press, text_of, write
from PIL import ExifTags, Image
from saying_yes import SENTENCE, say_yes
from seeing import seen
from signed_letters_made import confirm, signed

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.checklists import Standing
from consentkit.domain.consents import WORLDWIDE, Appearance, Audience, Decision, Medium, Scope
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.questions.origins import OriginKind
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.store.stories.stories import publications
from consentkit.tui.widgets.forms import FormScreen
from consentkit.usecases.checks.checklists import list_questions
from consentkit.usecases.consents.consents import NewConsent, record_consent
from consentkit.usecases.letters.forms import forms_of, get_form
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.returns import take_letters_in
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.stories.origins import NewOrigin, put_in_origin, record_origin
from consentkit.usecases.stories.stories import add_story, plan_story, put_contributor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Image.Image.getdata is deprecated:DeprecationWarning"),
]

MOST = 60
DOCS = Path(__file__).parents[2] / "docs" / "terminal.md"
TICKED = ("L04.photo", "L04.words", "L05.face-hidden", "L06.none", "L08.website", "L24.yes", "L25.given")
BLANKS = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}


class Keys:
    """Presses keys and counts them: each key is one, and so is what is typed with the Enter that ends it."""

    def __init__(self):
        self.rows = []
        self.pilot = self.who = None

    @property
    def count(self):
        return sum(count for *_said, count in self.rows)

    async def press(self, words, *keys):
        await press(self.pilot, *keys)
        self._note(words, [_NAMES.get(key, key) for key in keys])

    async def type(self, words, text, named):
        await write(self.pilot, text)
        await press(self.pilot, "enter")
        self._note(words, [f"‹{named}›"])

    def _note(self, words, keys):
        """One row for all that is pressed for the same."""
        last = self.rows[-1] if self.rows else None
        if last is not None and last[:2] == [self.who, words]:
            last[2], last[3] = f"{last[2]} {' '.join(keys)}", last[3] + len(keys)
        else:
            self.rows.append([self.who, words, " ".join(keys), len(keys)])

    @property
    def table(self):
        lines = [f"| {who} | {words} | {keys} | {count} |" for who, words, keys, count in self.rows]
        return "\n".join(["| who | what for | keys and choices | |", "|---|---|---|---|", *lines])


_NAMES = {"ctrl+s": "Ctrl+S", "escape": "Escape", "enter": "Enter", "f3": "F3"}


@pytest.fixture
def filed(open_as, tmp_path, monkeypatch, clock):
    """A consent on file, signed and confirmed here, for a story of a visit that was asked about before."""
    monkeypatch.chdir(tmp_path)
    officer, volunteer = open_as("officer-1"), open_as("volunteer-1")
    visit = NewOrigin(kind=OriginKind.VISIT, first_on=officer.today, country="TH", notice="A board in Khmer")
    maker = NewOrigin(kind=OriginKind.PHOTOGRAPHER, terms="As the people in them allow")
    origins = [record_origin(officer, one).id for one in (visit, maker)]
    earlier = add_story(officer, "Another day of the same visit").id
    plan_story(
        officer, earlier, Channel.WEBSITE, audience=Audience.PUBLIC, place=WORLDWIDE,
        from_on=officer.today, until=officer.today + timedelta(days=90),
    )  # fmt: skip
    story = add_story(officer, "A year at the school").id
    for origin in origins:
        put_in_origin(officer, origin, [earlier, story])
    for handle in ("officer-1", "safeguarding-1", "manager-1"):
        workspace = open_as(handle)
        for one in list_questions(workspace, earlier, Channel.WEBSITE):
            is_open = one.state.standing is Standing.OPEN and workspace.actor.has(*one.question.who)
            if is_open:
                say_yes(workspace, earlier, one.policy.id, one.question.id)
    new = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    person = add_contributor(officer, new).code
    put_contributor(officer, story, person)
    letter = _letter(volunteer, story, person)
    clock.advance(days=3)
    _signed(officer, volunteer, letter, tmp_path)
    _camera_picture(tmp_path / "visit.jpg", officer.today.year)
    return SimpleNamespace(story=story, person=person, officer=officer)


def _letter(volunteer, story, person):
    known = get_form(forms_of(volunteer), "adult").blanks
    wanted = known.keys() - volunteer.settings.letter_blanks.keys()
    return make_letter(
        volunteer,
        NewLetter(
            form="adult", language="km", contributor=person, story=story, organisation="River House",
            blanks={name: value for name, value in BLANKS.items() if name in wanted},
        ),
    )  # fmt: skip


def _signed(officer, volunteer, made, below):
    for number, page in enumerate(signed(volunteer, made, TICKED)):
        page.save(below / f"{number}.png")
    take_letters_in(volunteer, [incoming(one) for one in sorted(below.glob("*.png"))])
    confirm(volunteer, made.letter.id, TICKED)
    scope = Scope(
        media={Medium.PHOTO, Medium.WORDS}, appearance=Appearance.FACE_HIDDEN, channels={Channel.WEBSITE},
        audiences={Audience.PUBLIC}, places={WORLDWIDE}, until="2027-05-03",
    )  # fmt: skip
    record_consent(
        officer,
        NewConsent(
            contributor=made.letter.contributor, story=made.letter.story, decision=Decision.YES, scope=scope,
            language="km", asked_on=made.letter.made_on, given_on=officer.today, letter=made.letter.id,
        ),
    )  # fmt: skip


def _camera_picture(path, year):
    """The demo's portrait as a camera's file tells of it."""
    with Image.open(assets_folder() / "demo" / "grace_hopper.jpg") as opened:
        image = opened.convert("RGB")
    image.info = {}
    exif = Image.Exif()
    exif.update({ExifTags.Base.Make: "Maker", ExifTags.Base.Model: "One", ExifTags.Base.Software: "17.1.2"})
    exif.get_ifd(ExifTags.IFD.Exif).update(
        {
            ExifTags.Base.DateTimeOriginal: f"{year}:05:04 10:00:00",
            ExifTags.Base.ExifImageWidth: image.width,
            ExifTags.Base.ExifImageHeight: image.height,
        }
    )
    image.save(path, "JPEG", exif=exif, quality=92)


async def prepare(keys):
    await keys.press("the story's pictures; add one, which is scanned", "o", "a")
    await keys.type("the story's pictures; add one, which is scanned", "visit.jpg", "the file")
    await keys.press("into the picture; the face is the contributor's, covered", "enter", "l")
    await keys.press(
        "look at full size; three answers about it; kept, and copied", "o", "y", "y", "y", "ctrl+s"
    )
    assert "public copy: ready" in text_of(keys.pilot.app)
    await keys.press("back to the story", "escape", "escape")
    await keys.press("where it goes, until the consent ends", "l", "ctrl+s")
    await keys.press("the contributor's yes to the story as it stands", "a", "ctrl+s")
    await keys.press("to the questions", "enter")


async def answer(keys):
    """Answer every question that waits for this person."""
    for _question in range(30):
        if "last question" in seen(keys.pilot):
            return
        asked = keys.pilot.app.screen.current.question
        words = "the risk form" if asked.form else f"question {asked.id}"
        await keys.press(words, "y")
        if isinstance(keys.pilot.app.screen, FormScreen):
            await show(keys, words)
    pytest.fail(seen(keys.pilot))


async def show(keys, words):
    """Fill in what shows a yes, or the risk form; Enter after the last field keeps it."""
    told = {
        "sentence": (SENTENCE, "a sentence"),
        "shown": (SENTENCE, "a sentence"),
        "on": ("2026-11-20", "the day"),
        "by": ("officer-1", "who"),
    }
    fields = keys.pilot.app.screen.form.fields
    for field in fields:
        kind = field.name.partition("-")[0]
        if kind in told:
            await keys.type(words, *told[kind])
        else:
            await keys.press(words, {"risk": "l", "reply": "y"}[kind])


async def test_an_adults_portrait_is_published_in_sixty_keys_and_choices(app_as, filed):
    keys = Keys()
    async with app_as("officer-1") as keys.pilot:
        keys.who = "officer"
        # Where the consent was recorded.
        await press(keys.pilot, "f3", "enter")
        await prepare(keys)
        await answer(keys)
    async with app_as("safeguarding-1") as keys.pilot:
        keys.who = "safeguarding"
        await keys.press("to the questions, which Home tells of", "enter")
        await answer(keys)
    async with app_as("manager-1") as keys.pilot:
        keys.who = "manager"
        await keys.press("to the stories, and into this one", "f3", "enter")
        assert "✓ Cleared for website until 3 May 2027." in text_of(keys.pilot.app)
        await keys.press("the certificate", "c", "ctrl+s", "y")
        await keys.press("where it is published", "p")
        await keys.type("where it is published", "https://example.org/1", "the address")
        await keys.press("where it is published", "y")
    (made,) = publications.where(filed.officer.reading, "story = ?", filed.story)
    assert made.where == "https://example.org/1"
    assert keys.count <= MOST, keys.table
    told = DOCS.read_text(encoding="utf-8")
    assert keys.table in told, keys.table
    assert f"**{keys.count} keys and choices**" in told
