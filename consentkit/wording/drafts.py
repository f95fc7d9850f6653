"""What was found inside a draft, in words."""

from collections.abc import Sequence

from consentkit.domain.gate.clearances import UnreadWords
from consentkit.domain.stories import Story
from consentkit.domain.words.drafts import SEEN_BY_PROGRAM, Draft, DraftPart, Holds, Location
from consentkit.wording.languages import _, _n
from consentkit.wording.vocabularies import BESIDE

LOCATIONS: dict[Location, str] = {
    Location.PAGE: "page",
    Location.SLIDE: "slide",
    Location.CHAPTER: "chapter",
    Location.PICTURE: "picture",
    Location.PREVIEW: "preview picture",
    Location.FILE: "loose in the file, no.",
}
HOLDS: dict[Holds, str] = {
    Holds.PICTURE: "a picture",
    Holds.WHOLE_PAGE: "the page as printed",
    Holds.DRAWING: "a drawing",
    Holds.CHART: "a chart",
    Holds.DOCUMENT: "another document",
    Holds.SOUND_OR_FILM: "sound or film",
    Holds.ELSEWHERE: "a picture that lies elsewhere",
    Holds.EARLIER_VERSION: "an earlier version of the document",
    Holds.LEFT_OVER: "something that was deleted and is still in the file",
    Holds.UNREADABLE_PICTURE: "a picture that cannot be opened",
    Holds.COMMENTS: "comments",
    Holds.TRACKED_CHANGES: "changes that were tracked, with what was deleted",
    Holds.NOTES: "notes for the speaker",
    Holds.HIDDEN_SLIDE: "a hidden slide",
    Holds.HIDDEN_WORDS: "words that nobody sees on the page",
    Holds.COVERED_WORDS: "words with something drawn over them",
    Holds.PROPERTIES: "the file's own properties, such as author and title",
    Holds.NAMES: "words that name something in the file and stand on no page",
    Holds.UNKNOWN: "something unknown",
}

UNREAD: dict[UnreadWords, str] = {
    UnreadWords.DRAFT: "the words of the draft",
    UnreadWords.PICTURES: "the words in pictures",
    UnreadWords.CODES: "codes in pictures, such as QR and bar codes",
    UnreadWords.VIDEOS: "the words in videos",
    UnreadWords.SOUND: "what is said in videos",
}
"""Words that no program looked at."""


def location_in_words(part: DraftPart) -> str:
    """Say where in the draft something stands, such as “draft, page 3”."""
    return locations_in_words((part,))


def locations_in_words(parts: Sequence[DraftPart]) -> str:
    """Say everywhere in the draft that a picture stands, such as “draft, page 3, page 7”."""
    where = dict.fromkeys(f"{_(LOCATIONS[part.place])} {part.position}" for part in parts)
    return _("draft") + ", " + ", ".join(where)


def part_in_words(part: DraftPart) -> str:
    """Say where something stands, what it is, and what a person said of it."""
    line = f"{part.number}. {location_in_words(part)}: {_(HOLDS[part.holds])}"
    if part.image is not None:
        return f"{line}, {part.image}"
    if part.seen_by is None and part.words:
        return "✗ " + line + ": " + _("read them, and say whether anybody can be told by them")
    if part.seen_by is None:
        return "✗ " + line + ": " + _("could not decide; look at it, and say what it shows")
    return "✓ " + line + ": " + _("looked at by") + f" {part.seen_by}: {part.why}"


def draft_in_words(draft: Draft) -> tuple[str, ...]:
    """Say what a draft was found to hold: how much, then each thing."""
    pictures = len({part.image for part in draft.parts if part.image is not None})
    unseen = sum(part.waits_for_a_look for part in draft.parts)
    head = _n("{count} picture was found in it.", "{count} pictures were found in it.", pictures)
    lines = [head.format(count=pictures)]
    if unseen:
        more = _n(
            "{count} thing in it no program can look into: the gate refuses until a person has.",
            "{count} things in it no program can look into: the gate refuses until a person has.",
            unseen,
        )
        lines.append(more.format(count=unseen))
    lines.append(
        _(
            "A program looks for names, numbers and places in its words, and finds not all: read them yourself."
        )
    )
    return (*lines, *(line for part in draft.parts for line in (part_in_words(part), *listed_in_words(part))))


def beside_in_words(story: Story) -> tuple[str, ...]:
    """Say what stands beside a story's words, a line each."""
    if not story.beside:
        return (_("Nothing stands beside these words."),)
    return tuple(f"{one.thing}  {_(BESIDE[one.kind])}: {one.text}" for one in story.beside)


def left_out_in_words(parts: Sequence[DraftPart]) -> tuple[str, ...]:
    """Say what stands in a draft and not in the words alone."""
    kinds = dict.fromkeys(
        f"{_(LOCATIONS[part.place])} {part.position}: {_(HOLDS[part.holds])}" for part in parts
    )
    if not kinds:
        return ()
    lines = [_("These words alone are kept; left out is:"), *(f"    {kind}" for kind in kinds)]
    if any(part.holds in SEEN_BY_PROGRAM for part in parts):
        lines.append(_("Add pictures that are to go along to the story's pictures."))
    return tuple(lines)


def listed_in_words(part: DraftPart) -> tuple[str, ...]:
    """Give the words of a part that a person still has to read, a line each."""
    return tuple(f"    {word}" for word in part.words) if part.waits_for_a_look else ()
