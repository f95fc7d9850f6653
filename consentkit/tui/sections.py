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

ACTS: tuple[Act, ...] = ()


def load_screen(place: str) -> Screen[object]:
    """Return a new screen from `module:class`."""
    module, name = place.split(":")
    loaded = importlib.import_module(f"consentkit.tui.screens.{module}")
    return cast("Screen[object]", getattr(loaded, name)())
