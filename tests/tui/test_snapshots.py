"""Every screen as a picture, small and large, dark and light; look at them when one changes.

`CONSENTKIT_UPDATE_SNAPSHOTS=1 uv run pytest tests/tui/test_snapshots.py` writes them anew.
"""

import os
import random
import re
from datetime import timedelta
from pathlib import Path

import pytest
from driving import LARGE, SMALL, fill, press, settle, text_of

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.checklists import Reply
from consentkit.domain.codes import new_code
from consentkit.domain.consents import WORLDWIDE, Audience, Decision, Medium, Scope
from consentkit.domain.events import EventName
from consentkit.domain.letters.records import ReturnedPage, ReturnNote, TickState
from consentkit.domain.people import Age, AgeBasis, GuardianLink, Identity
from consentkit.domain.pictures.images import Box, ScanOutcome, Settlement
from consentkit.domain.values import Channel
from consentkit.domain.videos.videos import Sighting, Track, Video, VideoLeak, VideoScan
from consentkit.pages.files import incoming
from consentkit.store.letters import returned_pages
from consentkit.store.videos import tracks, videos
from consentkit.tui.screens.office import machine
from consentkit.tui.sections import load_screen
from consentkit.usecases.checks.checklists import answer_question
from consentkit.usecases.consents.consents import NewConsent, record_consent
from consentkit.usecases.letters.letters import NewLetter, make_letter
from consentkit.usecases.letters.returns import tick_boxes_of
from consentkit.usecases.people.contributors import (
    NewContributor,
    add_contributor,
    add_guardian,
    seal_identity,
)
from consentkit.usecases.pictures.faces import add_face
from consentkit.usecases.pictures.images import add_images
from consentkit.usecases.stories.stories import add_story, plan_story, put_contributor

# textual-image 0.12, the last for Python 3.11, asks Pillow by an old name; newer ones do not.
pytestmark = pytest.mark.filterwarnings("ignore:Image.Image.getdata is deprecated:DeprecationWarning")

FOLDER = Path(__file__).parent / "snapshots"
# Digests, temporary folders and the number of the terminal differ from run to run.
_DIGEST = re.compile(r"\b[0-9a-f]{16,64}\b")
_TERMINAL = re.compile(r"terminal-\d+")
_PATH = re.compile(r"/[^\s<]*pytest-of-[^\s<]*")


@pytest.fixture
def made(open_as, monkeypatch):
    """A story on its way: an adult, a child, a picture with a face drawn by hand, an answer."""
    # Codes are random; a dialog that covers half of one would leave another half at each run.
    monkeypatch.setattr("consentkit.domain.codes.secrets", random.Random(7))  # noqa: S311
    officer = open_as("officer-1")
    today = officer.today
    adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    person = add_contributor(officer, adult).code
    child = add_contributor(officer, NewContributor(language="th")).code
    add_guardian(officer, child, GuardianLink.COURT)
    add_contributor(officer, adult)
    story = add_story(officer, "A year at the weaving school · ខ្មែរ").id
    for code in (person, child):
        put_contributor(officer, story, code)
    (taken,) = add_images(officer, story, [incoming(assets_folder() / "demo" / "grace_hopper.jpg")])
    add_face(officer, taken.image.id, Box(left=174, top=131, right=358, bottom=337))
    plan_story(
        officer, story, Channel.WEBSITE, audience=Audience.PUBLIC, place=WORLDWIDE,
        from_on=today, until=today + timedelta(days=90),
    )  # fmt: skip
    scope = Scope(
        media=frozenset({Medium.PHOTO}), channels=frozenset({Channel.WEBSITE}),
        audiences=frozenset({Audience.PUBLIC}), places=frozenset({WORLDWIDE}),
        until=today + timedelta(days=20),
    )  # fmt: skip
    consent = record_consent(
        officer,
        NewConsent(
            contributor=person, story=story, decision=Decision.YES, scope=scope, given_on=today, language="km"
        ),
    ).id
    answer_question(officer, story, "guidance-note-2016", "1.1a", reply=Reply.YES)
    letter, page = _letter_that_came_back(officer, person, story)
    seal_identity(officer, person, Identity(name="Invented Person", contact="+66 2 555 0199"))
    return {
        "story": story,
        "image": taken.image.id,
        "consent": consent,
        "person": person,
        "letter": letter,
        "page": page,
        "video": _video(officer, story),
    }


