"""Clear a story for a channel, and print what it rests on."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from consentkit.domain.clearances import CertificateState, Clearance
from consentkit.domain.codes import new_code
from consentkit.domain.consents import Consent
from consentkit.domain.dossiers import Dossier, FileState, ImageRecord, VideoRecord
from consentkit.domain.drafts import Draft, Holds
from consentkit.domain.errors import Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.gate import clear
from consentkit.domain.images import Image
from consentkit.domain.people import Contributor, Guardian
from consentkit.domain.public_copies import copy_for
from consentkit.domain.stories import Certificate, Story
from consentkit.domain.values import Channel
from consentkit.domain.videos import Video
from consentkit.store.audits import current_head
from consentkit.store.consents import approvals, assents, consents, withdrawals_of_story
from consentkit.store.databases import EncryptedDatabase
from consentkit.store.drafts import draft_of
from consentkit.store.files import write_atomically
from consentkit.store.images import faces, images, public_copies
from consentkit.store.people import contributors, guardians
from consentkit.store.stories import answers, certificates, get_plan, get_story
from consentkit.store.vault import Vault
from consentkit.store.videos import tracks, video_copies, videos
from consentkit.usecases.exports import check_new_file
from consentkit.usecases.forms import fonts_at
from consentkit.usecases.near_copies import near_ended_copies
from consentkit.usecases.workspaces import Workspace


def clear_story(workspace: Workspace, story: str, channel: Channel, *, on: date | None = None) -> Clearance:
    """Answer whether a story may go to a channel on a day (today unless said). Raises NotFound."""
    dossier = gather_dossier(workspace, story, channel, on=on or workspace.today)
    clearance = clear(dossier)
    return clearance.model_copy(
        update={"certificate": _certificate_state(workspace, story, channel, clearance.parts)}
    )


def gather_dossier(workspace: Workspace, story: str, channel: Channel, *, on: date) -> Dossier:
    """Gather all that a clearance looks at, and take every file's digest again. Raises NotFound."""
    db, vault = workspace.reading, workspace.records.vault
    found = get_story(db, story)
    known = images.where(db, "story = ? AND is_set_aside = 0", story)
    draft = draft_of(db, found)
    pages = _pages(draft)
    records = tuple(
        _image_record(db, vault, image, channel).model_copy(update={"is_page": image.id in pages})
        for image in known
    )
    films = tuple(_video_record(db, vault, video) for video in videos.where(db, "story = ?", story))
    linked = [face.contributor for record in records for face in record.faces]
    linked += [track.contributor for record in films for track in record.tracks]
    people = _people(db, found, linked)
    given = consents.where(db, "story = ?", story, order="given_on, seq")
    catalogue = workspace.catalogue
    return Dossier(
        channel=channel,
        on=on,
        story=found,
        plan=get_plan(db, story, channel),
        contributors=people,
        guardians=_guardians(db, people),
        consents=given,
        withdrawals=withdrawals_of_story(db, story),
        assents=assents.where(db, "story = ?", story, order="given_on, seq"),
        approvals=approvals.where(db, "story = ?", story),
        images=records,
        videos=films,
        papers=_papers(vault, found, given),
        draft=draft,
        answers=answers.where(db, "story = ?", story),
        policies=catalogue.policies,
        policy_digests=catalogue.digests,
        broken_policies=catalogue.broken,
    )


def _pages(draft: Draft | None) -> frozenset[str]:
    """Return the images that are nothing but whole pages of the draft."""
    parts = draft.parts if draft else ()
    pictures = {part.image for part in parts if part.holds is not Holds.WHOLE_PAGE}
    return frozenset(part.image for part in parts if part.image and part.image not in pictures)


