"""A table keyed by an enumeration has every member of it, or says here what it leaves out and why.

Nothing else notices: to mypy a dict lacks nothing, and the missing key is a KeyError at somebody's desk.
"""

import ast
import functools
import importlib
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

import consentkit
from consentkit.domain.values import Channel

ROOT = Path(consentkit.__file__).parent

LEFT_OUT = {
    "clearing._REASON_FOR": (
        "what is answered, or not asked, is no reason; what is asked elsewhere has its reason there",
        {"yes", "justified", "asked-elsewhere", "does-not-apply"},
    ),
    "benches._OF_KIND": ("these are weighed, and no second reader", {"harmful", "legal-word", "statistic"}),
    "checks._SPOKEN": ("risks are weighed in their form", {"risks"}),
    "evidence._FIELDS": ("risks are weighed in their form", {"risks"}),
    "certificates._PERSONS": ("these are stated apart", {"said-no", "signed-off", "words-unread"}),
    "hidden_words._PATTERNS": ("they are no ZIP archives", {"pdf", "text"}),
    "hidden_words._NEEDED": ("they are no ZIP archives", {"pdf", "text"}),
    "xml_words._READERS": ("they are no ZIP archives", {"pdf", "text"}),
    "zip_files._SHOWN_MEMBERS": ("no ZIP archives; a book names its chapters", {"pdf", "text", "epub"}),
    "reading._READERS": (
        "what has no values of its own is told by its size and words",
        {"colour-profile", "comment", "gps", "hidden-colours", "other-frames", "thumbnail",
         "thumbnail-shows-more", "trailing-bytes", "unknown-block"},
    ),
    "reading._KINDS": (
        "these are hidden bytes where nothing in them can be read",
        {"exif", "iptc", "thumbnail-shows-more", "trailing-bytes", "unknown-block", "xmp"},
    ),
    "samples._BY_KIND": ("a sample's text is in the letter's own language", {"text"}),
}  # fmt: skip
"""Why, and the members: a new member is in the table, or is added here."""

ROWS = (
    "The rows «a channel», «a role», «a reason of the gate», «an action» and «a vocabulary» of "
    "CONTRIBUTING.md say what else each needs."
)

SELECTIONS = {
    "acts.CURED_HERE": "only what is cured over the story's page; tests/tui/test_offers.py holds the others",
    "acts.OPENED_AT": "only what has a screen of its own; the other places are in CURED_HERE or in cure",
    "box_changes._KINDS": "only two acts change a box",
    "copy_states.STATES": "only the reasons about a copy",
    "actions.OF_VIDEOS": "only what is done to pictures has its twin for videos",
    "video_reasons.VIDEO_REASONS": "only what the gate says of videos, too, and in other words",
    "reports._NUMBERS": "the other figures come from questions of several numbers",
    "reports._WHOLES": "only some figures are parts of another",
    "reports._MEASURED": "only figures of days are measured on something",
    "hints._OF_NEEDS": "only needs of a whole story or of several records; the others are in actions.NEEDS",
    "seen.SEEN": "only some facts are seen in the records; of the others the gate finds something against",
    "keys.KEYS": "only some sentences name the key of an action",
    "keys.KEYED": "only what is compared as a whole; words are compared by their spellings",
    "opening._OF_THE_OFFICE": "only places of the office; the other places are of a story or a person",
    "picture_blocks._NARROWEST": "only three layouts hold pictures",
    "picture_blocks._PICTURE_PT": "only three layouts hold pictures",
    "word_sheets._CODES": "the other findings are matters of taste, or of no one row",
    "steps._ACTS": "no reason of the gate leads to the other places; questions say themselves who answers",
    "places.INVITATIONS": "no reason of the gate leads to the other places",
}
"""Tables that choose a few: a new member of the enumeration is none of theirs."""


@functools.cache
def _tables():
    """Every dict keyed by members of one enumeration: its kind and what it lacks, by `module.NAME`."""
    found = {}
    for place, value in _assigned():
        kinds = {type(key) for key in value} if isinstance(value, Mapping) else set()
        if len(kinds) == 1 and issubclass(kind := kinds.pop(), Enum):
            assert place not in found, "two tables of one name in modules of one name: rename one"
            found[place] = (kind, set(kind) - set(value))
    return found


def _assigned():
    """What modules assign at their top, and not what they import, by `module.NAME`."""
    for path in sorted(ROOT.rglob("*.py")):
        if path.name == "__main__.py":
            continue
        names = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(names)
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            for name in _names(statement):
                yield f"{names.split('.')[-1]}.{name}", getattr(module, name, None)


def _names(statement):
    targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def test_every_table_of_an_enumeration_is_whole_or_says_what_it_leaves_out():
    assert len(_tables()) > 60
    left_out = {
        place: {member.value for member in missing} - LEFT_OUT.get(place, ("", set()))[1]
        for place, (_kind, missing) in _tables().items()
        if place not in SELECTIONS
    }
    to_fill = [
        f"{place} ({_tables()[place][0].__name__}): {', '.join(map(str, sorted(values)))}"
        for place, values in sorted(left_out.items())
        if values
    ]
    assert not to_fill, "\n".join(["fill these tables, or say here why not:", *to_fill, ROWS])


def test_what_is_listed_as_left_out_is_left_out():
    said = {place: values for place, (_why, values) in LEFT_OUT.items()}
    found = {place: {member.value for member in _tables()[place][1]} for place in LEFT_OUT}
    assert found == said
    assert [place for place in SELECTIONS if not _tables()[place][1]] == []


def test_the_tables_that_a_channel_was_forgotten_in_are_watched():
    """A channel without a size let the gate die of a KeyError."""
    of_channels = {place for place, (kind, _missing) in _tables().items() if kind is Channel}
    assert {"public_copies.LONGEST_SIDE_PX", "vocabularies.CHANNELS"} <= of_channels
