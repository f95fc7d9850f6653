"""What is so in a story, as far as the records tell: nothing here asks a person, and nothing is guessed."""

from collections.abc import Callable

from consentkit.domain.consents import Audience
from consentkit.domain.gate.dossiers import Dossier, ImageRecord, VideoRecord
from consentkit.domain.pictures.images import Declaration, Settlement
from consentkit.domain.questions.conditions import About, Known
from consentkit.domain.values import Channel
from consentkit.domain.videos.videos import Sound
from consentkit.domain.words.drafts import SEEN_BY_PROGRAM, Holds

_PASSED_ON = frozenset({Channel.PRESS, Channel.BROADCAST, Channel.EXHIBITION})
"""Where somebody else publishes it, and so receives the files."""

_WORDS_ALONE = frozenset(
    {
        Holds.COMMENTS,
        Holds.TRACKED_CHANGES,
        Holds.NOTES,
        Holds.HIDDEN_WORDS,
        Holds.COVERED_WORDS,
        Holds.PROPERTIES,
    }
)
"""What in a draft nobody is seen in."""

_SOUNDS = frozenset({Holds.SOUND_OR_FILM, Holds.DOCUMENT, Holds.ELSEWHERE, Holds.UNKNOWN})
"""What in a draft may be heard, or may hold what is."""


def known_of(dossier: Dossier) -> Known:
    """Return what is so in a story; `None` where that cannot be known."""
    return {about: decide(dossier) for about, decide in _DECIDED.items()}


def _has_survivor(dossier: Dossier) -> bool | None:
    if any(person.is_survivor for person in dossier.contributors):
        return True
    return False if dossier.contributors or dossier.story.states_nobody_is_victim else None


def _has_child(dossier: Dossier) -> bool:
    return any(person.is_child_on(dossier.on) for person in dossier.contributors)


def _has_model(dossier: Dossier) -> bool:
    return any(one.declaration is Declaration.MODEL for one in dossier.seen)


def _has_images(dossier: Dossier) -> bool:
    return bool(dossier.images or dossier.videos)


def _has_words(dossier: Dossier) -> bool | None:
    if dossier.story.draft is not None:
        return True
    return None if _has_images(dossier) else False


def _has_people(dossier: Dossier) -> bool | None:
    """Whether somebody is in a picture. That nobody is, no program says: it is not known then."""
    if any(one.settlement is not Settlement.NOT_A_FACE for one in dossier.seen):
        return True
    return None if _has_images(dossier) or _may_hide_pictures(dossier) else False


def _may_hide_pictures(dossier: Dossier) -> bool:
    """Whether there is a document that nobody has looked into, or a part of it that no program sees into."""
    draft = dossier.draft
    if draft is None:
        return dossier.story.draft is not None
    return any(part.holds not in SEEN_BY_PROGRAM | _WORDS_ALONE for part in draft.parts)


def _shows_others(dossier: Dossier) -> bool | None:
    """Whether a picture is not surely one of a contributor: one with no face of theirs may be of anybody."""
    records: list[ImageRecord | VideoRecord] = [*dossier.images, *dossier.videos]
    if any(_is_declared(record) for record in records):
        return True
    if not all(_shows_contributor(record) for record in records) or _may_hide_pictures(dossier):
        return None
    return False


def _seen_in(record: ImageRecord | VideoRecord) -> tuple[Settlement, ...]:
    seen = record.faces if isinstance(record, ImageRecord) else record.tracks
    return tuple(one.settlement for one in seen)


def _is_declared(record: ImageRecord | VideoRecord) -> bool:
    return Settlement.DECLARED in _seen_in(record)


def _shows_contributor(record: ImageRecord | VideoRecord) -> bool:
    return Settlement.LINKED in _seen_in(record) and Settlement.OPEN not in _seen_in(record)


def _language_differs(dossier: Dossier) -> bool | None:
    """Whether words were carried over from another language: in which one a draft is, nobody records."""
    return None if _has_words(dossier) is not False else False


def _has_numbers(dossier: Dossier) -> bool | None:
    return None if _has_words(dossier) is not False else False


def _has_sound(dossier: Dossier) -> bool | None:
    copies = [record.copy_made for record in dossier.videos]
    if any(copy is not None and copy.sound is not Sound.DROPPED for copy in copies):
        return True
    # A way of moving gives away as much as a voice.
    if copies or (dossier.story.draft is not None and dossier.draft is None):
        return None
    parts = dossier.draft.parts if dossier.draft else ()
    return None if any(part.holds in _SOUNDS for part in parts) else False


def _has_findings(_dossier: Dossier) -> None:
    """No program reads the words of a story for names, places or terms yet."""
    return


def _has_recipients(dossier: Dossier) -> bool | None:
    """Whether somebody else receives it: by the plan, or by name on a letter that was signed."""
    if dossier.plan is None:
        return None
    is_passed_on = dossier.channel in _PASSED_ON or dossier.plan.audience is Audience.PARTNERS
    printed = {paper.release: paper.printed for paper in dossier.signed if paper.release}
    releases = [consent.release or "" for consent in dossier.consents if consent.scope]
    letters = [printed.get(release) for release in releases]
    if is_passed_on or any(one is not None and one.has_recipients for one in letters):
        return True
    return None if not letters or None in letters else False


_DECIDED: dict[About, Callable[[Dossier], bool | None]] = {
    About.SURVIVOR: _has_survivor,
    About.CHILD: _has_child,
    About.MODEL: _has_model,
    About.HAS_IMAGES: _has_images,
    About.HAS_WORDS: _has_words,
    About.HAS_PEOPLE: _has_people,
    About.OTHER_SOURCE: _shows_others,
    About.LANGUAGE_DIFFERS: _language_differs,
    About.HAS_NUMBERS: _has_numbers,
    About.HAS_SOUND: _has_sound,
    About.FINDINGS: _has_findings,
    About.RECIPIENTS: _has_recipients,
}