def _image_record(db: EncryptedDatabase, vault: Vault, image: Image, channel: Channel) -> ImageRecord:
    copy = copy_for(public_copies.where(db, "image = ?", image.id), channel)
    return ImageRecord(
        image=image,
        faces=faces.where(db, "image = ?", image.id),
        copy_made=copy,
        original_state=vault.state(image.original),
        copy_state=vault.state(copy.stored) if copy else None,
        near=near_ended_copies(db, vault, image),
    )


def _video_record(db: EncryptedDatabase, vault: Vault, video: Video) -> VideoRecord:
    copies = video_copies.where(db, "video = ?", video.id)
    return VideoRecord(
        video=video,
        tracks=tracks.where(db, "video = ?", video.id),
        copy_made=copies[0] if copies else None,
        original_state=vault.state(video.original),
        copy_state=vault.state(copies[0].stored) if copies else None,
    )


def _people(db: EncryptedDatabase, story: Story, linked: Sequence[str | None]) -> tuple[Contributor, ...]:
    codes = dict.fromkeys([*story.contributors, *(code for code in linked if code)])
    return tuple(contributors.get(db, code) for code in codes)


def _guardians(db: EncryptedDatabase, people: tuple[Contributor, ...]) -> tuple[Guardian, ...]:
    return tuple(g for person in people for g in guardians.where(db, "contributor = ?", person.code))


def _papers(vault: Vault, story: Story, given: tuple[Consent, ...]) -> dict[str, FileState]:
    names = [story.draft, *(consent.release for consent in given)]
    return {name: vault.state(name) for name in names if name}


def _certificate_state(
    workspace: Workspace, story: str, channel: Channel, parts: dict[str, str]
) -> CertificateState | None:
    issued = certificates.where(workspace.reading, "story = ? AND channel = ?", story, channel.value)
    if not issued:
        return None
    newest = issued[-1]
    changed = tuple(sorted(name for name in parts if newest.parts.get(name) != parts[name]))
    issued_at = newest.issued_at.astimezone(ZoneInfo(workspace.settings.timezone))
    return CertificateState(id=newest.id, issued_on=issued_at.date(), until=newest.until, changed=changed)


def certify_story(workspace: Workspace, story: str, channel: Channel, out: Path) -> Certificate:
    """Clear a story today as a manager and print the certificate: one PDF page, also kept in the vault.

    Raises Refused with the gate's reasons, Conflict where the file exists, InvalidInput where it cannot be.
    """
    require(workspace.actor, EventName.CERTIFICATE_ISSUED)
    check_new_file(out)
    dossier = gather_dossier(workspace, story, channel, on=workspace.today)
    clearance = clear(dossier)
    if not clearance.is_allowed:
        raise Refused("not-cleared", reasons=clearance.reasons, story=story, channel=channel.value)
    code = new_code("V")
    page = _printed(workspace, dossier, clearance, code)
    certificate = Certificate(
        id=code,
        story=story,
        channel=channel,
        issued_at=workspace.clock(),
        issued_by=workspace.actor.handle,
        until=clearance.until,
        parts=clearance.parts,
        pdf=workspace.records.vault.put(page),
    )
    with workspace.transaction() as transaction:
        certificates.insert(transaction.db, certificate)
        transaction.record(
            EventName.CERTIFICATE_ISSUED, code, story=story, channel=channel, until=clearance.until,
            pdf=certificate.pdf,
        )  # fmt: skip
    write_atomically(out, page, mode=0o644)
    return certificate


def _printed(workspace: Workspace, dossier: Dossier, clearance: Clearance, code: str) -> bytes:
    from consentkit.typesetting.certificates import CertificatePage, make_certificate

    records = workspace.records
    return make_certificate(
        CertificatePage(
            id=code,
            organisation=workspace.settings.organisation,
            issued_at=workspace.clock().astimezone(ZoneInfo(workspace.settings.timezone)),
            issued_by=workspace.actor.handle,
            clearance=clearance,
            dossier=dossier,
            audit_head=current_head(records.db, records.keys.signing_key(), records.keys.workspace).hash,
        ),
        fonts_at(workspace.places),
    )
