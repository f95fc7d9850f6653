"""The public copy of a picture: make it, prove it, look at it."""

from collections.abc import Sequence
from datetime import date

from consentkit.domain.consents import Consent
from consentkit.domain.errors import Conflict, NotFound, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.gate.picture_rules import covered_faces
from consentkit.domain.pictures.copy_metadata import CopyMetadata, metadata_for
from consentkit.domain.pictures.images import Face, Image, Settlement
from consentkit.domain.pictures.public_copies import (
    LONGEST_SIDE_PX,
    CopyWish,
    PublicCopy,
    copy_for,
    drawn_side,
    shows_no_more,
    size_for,
    usual_format,
)
from consentkit.domain.pictures.redactions import SOLID, Cover, may_be_cosmetic
from consentkit.domain.uses.standing import channels_bound_by
from consentkit.domain.values import Channel
from consentkit.store.consents import list_consents, withdrawn_consents
from consentkit.store.people.contributors import contributors
from consentkit.store.pictures.images import copies_of, faces_of, images, save_copy
from consentkit.store.stories.stories import get_story, plans_that_stand
from consentkit.usecases.changes import Change
from consentkit.usecases.outgoing import Outgoing
from consentkit.usecases.pictures.copy_proofs import CopyPlan, CopyRequest, prove_copy
from consentkit.usecases.reopenings import check_told_of
from consentkit.usecases.showings import record_copy_shown
from consentkit.usecases.stories.stories import revise
from consentkit.usecases.workspaces import Workspace

_USUAL = CopyWish()
_MOST_TRIES = 3


def make_public_copy(workspace: Workspace, image: str, wish: CopyWish = _USUAL) -> PublicCopy:
    """Make the file that may be published: rebuilt from pixels, faces covered, scanned and re-read.

    It is made again where its faces, its metadata or its size became others meanwhile. Raises NotFound,
    InvalidInput for a redaction that is too weak, Refused while faces are open or for a cosmetic one over
    somebody at risk, Conflict before a scan or (record-changed) where it went on changing, BadDataFile for
    a changed file.
    """
    from consentkit.imaging.opening.opening import open_picture

    require(workspace.actor, EventName.COPY_MADE)
    wish.redaction.check()
    found = images.get(workspace.reading, image)
    plan = _plan(workspace, found, wish, workspace.today)
    before = copy_for(copies_of(workspace.reading, image), wish.channel)
    kind = wish.format or usual_format(found.media_type)
    longest_px = drawn_side(max(found.width_px, found.height_px), plan.longest_side_px, kind)
    if _shows_more(found, before, plan.covers, longest_px):
        check_told_of(workspace, found.story)
    picture = open_picture(workspace.records.vault.get(found.original))
    for _ in range(_MOST_TRIES):
        asked = CopyRequest(found, picture, plan, wish.channel)
        data = _made(asked, wish)
        copy = prove_copy(workspace, asked, data)
        with workspace.change(EventName.COPY_MADE) as change:
            rests_on, plan = plan, _plan(workspace, images.get(change.db, image), wish, change.today)
            if plan == rests_on:
                return _kept(change, found, copy, data)
    changed = tuple(name for name, was in vars(rests_on).items() if getattr(plan, name) != was)
    raise Conflict("record-changed", kind="image", id=image, changed=changed)


def _made(asked: CopyRequest, wish: CopyWish) -> bytes:
    from consentkit.imaging.metadata.embedding import with_metadata
    from consentkit.imaging.redaction.redacting import make_public_copy as redact

    plan = asked.plan
    bare = redact(asked.picture, plan.covers, longest_side_px=plan.longest_side_px, kind=wish.format)
    return with_metadata(bare, plan.metadata)


def _plan(workspace: Workspace, image: Image, wish: CopyWish, day: date) -> CopyPlan:
    """Return what a copy rests on. Raises Conflict, Refused, NotFound where none can be made."""
    if image.scan is None:
        raise Conflict("scan-first", image=image.id)
    known = faces_of(workspace.reading, image.id)
    if any(face.settlement is Settlement.OPEN for face in known):
        raise Refused("faces-open", image=image.id)
    covers = _covers(workspace, known, wish, day)
    return CopyPlan(
        covers,
        covered_faces(known),
        tuple(face for face in known if not face.must_be_covered),
        _metadata(workspace, image, wish, is_covered=bool(covers)),
        _size(workspace, image, wish.channel, day),
    )


