"""The sections and acts of the application: one line each, found by key, by palette and by test."""

import importlib
from dataclasses import dataclass
from typing import cast

from textual.screen import Screen

from consentkit.domain.events import EventName


@dataclass(frozen=True)
class Section:
    """A place one key away. `screen` is `module:class` below `consentkit.tui.screens`, loaded when opened."""

    key: str
    id: str
    label: str
    screen: str


@dataclass(frozen=True)
class Act:
    """Something to do, in the command palette. `event` tells whose role allows it (`None`: everyone's)."""

    id: str
    label: str
    help: str
    screen: str
    event: EventName | None = None


SECTIONS = (
    Section("f2", "home", "Home", "home:HomeScreen"),
    Section("f3", "stories", "Stories", "stories:StoriesScreen"),
    Section("f4", "people", "Contributors", "people:PeopleScreen"),
    Section("f5", "consents", "Consents", "consents:ConsentsScreen"),
    Section("f6", "log", "Log", "log:LogScreen"),
    Section("f7", "actors", "Actors", "actors:ActorsScreen"),
)

ACTS: tuple[Act, ...] = (
    Act(
        "new-story",
        "New story",
        "A working title first; its page follows",
        "story_forms:NewStoryScreen",
        EventName.STORY_ADDED,
    ),
    Act("report", "Report", "Prevented harms between two days, counted", "reports:ReportScreen"),
    Act("doctor", "Doctor", "What is missing on this machine, and what that costs", "machine:MachineScreen"),
    Act(
        "policies",
        "Policies",
        "The questions that the gate asks; check a file of your own",
        "machine:PoliciesScreen",
    ),
    Act(
        "record-consent",
        "Record a consent or a refusal",
        "Step by step: adult, child, group, spoken, interpreter, refusal",
        "consent_forms:RecordConsentScreen",
        EventName.CONSENT_RECORDED,
    ),
    Act(
        "withdraw-consent",
        "Take a consent back",
        "Find it in the list, then press w",
        "consents:ConsentsScreen",
        EventName.CONSENT_WITHDRAWN,
    ),
    Act(
        "add-contributor",
        "New contributor",
        "Recorded by a random code; a name is sealed",
        "people:NewPersonScreen",
        EventName.CONTRIBUTOR_ADDED,
    ),
    Act(
        "checklist",
        "Answer a story's checklist",
        "One question a page; each answer is saved at once",
        "checklist:ChecklistScreen",
        EventName.QUESTION_ANSWERED,
    ),
    Act(
        "practice",
        "Practise the checklist",
        "The same questions without a story; nothing is saved",
        "practice:PracticeScreen",
    ),
)


_NEXT = ("stories", "story", "story_forms")


def load_ahead() -> None:
    """Import what is opened most, beside the screen, so that the first key to it waits for nothing."""
    for module in _NEXT:
        importlib.import_module(f"consentkit.tui.screens.{module}")


def load_screen(place: str, *arguments: object) -> Screen[object]:
    """Return a new screen from `module:class`, made with these arguments."""
    module, name = place.split(":")
    loaded = importlib.import_module(f"consentkit.tui.screens.{module}")
    return cast("Screen[object]", getattr(loaded, name)(*arguments))
