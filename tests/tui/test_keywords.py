"""No screen shows a keyword of the code where people read words: a pseudo-language shows what has none."""

import re

import pytest
from driving import LARGE, press, settle, text_of
from preparing import publish
from test_snapshots import SCREENS, made, same_versions  # noqa: F401 - the same screens on the same story

from consentkit.domain.checklists import Reply
from consentkit.domain.codes import KINDS
from consentkit.domain.consents import Appearance, AssentMethod, Audience, Decision, Medium, Method, Naming
from consentkit.domain.events import EventName
from consentkit.domain.people import Age, AgeBasis, GuardianLink
from consentkit.domain.pictures.images import Declaration, Grade, Leak, ScanOutcome, Settlement
from consentkit.domain.roles import Role
from consentkit.domain.values import Channel
from consentkit.tui.sections import load_screen
from consentkit.usecases.publications.publications import open_takedown
from consentkit.wording import fact_in_words, languages
from consentkit.wording.keywords import _WORDS, RECORD_KINDS
from consentkit.wording.office.acts import ACTS, act_in_words

VOCABULARIES = (
    Age, AgeBasis, Appearance, AssentMethod, Audience, Channel, Decision, Declaration, Grade, GuardianLink,
    Leak, Medium, Method, Naming, Reply, Role, ScanOutcome, Settlement,
)  # fmt: skip
KEYWORDS = sorted({one.value for kind in VOCABULARIES for one in kind})
_RAW = re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, KEYWORDS))})(?![\w-]|\.\w)")
# The policies' own English texts, what a file calls its parts, and what a form's file is called, are no
# words of the interface.
OWN_WORDS = {"checklist", "practice", "policies", "leaks", "recordings"}
_QUESTION = "guidance-note-2016/"


class _Loud:
    """Every sentence in capitals, its blanks as they are."""

    def gettext(self, text):
        return re.sub(r"\{\w*\}|[^{}]+", lambda part: part[0] if part[0][0] == "{" else part[0].upper(), text)

    def ngettext(self, one, many, count):
        return self.gettext(one if count == 1 else many)


class _Everything:
    def __contains__(self, _text):
        return True


@pytest.fixture
def loud(monkeypatch):
    monkeypatch.setattr(languages, "_catalogue", lambda _code: _Loud())
    monkeypatch.setattr(languages, "_known", lambda _code: _Everything())
    yield
    languages.use_language("en")


def _raw(pilot):
    lines = [line.strip() for line in text_of(pilot.app).splitlines() if _QUESTION not in line]
    return [line for line in lines if _RAW.search(line)]


@pytest.mark.usefixtures("same_versions")
@pytest.mark.parametrize("name", [name for name in SCREENS if name not in OWN_WORDS])
async def test_a_screen_words_its_keywords(app_as, made, loud, name):  # noqa: F811
    handle, place, arguments = SCREENS[name]
    async with app_as(handle, size=LARGE) as pilot:
        pilot.app.speak("vi")
        await settle(pilot)
        if name != "home":
            pilot.app.push_screen(load_screen(place, *[made.get(one, one) for one in arguments]))
        await settle(pilot)
        assert _raw(pilot) == []


@pytest.mark.parametrize("handle", ["officer-1", "manager-1", "auditor-1"])
async def test_every_section_of_a_story_words_its_keywords(app_as, made, open_as, loud, handle):  # noqa: F811
    for channel in (Channel.DONOR_REPORT, Channel.PRINT):
        published = publish(open_as("manager-1"), made["story"], channel)
    open_takedown(open_as("manager-1"), published)
    async with app_as(handle, size=(160, 120)) as pilot:
        pilot.app.speak("vi")
        await settle(pilot)
        assert _raw(pilot) == []
        pilot.app.push_screen(load_screen("stories.story:StoryScreen", made["story"]))
        await settle(pilot)
        for number in "1234567":
            await press(pilot, number)
            assert _raw(pilot) == []


@pytest.mark.parametrize("name", sorted(_WORDS))
def test_every_keyword_of_a_fact_is_worded(loud, name):
    languages.use_language("vi")
    for keyword in _WORDS[name]:
        told = fact_in_words(name, (keyword,))
        assert told == told.upper()
        assert told == fact_in_words(name, keyword)


def test_every_act_of_the_log_has_its_words():
    assert set(ACTS) == set(EventName)


def test_an_act_that_this_version_does_not_know_keeps_its_code():
    assert act_in_words("moon-landed") == "moon-landed"


def test_every_kind_of_record_has_its_word():
    assert set(RECORD_KINDS) == set(KINDS.values())


def test_what_is_no_keyword_stands_as_it_is():
    assert fact_in_words("channel", "carrier-pigeon") == "carrier-pigeon"
    assert fact_in_words("field", "website") == "website"