def _kept(change: Change, image: Image, proved: PublicCopy, data: bytes) -> PublicCopy:
    before = copy_for(copies_of(change.db, image.id), proved.channel)
    copy = proved.model_copy(update={"stored": _stored(change, before, proved, data)})
    save_copy(change.db, copy)
    change.record(
        image.id,
        digest=copy.digest,
        channel=copy.channel,
        covered=len(copy.covered),
        methods={redaction.method for redaction in copy.methods} or None,
        unsettled=len(copy.unsettled),
        leaks=copy.leaks,
        not_done=tuple(copy.not_done) or None,
    )
    # The people in it are asked about the picture that will be seen, so one that shows more is a revision.
    # One that hides more is safer: nobody is sent to them with it.
    covers = [Cover(face=f, redaction=r) for f, r in zip(copy.covered, copy.methods, strict=True)]
    if _shows_more(image, before, covers, max(copy.width_px, copy.height_px)):
        revise(change, get_story(change.db, image.story))
    return copy


def _shows_more(image: Image, before: PublicCopy | None, covers: Sequence[Cover], longest_px: int) -> bool:
    return before is None or not shows_no_more(covers, longest_px, before, image)


def _stored(change: Change, before: PublicCopy | None, proved: PublicCopy, data: bytes) -> str:
    """Return the vault name: the same bytes made again, for the same channel, are not kept twice."""
    is_same = before is not None and (before.digest, before.channel) == (proved.digest, proved.channel)
    if before is not None and is_same and change.has_file(before.stored):
        return before.stored
    return change.keep_file(data)


def _covers(workspace: Workspace, known: Sequence[Face], wish: CopyWish, day: date) -> tuple[Cover, ...]:
    """Return the covers in the order of `covered_faces`. Raises Refused, NotFound for a face not covered."""
    covered = covered_faces(tuple(known))
    if unknown := set(wish.only) - {face.id for face in covered}:
        raise NotFound("face-not-covered", face=min(unknown))
    chosen = {face.id for face in covered if not wish.only or face.id in wish.only}
    if wish.redaction.is_cosmetic:
        for face in covered:
            if face.id in chosen and not _may_be_cosmetic(workspace, face, day):
                raise Refused("redaction-only-cosmetic", face=face.id)
    return tuple(
        Cover(face=face.box, redaction=wish.redaction if face.id in chosen else SOLID) for face in covered
    )


def _may_be_cosmetic(workspace: Workspace, face: Face, day: date) -> bool:
    person = contributors.get(workspace.reading, face.contributor) if face.contributor else None
    return may_be_cosmetic(face, person, day)


def _size(workspace: Workspace, image: Image, channel: Channel | None, day: date) -> int:
    if channel is not None:
        return LONGEST_SIDE_PX[channel]
    planned = plans_that_stand(workspace.reading, image.story, day)
    return size_for(frozenset(plan.channel for plan in planned))


def _still_binds(consent: Consent, answers: Sequence[Consent], channel: Channel | None) -> bool:
    """Whether an answer binds for a use still, of this channel where one is meant."""
    own = [one for one in answers if one.contributor == consent.contributor]
    bound = channels_bound_by(consent, sorted(own, key=lambda one: one.given_on))
    return bool(bound if channel is None else bound & {channel})


def _metadata(workspace: Workspace, image: Image, wish: CopyWish, *, is_covered: bool) -> CopyMetadata:
    """Say on which consents the copy rests: what each contributor said yes to, while any of it is left."""
    answers = list_consents(workspace.reading, image.story)
    withdrawn = withdrawn_consents(workspace.reading, image.story)
    held = [c for c in answers if c.id not in withdrawn and _still_binds(c, answers, wish.channel)]
    ends = [c.scope.until for c in held if c.scope is not None]
    return metadata_for(
        [c.id for c in held],
        channel=wish.channel,
        until=min(ends) if ends else None,
        is_covered=is_covered,
        terms=workspace.settings.usage_terms,
    )


def show_public_copy(workspace: Workspace, image: str, *, channel: Channel | None = None) -> Outgoing:
    """Return a public copy's file for somebody to look at, cleared or not: it is shown, and given to nobody.

    It is recorded. Raises NotFound where none was made, Refused for who may see no face, BadDataFile for an
    altered one.
    """
    require(workspace.actor, EventName.COPY_SHOWN)
    copy = copy_for(copies_of(workspace.reading, image), channel)
    if copy is None:
        raise NotFound("copy-not-made", image=image)
    data = workspace.records.vault.get(copy.stored)
    record_copy_shown(workspace, image)
    return Outgoing(f"{image}{_suffix(data)}", data)


def _suffix(data: bytes) -> str:
    return {b"\x89PNG": ".png", b"RIFF": ".webp"}.get(data[:4], ".jpg")
