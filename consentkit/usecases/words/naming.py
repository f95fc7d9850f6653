"""Whose name stands in the words of a story, and how it names them: what a consent can carry."""

from consentkit.domain.consents import Naming
from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.names.keys import NAMES, first_sounds
from consentkit.domain.stories import Story
from consentkit.domain.words.findings import CONTACTS, WordKind
from consentkit.domain.words.folding import fold
from consentkit.domain.words.settlements import KeptFinding, WordDecision, WordSettlement
from consentkit.usecases.changes import Change
from consentkit.usecases.people.name_digests import letters_like_name, sealed_names


def named(
    change: Change, story: Story, found: KeptFinding, decision: WordDecision
) -> tuple[str | None, Naming | None]:
    """Return whose name something is, and how it names them, where a consent is to carry it.

    Raises InvalidInput (contact-not-agreed; whose-missing; named-as-missing; named-as-whole: all of a sealed
    name is no first name; alias-is-real-name: it is sealed of somebody; alias-begins-alike), Conflict
    (contributor-not-in-story, name-of-another).
    """
    if decision.settlement is not WordSettlement.AGREED:
        return decision.contributor, None
    if found.kind in CONTACTS:
        raise InvalidInput("contact-not-agreed")
    whose = decision.contributor or _only_one(story, found)
    if whose is None:
        raise InvalidInput("whose-missing")
    if whose not in story.contributors:
        raise Conflict("contributor-not-in-story", contributor=whose)
    if found.kind is not WordKind.NAME:
        return whose, None
    if decision.named_as in {None, Naming.NONE}:
        raise InvalidInput("named-as-missing")
    if decision.named_as is Naming.ALIAS:
        check_alias(change, found.wording, whose)
    elif found.whose and whose not in found.whose:
        raise Conflict("name-of-another", id=found.id, codes=", ".join(found.whose))
    elif found.is_sealed_whole and decision.named_as is Naming.FIRST_NAME:
        raise InvalidInput("named-as-whole")
    return whose, decision.named_as


def _only_one(story: Story, found: KeptFinding) -> str | None:
    """Whose it is by what is sealed, or the story's only contributor."""
    theirs = [code for code in story.contributors if code in found.whose] or story.contributors
    return theirs[0] if len(theirs) == 1 else None


def check_alias(change: Change, wording: str, contributor: str) -> None:
    """Raise InvalidInput for an alias that is somebody's real name, or begins as the person's own."""
    said = fold(wording.title()).text
    found = sealed_names(change.db).found_in(said)
    if found.unsure or any(hit.kind is WordKind.NAME and hit.hint in NAMES for hit in found.hits):
        raise InvalidInput("alias-is-real-name")
    letters = letters_like_name(change.db, contributor)
    if first_sounds(wording) & letters:
        raise InvalidInput("alias-begins-alike", contributor=contributor, letters=", ".join(sorted(letters)))
