"""The word for each keyword that a fact may hold: channels, roles, decisions and the like stand in sentences."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from consentkit.domain.values import Fact
from consentkit.wording import drafts, vocabularies, words
from consentkit.wording.languages import _
from consentkit.wording.letters import fields
from consentkit.wording.pictures import images, videos
from consentkit.wording.problems import ROWS

E = TypeVar("E", bound=StrEnum)

RECORD_KINDS: dict[str, str] = {
    "assent": "child's answer",
    "basis": "basis",
    "contributor": "contributor",
    "face": "face",
    "track": "track",
    "video": "video",
    "guardian": "guardian",
    "image": "image",
    "consent": "consent",
    "publication": "publication",
    "story": "story",
    "takedown": "takedown",
    "certificate": "certificate",
    "letter": "letter",
    "returned page": "returned page",
    "recording": "recording",
    "actor": "actor",
    "form": "form",
    "letterhead": "letterhead",
    "draft_parts": "part of the document",
    "finding": "finding in the words",
    "word_checks": "check of the words",
    "origin": "origin",
    "interpreter": "interpreter",
    "interpreters": "interpreter",
}

CERTIFICATE_PARTS: dict[str, str] = {
    "story": "the story",
    "people": "the people",
    "consents": "the consents",
    "bases": "what it rests on",
    "files": "the files",
    "faces": "the faces",
    "words": "what was decided of the words",
    "answers": "the answers",
    "policies": "the policies",
}
"""What a certificate rests on, and so what may have changed."""

RECORD_FIELDS: dict[str, str] = {
    "leaks": "what the file gives away",
    "settlement": "the decision",
    "contributor": "the decision",
    "declaration": "the decision",
    "is_hidden": "the decision",
    "why": "the decision",
    "settled_by": "the decision",
    "linked_before": "the decision",
    "agreed_by": "the decision",
    "settled_at": "the decision",
    "box": "its box",
    "path": "its box",
    "detector": "its box",
    "reads": "the words read in it",
    "reads_score": "the words read in it",
    "scan": "the scan",
    "scanned_at": "the scan",
    "score": "the scan",
    "kind": "the scan",
    "tracks": "the faces",
    "viewed_by": "who looked at it",
    "is_set_aside": "whether it is used",
    "came_in_draft": "whether it is used",
    "set_aside_on": "whether it is used",
    "given_to": "who prints it",
    "removal": "whether it is used",
    "removed_at": "whether it is used",
    "removed_by": "whether it is used",
    "title": "its title",
    "draft": "its document",
    "states_nobody_is_victim": "its statement",
    "revision": "its revision",
    "contributors": "the people",
    "age": "what is known of the person",
    "age_basis": "what is known of the person",
    "adult_on": "what is known of the person",
    "is_survivor": "what is known of the person",
    "language": "what is known of the person",
    "is_free_of_conflict": "what safeguarding found",
    "letter": "which letter it belongs to",
    "page": "which letter it belongs to",
    "pages": "which letter it belongs to",
    "confirmed_on": "that it ended",
    "ended_on": "that it ended",
    "ended_by": "that it ended",
    "voided_by": "that it ended",
    "same_as": "that it ended",
    "void_why": "that it ended",
    "voided_on": "that it ended",
    "words": "the words",
    "beside": "the words",
    "passphrase": "the passphrase",
    "roles": "the roles",
    "seen_by": "what was said of it",
    "seen_at": "what was said of it",
    "named_as": "the decision",
    "times": "where it stands",
    "start": "where it stands",
    "end": "where it stands",
    "in_title": "where it stands",
    "contexts": "where it stands",
    "read_by": "who read it",
    "read_at": "who read it",
    "read_why": "who read it",
    "second_by": "who read it",
    "text": "the words",
    "rules": "the words",
    "readable": "the words",
    "checked_at": "the words",
    "names": "the words",
    "compared": "the words",
    "whose": "the words",
}
"""What somebody else may have changed in a record meanwhile, by the field."""

PRINTED_BOUNDS: dict[str, str] = {
    "until": "its last day",
    "places": "the countries",
    "audiences": "for whom",
    "language": "the language",
    "asked_on": "the day of asking",
    "given_on": "the day of the answer",
    "given_by": "who answered",
    "method": "how it was answered",
    "form": "what kind of paper it is",
    "contributor": "whose it is",
    "media": "what may be used",
    "channels": "where it may appear",
    "appearance": "how the person appears",
    "naming": "how the person is named",
    "words": "its words, which cannot be read any more",
}
"""What is printed on a letter and bounds what may be recorded; a tick box keeps its code."""

BASIS_FIELDS: dict[str, str] = {
    "comes_from": "who it comes from",
    "terms": "its terms",
    "contact": "whom to ask",
    "until": "its last day",
    "is_adult": "that the person is an adult",
    "notice": "when, where and how the notice was shown",
    "evidence": "the file that proves it",
    "first_on": "its first day",
    "country": "its country",
}
"""What a basis, a gathering or a supplier may lack, by the field."""

SCAN_PROBLEMS: dict[str, str] = {
    "picture-unverifiable": "its format hides damage",
    "picture-damaged": "the picture is damaged",
    "picture-too-slow": "it took too long to open",
    "decoder-missing": "the decoder did not start",
    "detector-missing": "a face detector is missing",
    "detector-failed": "a face detector failed",
    "model-altered": "a face detector's model was changed",
    "vault-file-missing": "its file is missing",
    "vault-file-changed": "its file was changed",
}
"""Why a scan could not decide; another problem keeps its code."""


def _by_value(words: Mapping[E, str]) -> dict[str, str]:
    return {one.value: text for one, text in words.items()}


def _by_kind(words: Mapping[E, str]) -> dict[str, str]:
    """By vocabulary and value, where values of several are told apart: `naming-none`."""
    return {f"{type(one).__name__.lower()}-{one.value}": text for one, text in words.items()}


_CHANNELS, _AUDIENCES = _by_value(vocabularies.CHANNELS), _by_value(vocabularies.AUDIENCES)
_MEDIA, _ROLES = _by_value(vocabularies.MEDIA), _by_value(vocabularies.ROLES)
_WORDS: dict[str, Mapping[str, str]] = {
    "channel": _CHANNELS,
    "channels": _CHANNELS,
    "audience": _AUDIENCES,
    "audiences": _AUDIENCES,
    "medium": _MEDIA,
    "media": _MEDIA,
    "appearance": _by_value(vocabularies.APPEARANCES),
    "naming": _by_value(vocabularies.NAMINGS),
    "agreed": _MEDIA | _CHANNELS | _by_kind(vocabularies.APPEARANCES) | _by_kind(vocabularies.NAMINGS),
    "beyond": PRINTED_BOUNDS,
    "ties": _by_value(vocabularies.TIES),
    "way": _by_value(vocabularies.CHECK_WAYS),
    "rests_on": _by_value(vocabularies.BASES),
    "lacking": BASIS_FIELDS | _by_value(vocabularies.EVIDENCE_KINDS) | _by_value(vocabularies.RISKS),
    "risks": _by_value(vocabularies.RISKS),
    "outside": _CHANNELS,
    "decision": _by_value(vocabularies.DECISIONS),
    "reply": _by_value(vocabularies.REPLIES),
    "who": _ROLES,
    "roles": _ROLES,
    "age": _by_value(vocabularies.AGES),
    "link": _by_value(vocabularies.GUARDIAN_LINKS),
    "reason": _by_value(vocabularies.OPENING_REASONS) | _by_value(vocabularies.REMOVAL_REASONS),
    "grade": _by_value(images.GRADES),
    "settlement": images.SETTLEMENTS,
    "before": images.SETTLEMENTS,
    "declaration": _by_value(images.DECLARATIONS),
    "outcome": {one.value: text for one, text in images.OUTCOMES.items() if one is not None}
    | _by_value(vocabularies.UNDERSTANDINGS),
    "leaks": _by_value(videos.VIDEO_LEAKS) | _by_value(images.LEAKS),
    "video_check": _by_value(videos.VIDEO_CHECKS),
    "sound": _by_value(videos.SOUNDS),
    "check": _by_value(images.CHECKS),
    "result": _by_value(images.CHECK_RESULTS),
    "changed": CERTIFICATE_PARTS | RECORD_FIELDS,
    "problem": SCAN_PROBLEMS | videos.VIDEO_PROBLEMS,
    "holds": _by_value(drafts.HOLDS),
    "found_kind": _by_value(words.WORD_KINDS),
    "readable": _by_value(words.READABLE),
    "kinds": _by_value(drafts.UNREAD),
    "place": _by_value(drafts.LOCATIONS),
    "letter_fact": fields.FACTS,
    "kind": RECORD_KINDS,
    "wanted": RECORD_KINDS,
    "row": ROWS,
    "table": ROWS,
}
"""By the fact's name. A fact whose name or value is not here is no keyword, and stands as it is."""


def keyword_in_words(name: str, fact: Fact) -> Fact:
    """Return a fact with its keywords in the language that is spoken."""
    words = _WORDS.get(name, {})
    if name == "uses" and isinstance(fact, tuple):
        return tuple(_uses(one) for one in fact)
    if isinstance(fact, tuple):
        # Several fields may have one word.
        return tuple(dict.fromkeys(_word(words, one) for one in fact))
    return _word(words, fact) if isinstance(fact, str) else fact


_USES = (_CHANNELS, _by_value(vocabularies.APPEARANCES), _by_value(vocabularies.NAMINGS))
"""The parts of a use in the log: `social:face-hidden:none`."""


def _uses(code: str) -> str:
    channel, *others = (_word(words, part) for words, part in zip(_USES, code.split(":"), strict=False))
    return f"{channel}: {'; '.join(others)}"


def _word(words: Mapping[str, str], keyword: str) -> str:
    story, space, part = str(keyword).partition(" ")
    if space and part in words:
        # A part of one of several stories.
        return f"{story}: {_(words[part])}"
    return _(words[str(keyword)]) if str(keyword) in words else keyword