def _video(officer, story):
    """A video in which two faces were found, one of them settled."""
    video = Video(
        id=new_code("V"), story=story, digest="0" * 64, original=officer.records.vault.put(b"no video"),
        media_type="video/mp4", width_px=1920, height_px=1080, duration_ms=42_500, has_sound=True,
        leaks=(VideoLeak.PLACE, VideoLeak.DATES),
        scan=VideoScan(outcome=ScanOutcome.FOUND, frames=1062, looked=1062, passes=("every-frame",)),
        scanned_at=officer.clock(),
    )  # fmt: skip
    paths = [
        (Sighting(0, 100, 80, 220, 230), Sighting(9_000, 400, 90, 520, 240)),
        (Sighting(30_000, 9, 9, 45, 60),),
    ]
    states = [{"settlement": Settlement.REDACTED, "settled_by": "officer-1"}, {}]
    with officer.change(EventName.VIDEO_ADDED) as change:
        videos.insert(change.db, video)
        for path, state in zip(paths, states, strict=True):
            found = Track(
                id=new_code("H"), video=video.id, path=path, score=0.9, detector="centerface", **state
            )
            tracks.insert(change.db, found)
        change.record(video.id, story=story)
    return video.id


def _letter_that_came_back(officer, person, story):
    """A letter of which one page came back, with a box that is unclear."""
    blanks = {"contact": "+66 2 555 0100", "purpose": "our yearly report", "until": "2027-05-03"}
    made = make_letter(
        officer, NewLetter(form="adult", language="km", contributor=person, story=story, blanks=blanks)
    )
    boxes = tick_boxes_of(made.paper)
    ticks = dict.fromkeys(boxes, TickState.EMPTY) | {
        boxes[0]: TickState.TICKED,
        boxes[1]: TickState.UNSURE,
    }
    page = ReturnedPage(
        id=new_code("R"), letter=made.letter.id, page=1, pages=2,
        original=officer.records.vault.put(b"no picture"), digest="0" * 64, original_page=1,
        straightened=None, ticks=ticks, notes=(ReturnNote.LOW_RESOLUTION,), taken_in_on=officer.today,
        taken_in_by="officer-1",
    )  # fmt: skip
    with officer.change(EventName.PAGE_TAKEN_IN) as change:
        returned_pages.insert(change.db, page)
        change.record(page.id, letter=made.letter.id, number=1)
    return made.letter.id, page.id


SCREENS = {
    "home": ("officer-1", "office.home:HomeScreen", ()),
    "stories": ("officer-1", "stories.stories:StoriesScreen", ()),
    "story": ("officer-1", "stories.story:StoryScreen", ("story",)),
    "people": ("officer-1", "people.people:PeopleScreen", ()),
    "person": ("officer-1", "people.person:PersonScreen", ("person",)),
    "new-person": ("officer-1", "people.people:NewPersonScreen", ()),
    "consents": ("officer-1", "consents.consents:ConsentsScreen", ()),
    "consent": ("officer-1", "consents.consents:ConsentScreen", ("consent",)),
    "record-consent": ("officer-1", "consents.consents:RecordConsentScreen", ()),
    "checklist": ("officer-1", "checks.checklist:ChecklistScreen", ("story", Channel.WEBSITE)),
    "practice": ("officer-1", "checks.practice:PracticeScreen", ()),
    "pictures": ("officer-1", "pictures.pictures:PicturesScreen", ("story",)),
    "picture": ("officer-1", "pictures.picture:PictureScreen", ("image",)),
    "log": ("manager-1", "log.log:LogScreen", ()),
    "actors": ("manager-1", "office.actors:ActorsScreen", ()),
    "report": ("manager-1", "office.reports:ReportScreen", ()),
    "machine": ("manager-1", "office.machine:MachineScreen", ()),
    "policies": ("manager-1", "office.machine:PoliciesScreen", ()),
    "letters": ("officer-1", "letters.letters:LettersScreen", ()),
    "letter": ("officer-1", "letters.letter:LetterScreen", ("letter",)),
    "letter-confirming": ("officer-1", "letters.confirming:ConfirmScreen", ("letter",)),
    "letter-returns": ("officer-1", "letters.returns:ReturnsScreen", ()),
    "letter-page": ("officer-1", "letters.returns:PageScreen", ("page",)),
    "translations": ("manager-1", "letters.translations:TranslationsScreen", ()),
    "tour": ("officer-1", "office.tour:TourScreen", ()),
    "videos": ("officer-1", "videos.videos:VideosScreen", ("story",)),
    "leaks": ("officer-1", "pictures.leaks:LeaksScreen", ("image",)),
    "new-story": ("officer-1", "stories.beginning:NewStoryScreen", ()),
    "recordings": ("manager-1", "letters.recordings:RecordingsScreen", ("km",)),
    "sealed-person": ("manager-1", "people.person:PersonScreen", ("person",)),
}

