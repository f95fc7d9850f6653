"""What is so in a story, as far as the records tell: nothing here asks a person, and nothing is guessed."""

from collections.abc import Callable

from consentkit.domain.consents import Audience
from consentkit.domain.gate.basis_rules import looks_of
from consentkit.domain.gate.dossiers import Dossier, ImageRecord
from consentkit.domain.gate.draft_rules import is_of_these_words
from consentkit.domain.pictures.images import BoxKind, Declaration, ScanOutcome, Settlement
from consentkit.domain.questions.belongings import PASSED_ON
from consentkit.domain.questions.conditions import About, Known
from consentkit.domain.questions.resting import (
    has_stock,
    is_of_nobody_at_risk,
    is_of_nobody_else,
    is_of_others,
    rests_on_bases_alone,
)
from consentkit.domain.videos.videos import Sound
from consentkit.domain.words.drafts import SEEN_BY_PROGRAM, Holds
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.settlements import KeptFinding
from consentkit.domain.words.terms import is_label

_WORDS_ALONE = frozenset(
    {
        Holds.COMMENTS,
        Holds.TRACKED_CHANGES,
        Holds.NOTES,
        Holds.HIDDEN_WORDS,
        Holds.COVERED_WORDS,
        Holds.PROPERTIES,
        Holds.NAMES,
    }
)
"""What in a draft nobody is seen in."""

_NUMBERS = frozenset({WordKind.STATISTIC, WordKind.LEGAL_WORD})

_SOUNDS = frozenset({Holds.SOUND_OR_FILM, Holds.DOCUMENT, Holds.ELSEWHERE, Holds.UNKNOWN})
"""What in a draft may be heard, or may hold what is."""


def known_of(dossier: Dossier) -> Known:
    """Return what is so in a story; `None` where that cannot be known."""
    return {about: decide(dossier) for about, decide in _DECIDED.items()}


def _has_survivor(dossier: Dossier) -> bool | None:
    if any(person.is_survivor for person in dossier.contributors):
        return True
    if dossier.contributors or dossier.story.states_nobody_is_victim:
        return False
    return False if _is_of_nobody_at_risk(dossier) else None


def _has_child(dossier: Dossier) -> bool | None:
    """Whether somebody counts as a child. Of whom a partner or an agency shows it is not always known."""
    if dossier.contributors or not dossier.bases_in_order:
        return any(person.is_child_on(dossier.on) for person in dossier.contributors)
    return False if _is_of_nobody_at_risk(dossier) else None


def _is_of_nobody_at_risk(dossier: Dossier) -> bool:
    return is_of_nobody_at_risk(dossier) and not _may_hide_pictures(dossier)


def _has_model(dossier: Dossier) -> bool:
    return any(one.declaration is Declaration.MODEL for one in dossier.seen) or has_stock(dossier)


def _has_images(dossier: Dossier) -> bool:
    return bool(dossier.images or dossier.videos)


def _has_words(dossier: Dossier) -> bool | None:
    if dossier.story.draft is not None:
        return True
    return None if dossier.videos or not all(_shows_no_words(one) for one in dossier.images) else False


def _shows_no_words(record: ImageRecord) -> bool:
    """Tell whether a program and a person looked for words in a picture, and none are left to be seen."""
    image = record.image
    if image.scan is None or image.scan.outcome is ScanOutcome.UNDECIDED or image.viewed_by is None:
        return False
    words = [one for one in record.faces if one.kind not in {BoxKind.FACE, BoxKind.TATTOO}]
    return all(one.must_be_covered or one.settlement is Settlement.NOT_A_FACE for one in words)


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
    looks = tuple(looks_of(dossier))
    if any(is_of_others(dossier, look) for look in looks):
        return True
    if not all(is_of_nobody_else(dossier, look) for look in looks) or _may_hide_pictures(dossier):
        return None
    return False


def _has_consent(dossier: Dossier) -> bool | None:
    """Whether a contributor's consent stands behind something; not known while something is unseen."""
    if dossier.contributors:
        return True
    return False if rests_on_bases_alone(dossier) and not _may_hide_pictures(dossier) else None


def _language_differs(dossier: Dossier) -> bool | None:
    """Whether words were carried over from another language: in which one a draft is, nobody records."""
    return None if _has_words(dossier) is not False else False


def _has_numbers(dossier: Dossier) -> bool | None:
    """Whether there is a number, or a legal word: in what was searched, not in pictures of words."""
    if _has_words(dossier) is False:
        return False
    return _in_words(dossier, lambda one: one.kind in _NUMBERS)


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
    """A name alone that is sealed of nobody is found by no program: it is never known that there is none."""
    return


def _has_harmful_words(dossier: Dossier) -> bool | None:
    """Whether a word of the lists stands in title or draft, of which nobody said why it may."""
    return _in_title_and_draft(dossier, lambda one: one.kind is WordKind.HARMFUL and one.is_unsaid)


def _has_labels(dossier: Dossier) -> bool | None:
    """Whether words name a person by what was done to them."""
    return _in_words(dossier, lambda one: one.kind is WordKind.HARMFUL and is_label(one.hint))


def _in_words(dossier: Dossier, is_meant: Callable[[KeptFinding], bool]) -> bool | None:
    """Whether such a thing stands in the words; `None` where not all of them were searched."""
    found = _in_title_and_draft(dossier, is_meant)
    is_seen = not dossier.videos and all(_shows_no_words(one) for one in dossier.images)
    return found if found or is_seen else None


def _in_title_and_draft(dossier: Dossier, is_meant: Callable[[KeptFinding], bool]) -> bool | None:
    words = dossier.words
    if words is None or not is_of_these_words(dossier, words):
        return None
    if any(is_meant(one) for one in words.there):
        return True
    return False if words.check.was_searched else None


def _has_recipients(dossier: Dossier) -> bool | None:
    """Whether somebody else receives it: by the plan, or by name on a letter that was signed."""
    if dossier.plan is None:
        return None
    is_passed_on = dossier.channel in PASSED_ON or dossier.plan.audience is Audience.PARTNERS
    printed = {paper.release: paper.printed for paper in dossier.signed if paper.release}
    releases = [consent.release or "" for consent in dossier.consents if consent.scope]
    letters = [printed.get(release) for release in releases]
    if is_passed_on or any(one is not None and one.has_recipients for one in letters):
        return True
    if _has_consent(dossier) is False:
        return False
    return None if not letters or None in letters else False


_DECIDED: dict[About, Callable[[Dossier], bool | None]] = {
    About.SURVIVOR: _has_survivor,
    About.CHILD: _has_child,
    About.MODEL: _has_model,
    About.HAS_IMAGES: _has_images,
    About.HAS_WORDS: _has_words,
    About.HAS_PEOPLE: _has_people,
    About.OTHER_SOURCE: _shows_others,
    About.CONSENT: _has_consent,
    About.LANGUAGE_DIFFERS: _language_differs,
    About.HAS_NUMBERS: _has_numbers,
    About.HAS_SOUND: _has_sound,
    About.FINDINGS: _has_findings,
    About.HARMFUL_WORDS: _has_harmful_words,
    About.LABELS: _has_labels,
    About.RECIPIENTS: _has_recipients,
}
