"""What is seen in the records of a story to be so; where it is not, a person is asked, and may know it."""

from collections.abc import Callable, Iterator
from datetime import date

from consentkit.domain.bases import Basis
from consentkit.domain.consents import Naming
from consentkit.domain.gate.basis_rules import Look, basis_findings, looks_of
from consentkit.domain.gate.dossiers import Dossier, ImageRecord
from consentkit.domain.gate.draft_rules import is_of_these_words
from consentkit.domain.pictures.images import Declaration, Settlement
from consentkit.domain.pictures.redactions import SOLID
from consentkit.domain.questions.origins import GATHERINGS
from consentkit.domain.questions.resting import STOCK, bases_in, is_of_nobody_else
from consentkit.domain.questions.sources import FactName
from consentkit.domain.settings import TEXT_DETECTORS
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.settlements import KeptFinding, WordSettlement


def is_seen(dossier: Dossier, fact: FactName) -> bool:
    """Tell whether one of these facts is seen to hold; that it is not seen says nothing against it."""
    return SEEN[fact](dossier)


def _not_published_before(dossier: Dossier) -> bool:
    """How often is too often, a person says."""
    return dossier.published_before == 0


def _use_has_owner(dossier: Dossier) -> bool:
    """Whether somebody who may act today is in charge of the planned use."""
    account = dossier.separation.find(dossier.plan.owner or "") if dossier.plan else None
    return account is not None and account.may_act


def _edits_are_ours(dossier: Dossier) -> bool:
    """Whether each picture is as its camera took it, but for the black covers of its copy, which show."""
    return not dossier.videos and all(
        record.capture is not None
        and record.capture.is_as_taken
        and record.copy_made is not None
        and all(one.method == SOLID.method for one in record.copy_made.methods)
        for record in dossier.images
    )


def _real_names_left_out(dossier: Dossier) -> bool:
    """Whether no real name stands in words that were compared with all that is sealed of each of its people.

    A name may stand in a film or in another part of the document, which nothing compares. In a picture each
    word that a program reads is settled by a person, and a person looked at all of it.
    """
    draft, words = dossier.draft, dossier.words
    if words is None or not is_of_these_words(dossier, words) or dossier.videos:
        return False
    if not dossier.contributors or (draft is not None and draft.parts):
        return False
    if not all(map(_are_its_words_settled, dossier.images)):
        return False
    is_known = {person.code for person in dossier.contributors} <= set(words.check.compared)
    return is_known and not any(one.kind is WordKind.NAME and _may_be_real(one) for one in words.there)


def _are_its_words_settled(record: ImageRecord) -> bool:
    scan = record.image.scan
    was_read = scan is not None and any(name in scan.detectors for name in TEXT_DETECTORS)
    is_settled = not any(box.settlement is Settlement.OPEN for box in record.faces)
    return was_read and is_settled and record.image.viewed_by is not None


def _may_be_real(one: KeptFinding) -> bool:
    """An alias, and what is no name or a public person's, are not, as long as they are sealed of nobody."""
    if one.whose:
        return True
    is_alias = one.settlement is WordSettlement.AGREED and one.named_as is Naming.ALIAS
    return not is_alias and one.settlement not in {WordSettlement.FALSE_HIT, WordSettlement.PUBLIC}


def _pictures_are_new(dossier: Dossier) -> bool:
    """Whether each picture was taken this year, as its file or gathering says, or its credit says when."""
    return not dossier.videos and all(
        _says_its_year(year_of(dossier, record), dossier.standing_bases.get(record.image.id), dossier.on)
        for record in dossier.images
    )


def year_of(dossier: Dossier, record: ImageRecord) -> int | None:
    """Return the year in which a picture was taken, as far as the records tell.

    Its file's own; else the earliest of the gatherings to which the picture belongs, or what it rests on.
    That its story belongs to one says nothing: an older picture may stand in that.
    """
    if record.capture is not None and record.capture.year is not None:
        return record.capture.year
    basis = dossier.standing_bases.get(record.image.id)
    things = (record.image.id, *((basis.id,) if basis else ()))
    days = [one.first_on for one in dossier.origins.of(things, GATHERINGS)]
    known = [day.year for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _says_its_year(year: int | None, basis: Basis | None, on: date) -> bool:
    if year is None or year > on.year:
        return False
    return year == on.year or (basis is not None and str(year) in basis.credit)


def _others_are_named(dossier: Dossier) -> bool:
    """Whether words go out beside each picture that may be of somebody else: its basis has a credit."""
    if any(basis_findings(dossier)):
        return False
    return all(
        is_of_nobody_else(dossier, look) or any(one.credit.strip() for one in bases_in(look))
        for look in looks_of(dossier)
    )


def _adults_by_proof(dossier: Dossier) -> bool:
    """Whether what every model rests on says that they are adults, and somebody looked at what proves it."""
    if any(basis_findings(dossier)):
        return False
    return all(
        basis is not None and basis.is_adult and basis.seen_by is not None
        for look in looks_of(dossier)
        for basis in _under_models(look)
    )


def _under_models(look: Look) -> Iterator[Basis | None]:
    """What each model rests on, and all stock: whom that shows, nobody may have declared."""
    models = [one for one in look.people if one.declaration is Declaration.MODEL]
    yield from (look.own.get(one.id, look.basis) for one in models)
    yield from (one for one in bases_in(look) if one.kind in STOCK)


SEEN: dict[FactName, Callable[[Dossier], bool]] = {
    FactName.ADULTS_BY_PROOF: _adults_by_proof,
    FactName.EDITS_ARE_OURS: _edits_are_ours,
    FactName.NOT_PUBLISHED_BEFORE: _not_published_before,
    FactName.OTHERS_ARE_NAMED: _others_are_named,
    FactName.PICTURES_ARE_NEW: _pictures_are_new,
    FactName.REAL_NAMES_LEFT_OUT: _real_names_left_out,
    FactName.USE_HAS_OWNER: _use_has_owner,
}
