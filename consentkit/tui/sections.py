"""The sections of the application: one line each, found by key, by palette and by test."""

import importlib
from dataclasses import dataclass
from types import ModuleType
from typing import cast

from textual.screen import Screen


@dataclass(frozen=True)
class Section:
    """A place one key away. `screen` is `module:class` below `consentkit.tui.screens`, loaded when opened."""

    key: str
    id: str
    label: str
    screen: str


SECTIONS = (
    Section("f2", "home", "Home", "office.home:HomeScreen"),
    Section("f3", "stories", "Stories", "stories.stories:StoriesScreen"),
    Section("f4", "people", "Contributors", "people.people:PeopleScreen"),
    Section("f5", "consents", "Consents", "consents.consents:ConsentsScreen"),
    Section("f6", "log", "Log", "log.log:LogScreen"),
    Section("f7", "actors", "Actors", "office.actors:ActorsScreen"),
    Section("f8", "letters", "Letters", "letters.letters:LettersScreen"),
)


_NEXT = ("stories.stories", "stories.story", "stories.beginning")


def load_ahead() -> None:
    """Import what is opened most, beside the screen, so that the first key to it waits for nothing."""
    for module in _NEXT:
        importlib.import_module(f"consentkit.tui.screens.{module}")


def load_screen(place: str, *arguments: object) -> Screen[object]:
    """Return a new screen from `module:class`, made with these arguments."""
    return cast("Screen[object]", getattr(_module(place), place.partition(":")[2])(*arguments))


def screen_class(place: str) -> type[Screen[object]]:
    """Return the class of a screen from `module:class`."""
    return cast("type[Screen[object]]", getattr(_module(place), place.partition(":")[2]))


def _module(place: str) -> ModuleType:
    return importlib.import_module(f"consentkit.tui.screens.{place.partition(':')[0]}")