_CHOSEN = (*"adult", "enter", *"km", "enter")
_WHOM = ["n", *_CHOSEN]
OPENED = {
    # What a key opens over a screen: its name, the screen below, the keys.
    "keys": ("home", ["f1"]),
    "palette": ("story", ["ctrl+p"]),
    "stories-found": ("stories", ["slash", *"weav"]),
    "stories-which": ("stories", ["s"]),
    "story-channel": ("story", ["h"]),
    "story-put-in": ("story", ["i"]),
    "story-take-out": ("story", ["x"]),
    "story-said": ("story", ["a"]),
    "story-draft": ("story", ["d"]),
    "story-statement": ("story", ["s"]),
    "story-plan": ("story", ["l"]),
    "story-publish": ("story", ["p"]),
    "story-timeline": ("story", ["5"]),
    "person-correct": ("person", ["c"]),
    "person-guardian": ("person", ["g"]),
    "person-seal": ("person", ["s"]),
    "person-record": ("person", ["n"]),
    "identity-reason": ("sealed-person", ["i"]),
    "identity": ("sealed-person", ["i", "enter"]),
    "consents-which": ("consents", ["f"]),
    "consent-back": ("consent", ["w"]),
    "consent-part": ("consent", ["p"]),
    "consent-renew": ("consent", ["r"]),
    "checklist-explained": ("checklist", ["n"]),
    "pictures-add": ("pictures", ["a"]),
    "picture-shown": ("picture", ["v"]),
    "picture-declare": ("picture", ["d"]),
    "picture-link": ("picture", ["l"]),
    "picture-draw": ("picture", ["b"]),
    "picture-draw-numbers": ("picture", ["b", "n"]),
    "picture-looked": ("picture", ["f"]),
    "picture-copy-as": ("picture", ["C"]),
    "videos-add": ("videos", ["a"]),
    "videos-settle": ("videos", ["down", "d"]),
    "videos-copy": ("videos", ["c"]),
    "log-filter": ("log", ["slash"]),
    "log-verified": ("log", ["v"]),
    "actors-add": ("actors", ["a"]),
    "actors-passphrase": ("actors", ["p"]),
    "report-days": ("report", ["t"]),
    "policies-check": ("policies", ["c"]),
    "letters-which": ("letters", ["f"]),
    "letter-form": ("letters", ["n"]),
    "letter-language": ("letters", ["n", *"adult", "enter"]),
    "letter-whom": ("letters", _WHOM),
    "letter-story": ("letters", [*_WHOM, "down", "enter"]),
    "letter-blanks": ("letters", [*_WHOM, "down", "enter", "down", "enter"]),
    "letter-aloud": ("letter", ["a"]),
    "letter-aside": ("letter", ["d"]),
    "returns-take": ("letter-returns", ["t"]),
    "page-aside": ("letter-page", ["d"]),
    "translations-mistakes": ("translations", ["l"]),
    "translations-approve": ("translations", ["a"]),
}


