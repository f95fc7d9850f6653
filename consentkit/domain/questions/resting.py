"""What the bases of a story tell about who is in it; nothing, where the gate doubts what one of them says."""

from collections.abc import Iterator

from consentkit.domain.bases import Basis, BasisKind
from consentkit.domain.gate.basis_rules import Look, basis_findings, looks_of
from consentkit.domain.gate.clearances import ReasonCode
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.pictures.images import Declaration, Settlement
from consentkit.domain.videos.videos import Sound

_ONLY_NOT_NOW = frozenset(
    {
        ReasonCode.BASIS_UNSEEN,
        ReasonCode.BASIS_ENDED,
        ReasonCode.BASIS_ENDS_EARLY,
        ReasonCode.BASIS_OUTSIDE_TERMS,
    }
)
"""What refuses the story meanwhile, and takes nothing from what the basis says about who is in it."""

STOCK = frozenset({BasisKind.LICENCE, BasisKind.PARTNER})
"""What others took, of people whom nobody here met."""
_OF_OTHERS = STOCK | {BasisKind.RELEASE, BasisKind.MACHINE}
"""What shows somebody else than a contributor, or nobody who ever lived."""

_NO_ONE_TELLS = frozenset({BasisKind.NOBODY, BasisKind.RELEASE})
"""What words rest on that is no survivor's own story; a partner's or an agency's may."""

_NOT_AT_RISK = frozenset({Declaration.STAFF, Declaration.MODEL})


def rests_on_bases_alone(dossier: Dossier) -> bool | None:
    """Whether no contributor's consent stands behind anything; `None` where something may rest on one.

    Somebody who was ever asked about the story, or is linked in a picture, was taken out of it at most.
    """
    if dossier.contributors:
        return False
    was_somebodys = dossier.approvals or any(
        one.settlement is Settlement.LINKED or one.linked_before or one.counts_as_open for one in dossier.seen
    )
    if was_somebodys or not dossier.bases_in_order or _is_doubted(dossier):
        return None
    return True


def _is_doubted(dossier: Dossier) -> bool:
    return any(reason.code not in _ONLY_NOT_NOW for reason in basis_findings(dossier))


def is_of_nobody_at_risk(dossier: Dossier) -> bool:
    """Tell whether all that goes out rests on what is no survivor's and no child's, by what was claimed."""
    if not rests_on_bases_alone(dossier):
        return False
    words = dossier.standing_bases.get(dossier.story.id)
    if dossier.story.draft is not None and (words is None or words.kind not in _NO_ONE_TELLS):
        return False
    is_silent = all(film.copy_made and film.copy_made.sound is Sound.DROPPED for film in dossier.videos)
    return is_silent and all(_shows_nobody_at_risk(look) for look in looks_of(dossier))


def _shows_nobody_at_risk(look: Look) -> bool:
    """Whom a partner or an agency shows unnamed, from behind or covered, nobody here can tell."""
    kind = look.basis.kind if look.basis else BasisKind.CONSENT
    if kind in {BasisKind.NOBODY, BasisKind.GATHERING}:
        return True
    people = [one for one in look.people if one.settlement is not Settlement.NOT_A_FACE]
    return bool(people or kind is BasisKind.MACHINE) and all(
        one.declaration in _NOT_AT_RISK for one in people
    )


def is_of_others(dossier: Dossier, look: Look) -> bool:
    """Tell whether a picture is surely of somebody else: a model, staff, stock, a machine's."""
    if any(one.settlement is Settlement.DECLARED for one in look.people):
        return not _is_of_crowd(dossier, look)
    return look.basis is not None and look.basis.kind in _OF_OTHERS


def is_of_nobody_else(dossier: Dossier, look: Look) -> bool:
    """Tell whether a picture is surely one of a contributor, or one of a crowd or of nobody by itself."""
    settlements = {one.settlement for one in look.people}
    if Settlement.OPEN not in settlements and Settlement.LINKED in settlements:
        return True
    return _is_of_crowd(dossier, look)


def _is_of_crowd(dossier: Dossier, look: Look) -> bool:
    """Beside a contributor's own, a picture of a crowd or of nobody may be taken for theirs."""
    is_crowd = look.basis is not None and look.basis.kind in {BasisKind.GATHERING, BasisKind.NOBODY}
    declared = {one.declaration for one in look.people if one.settlement is Settlement.DECLARED}
    return is_crowd and declared <= {Declaration.AT_GATHERING} and bool(rests_on_bases_alone(dossier))


def has_stock(dossier: Dossier) -> bool:
    """Tell whether a picture, or somebody in one, rests on a licence or on a partner's consent."""
    return any(basis.kind in STOCK for look in looks_of(dossier) for basis in bases_in(look))


def bases_in(look: Look) -> Iterator[Basis]:
    """Yield what a picture rests on, and then single people in it."""
    if look.basis is not None:
        yield look.basis
    yield from (look.own[one.id] for one in look.people if one.id in look.own)
