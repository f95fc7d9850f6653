"""What must hold for a story's document and words: looked into, showing nobody whom its pictures must not;
looked at, each finding settled, nobody named beyond their yes.
"""

from consentkit.domain.bases import credits_named
from consentkit.domain.consents import Medium, Naming, narrower_naming
from consentkit.domain.gate.clearances import Findings, ReasonCode, finding
from consentkit.domain.gate.consent_rules import latest_assent
from consentkit.domain.gate.dossiers import Dossier, ImageRecord
from consentkit.domain.people import Contributor
from consentkit.domain.uses.at_hand import said_of
from consentkit.domain.words.beside import text_beside
from consentkit.domain.words.drafts import DraftPart
from consentkit.domain.words.findings import CONTACTS, PLACES, WordKind
from consentkit.domain.words.looking import RULES
from consentkit.domain.words.settlements import KeptFinding, StoryWords, WordSettlement


def draft_findings(dossier: Dossier) -> Findings:
    """Yield what in the draft stands in the way; its pictures have their own findings, as any have."""
    story = dossier.story
    if story.draft is None:
        return
    draft = dossier.draft
    if draft is None or draft.name != story.draft or not draft.is_looked_into:
        yield finding(ReasonCode.DRAFT_NOT_OPENED, story.id)
        return
    records = {record.image.id: record for record in dossier.images}
    for part in draft.parts:
        place, position = part.place.value, part.position
        if part.waits_for_a_look:
            yield finding(
                ReasonCode.DRAFT_PART_UNSEEN,
                story.id,
                number=part.number,
                place=place,
                position=position,
                holds=part.holds.value,
            )
        elif part.image is not None and _shows_too_much(part, records.get(part.image)):
            yield finding(ReasonCode.DRAFT_SHOWS_ORIGINAL, part.image, place=place, position=position)


def _shows_too_much(part: DraftPart, record: ImageRecord | None) -> bool:
    """The document itself goes out: a picture that needs a cover, or carries data, is its copy there."""
    if record is None:
        return True
    copy = record.copy_made
    if copy is not None and copy.digest == part.digest:
        return False
    is_whole = part.digest == record.image.digest
    return not is_whole or bool(record.image.leaks) or any(face.must_be_covered for face in record.faces)


def word_findings(dossier: Dossier) -> Findings:
    """Yield what in the words stands in the way. What cannot be searched is never "nothing found"."""
    story, words = dossier.story, dossier.words
    if words is None or not is_of_these_words(dossier, words):
        yield finding(ReasonCode.WORDS_UNCHECKED, story.id)
        return
    check = words.check
    if not check.was_searched and check.second_by is None:
        waits = "second" if check.read_by else "first"
        yield finding(ReasonCode.WORDS_UNDECIDED, story.id, readable=check.readable.value, waits=waits)
    for one in words.there:
        yield from _of_finding(dossier, one)


def is_of_these_words(dossier: Dossier, words: StoryWords) -> bool:
    """Tell whether the words of now, and those beside them, were looked at by the rules of now."""
    story, check = dossier.story, words.check
    is_same = (check.title, check.draft) == (story.title, story.draft)
    beside = text_beside(story.beside, credits_named(dossier.bases))
    return is_same and check.beside == beside and check.rules >= RULES


def _of_finding(dossier: Dossier, one: KeptFinding) -> Findings:
    kind, times = one.kind.value, one.times
    if one.kind is WordKind.NAME:
        yield from _of_name(dossier, one)
    elif not one.is_open:
        return
    elif one.kind in CONTACTS:
        yield finding(ReasonCode.CONTACT_IN_WORDS, one.id, found_kind=kind, times=times)
    elif one.kind in PLACES:
        yield finding(ReasonCode.PLACE_TOO_NARROW, one.id, found_kind=kind, times=times)
    else:
        yield finding(ReasonCode.FINDING_OPEN, one.id, found_kind=kind, times=times)


def _of_name(dossier: Dossier, one: KeptFinding) -> Findings:
    """A child's full name never stands; another name stands as far as its person agreed to be named."""
    person = next((who for who in dossier.contributors if who.code == one.contributor), None)
    if _names_child(dossier, person, one):
        yield finding(ReasonCode.CHILD_NAMED, one.id, times=one.times)
    elif _is_beyond_consent(dossier, person, one):
        yield finding(ReasonCode.NAME_OUTSIDE_SCOPE, one.id, times=one.times)
    elif one.is_open:
        yield finding(ReasonCode.FINDING_OPEN, one.id, found_kind=one.kind.value, times=one.times)


def _names_child(dossier: Dossier, person: Contributor | None, one: KeptFinding) -> bool:
    """Tell whether it is a child's full name, or may be while nobody said whose it is.

    What is sealed as a child's full name is that, whatever anybody says of it.
    """
    if one.is_sealed_whole and any(
        who.code in one.whose and who.is_child_on(dossier.on) for who in dossier.contributors
    ):
        return True
    if one.is_open:
        return one.is_of_several_words and any(who.is_child_on(dossier.on) for who in dossier.contributors)
    return person is not None and person.is_child_on(dossier.on) and _is_full(one)


def _is_beyond_consent(dossier: Dossier, person: Contributor | None, one: KeptFinding) -> bool:
    if one.is_open:
        agreed = [_agreed_naming(dossier, who) for who in dossier.contributors]
        return bool(agreed) and all(naming is Naming.NONE for naming in agreed)
    return one.settlement is WordSettlement.AGREED and not _is_agreed(dossier, person, one)


def _is_full(one: KeptFinding) -> bool:
    """Tell whether it is somebody's whole name: an alias of several words is none, and is said to be one."""
    return one.named_as is Naming.FULL_NAME or (one.named_as is not Naming.ALIAS and one.is_of_several_words)


def _is_agreed(dossier: Dossier, person: Contributor | None, one: KeptFinding) -> bool:
    if person is None or one.named_as is None or (one.whose and person.code not in one.whose):
        return False
    return narrower_naming(one.named_as, _agreed_naming(dossier, person)) is one.named_as


def _agreed_naming(dossier: Dossier, person: Contributor) -> Naming:
    """How somebody may be named: by the consent, and by the child's own answer; the narrower wins."""
    said = said_of(dossier, person.code, Medium.WORDS if dossier.story.draft else None)
    if said is None:
        return Naming.NONE
    assent = latest_assent(dossier, person.code)
    own = assent.scope.naming if assent is not None and assent.scope is not None else None
    return narrower_naming(said.naming, own or said.naming)
