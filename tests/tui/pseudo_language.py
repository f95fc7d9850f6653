"""A language that says everything in capitals, so that what no sentence words is seen."""

import re

from driving import text_of

from consentkit.domain.checklists import Reply
from consentkit.domain.consents import Appearance, AssentMethod, Audience, Decision, Medium, Method, Naming
from consentkit.domain.people import Age, AgeBasis, GuardianLink
from consentkit.domain.pictures.grades import Grade
from consentkit.domain.pictures.images import Declaration, Leak, ScanOutcome, Settlement
from consentkit.domain.roles import Role
from consentkit.domain.values import Channel
from consentkit.tui.widgets.key_lines import KeyLines

LOUD = "vi"
"""The language that it takes the place of, where the fixture `loud` is used."""

_VOCABULARIES = (
    Age, AgeBasis, Appearance, AssentMethod, Audience, Channel, Decision, Declaration, Grade, GuardianLink,
    Leak, Medium, Method, Naming, Reply, Role, ScanOutcome, Settlement,
)  # fmt: skip
_KEYWORDS = sorted({one.value for kind in _VOCABULARIES for one in kind})
_RAW = re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, _KEYWORDS))})(?![\w-]|\.\w)")
_QUESTION = "guidance-note-2016/"


class Loud:
    """Every sentence in capitals, its blanks as they are."""

    def gettext(self, text):
        return re.sub(r"\{\w*\}|[^{}]+", lambda part: part[0] if part[0][0] == "{" else part[0].upper(), text)

    def ngettext(self, one, many, count):
        return self.gettext(one if count == 1 else many)


class Everything:
    """What a language knows that has all sentences."""

    def __contains__(self, _text):
        return True


def raw_keywords(pilot):
    """Return the lines of the screen on which a keyword of the code stands where people read words."""
    lines = [line.strip() for line in text_of(pilot.app).splitlines() if _QUESTION not in line]
    return [line for line in lines if _RAW.search(line)]


def english_keys(pilot):
    """Return the labels on the keys' line that are in no capitals."""
    labels = [key.label for line in pilot.app.screen.query(KeyLines) for key in line.keys]
    return [label for label in labels if label != label.upper()]