@pytest.fixture
def same_versions(monkeypatch):
    """The doctor names every library's version, and Python's."""
    examine = machine._examine

    def with_one_version(workspace, watch):
        found = examine(workspace, watch)
        for one in found:
            one.facts.update({"version": "1.2.3"} if "version" in one.facts else {})
            one.facts.update({"workspace": 1, "program": 1} if one.code == "schema" else {})
        return found

    monkeypatch.setattr(machine, "_examine", with_one_version)


@pytest.mark.usefixtures("same_versions")
@pytest.mark.parametrize("name", [*SCREENS, *OPENED])
async def test_a_screen_looks_as_it_did(app_as, made, name):
    below, keys = OPENED.get(name, (name, []))
    handle, place, arguments = SCREENS[below]
    async with app_as(handle, size=SMALL) as pilot:
        if below != "home":
            screen = load_screen(place, *[made.get(argument, argument) for argument in arguments])
            pilot.app.push_screen(screen)
        await _still(pilot)
        before = text_of(pilot.app)
        await press(pilot, *keys)
        assert not keys or text_of(pilot.app) != before, "these keys open nothing"
        await _compare_all(pilot, name)


async def test_the_making_of_letters_looks_as_it_did(app_as, made, tmp_path):
    blanks = {"blank_contact": "+66 2 555 0100", "blank_purpose": "our report", "blank_until": "2027-05-03"}
    roster = tmp_path / "roster.csv"
    roster.write_text(f"contributor,language\n{made['person']},km\n{made['person']},xx\n", encoding="utf-8")
    for name, keys, more in (
        ("letter-preview", [*_WHOM, "down", "enter", "down", "enter"], {}),
        ("letter-batch", ["b", *_CHOSEN], {"roster": str(roster)}),
    ):
        async with app_as("officer-1", size=SMALL) as pilot:
            pilot.app.push_screen(load_screen("letters.letters:LettersScreen"))
            await _still(pilot)
            await press(pilot, *keys)
            await fill(pilot, **blanks, **more)
            await press(pilot, "ctrl+s")
            await _compare_all(pilot, name)


@pytest.mark.parametrize("theme", ["contrast", "plain"])
async def test_a_story_looks_as_it_did_in_other_colours(app_as, made, theme):
    async with app_as("officer-1", size=SMALL) as pilot:
        pilot.app.theme = f"consentkit-{theme}"
        pilot.app.push_screen(load_screen("stories.story:StoryScreen", made["story"]))
        await _still(pilot)
        _compare(f"story-80x24-{theme}", pilot.app.export_screenshot())


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
async def test_the_lock_looks_as_it_did(app_as, size):
    async with app_as("officer-1", size=size) as pilot:
        await press(pilot, "ctrl+l")
        await _still(pilot)
        _compare(f"lock-{size[0]}x{size[1]}-dark", pilot.app.export_screenshot())


async def _compare_all(pilot, name):
    for size in (SMALL, LARGE):
        await pilot.resize_terminal(*size)
        # What a key opens is made of the same parts as the screens: each size and each theme once will do.
        for theme in ("dark", "light") if name in SCREENS else ({SMALL: "dark", LARGE: "light"}[size],):
            pilot.app.theme = f"consentkit-{theme}"
            await _still(pilot)
            _compare(f"{name}-{size[0]}x{size[1]}-{theme}", pilot.app.export_screenshot())


async def _still(pilot):
    """Stop what moves by itself: a blinking cursor is in another state at every look."""
    pilot.app.animation_level = "none"
    for one in pilot.app.screen.query("Input"):
        one.cursor_blink = False
    await settle(pilot)


def _compare(name, picture):
    steady = _TERMINAL.sub("terminal-0", picture)
    steady = _PATH.sub("/…", _DIGEST.sub("0" * 16, steady))
    path = FOLDER / f"{name}.svg"
    if os.environ.get("CONSENTKIT_UPDATE_SNAPSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(steady, encoding="utf-8")
        return
    assert path.read_text(encoding="utf-8") == steady, (
        f"{name} changed: look at it, then update the snapshots"
    )
