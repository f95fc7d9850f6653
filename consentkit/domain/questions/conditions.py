"""When a question is asked: a closed table, which the program decides from the records alone."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Literal

from consentkit.domain.values import Value


class About(StrEnum):
    """What the program looks for in a story; each is decided in `domain.gate.conditions`."""

    SURVIVOR = "survivor"
    CHILD = "child"
    MODEL = "model"
    HAS_IMAGES = "has-images"
    HAS_WORDS = "has-words"
    HAS_PEOPLE = "has-people"
    OTHER_SOURCE = "other-source"
    CONSENT = "consent"
    LANGUAGE_DIFFERS = "language-differs"
    HAS_NUMBERS = "has-numbers"
    HAS_SOUND = "has-sound"
    FINDINGS = "findings"
    HARMFUL_WORDS = "harmful-words"
    LABELS = "labels"
    RECIPIENTS = "recipients"


Known = Mapping[About, bool | None]
"""What is so in a story; `None` where the program cannot know."""


class Condition(Value):
    """When a question is asked; every field that is set must hold. A closed table, never an expression."""

    age: Literal["child"] | None = None
    """As files of before say `child = true`."""
    declaration: Literal["model"] | None = None
    has_images: bool | None = None
    survivor: Literal[True] | None = None
    child: Literal[True] | None = None
    has_words: Literal[True] | None = None
    has_people: Literal[True] | None = None
    source: Literal["other", "consent"] | None = None
    language_differs: Literal[True] | None = None
    has_numbers: Literal[True] | None = None
    has_sound: Literal[True] | None = None
    findings: Literal[True] | None = None
    harmful_words: Literal[True] | None = None
    labels: Literal[True] | None = None
    recipients: Literal[True] | None = None

    @property
    def wanted(self) -> dict[About, bool]:
        """What must be so, and how."""
        return {_about(name, value): value is not False for name, value in self if value is not None}


_ABOUT = {
    "age": About.CHILD,
    "declaration": About.MODEL,
    "has_images": About.HAS_IMAGES,
    "survivor": About.SURVIVOR,
    "child": About.CHILD,
    "has_words": About.HAS_WORDS,
    "has_people": About.HAS_PEOPLE,
    "language_differs": About.LANGUAGE_DIFFERS,
    "has_numbers": About.HAS_NUMBERS,
    "has_sound": About.HAS_SOUND,
    "findings": About.FINDINGS,
    "harmful_words": About.HARMFUL_WORDS,
    "labels": About.LABELS,
    "recipients": About.RECIPIENTS,
}


_SOURCES = {"other": About.OTHER_SOURCE, "consent": About.CONSENT}


def _about(name: str, value: object) -> About:
    return _SOURCES[str(value)] if name == "source" else _ABOUT[name]


def one_or_several(value: object) -> object:
    """Return the table of a policy file, or its list of tables, as several."""
    if isinstance(value, Mapping | Condition):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


def spared_by(conditions: Iterable[Condition], known: Known) -> tuple[str, ...]:
    """Return what spares everybody a question, such as `has-sound: no`; `()` where it is asked.

    One of the conditions must hold for it to be asked, and what the program cannot know counts as holding.
    """
    found: list[str] = []
    for condition in conditions:
        against = [
            f"{about}: {'no' if wanted else 'yes'}"
            for about, wanted in condition.wanted.items()
            if known[about] is (not wanted)
        ]
        if not against:
            return ()
        found += against[:1]
    return tuple(dict.fromkeys(found))
