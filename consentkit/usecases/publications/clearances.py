"""Clear a story for a channel, and print what it rests on."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from consentkit.domain.bases import Basis, standing_bases
from consentkit.domain.checklists import Answer
from consentkit.domain.codes import new_code
from consentkit.domain.consents import Consent
from consentkit.domain.errors import BadDataFile, NotFound, Refused
from consentkit.domain.events import EventName
from consentkit.domain.gate.clearances import CertificateState, Clearance
from consentkit.domain.gate.clearing import clear
from consentkit.domain.gate.contents import changed_parts
from consentkit.domain.gate.dossiers import Dossier, FileState, ImageRecord, VideoRecord
from consentkit.domain.gate.log_rules import log_findings
from consentkit.domain.people import Contributor, Guardian
from consentkit.domain.pictures.images import Image
from consentkit.domain.pictures.public_copies import copy_for
from consentkit.domain.questions.scopes import ORGANISATION
from consentkit.domain.stories import Certificate, Plan, Story
from consentkit.domain.values import Channel
from consentkit.domain.videos.videos import Video
from consentkit.store.consents import (
    approvals_of_story,
    assents_of_story,
    consents_of_story,
    withdrawals_of_story,
)
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.drafts import draft_of
from consentkit.store.letters.letters import list_loose_pages
from consentkit.store.people.contributors import contributors, guardians_of
from consentkit.store.pictures.images import copies_in_story, faces_in_story, images_of_story
from consentkit.store.stories.bases import bases_of_story
from consentkit.store.stories.stories import (
    answers_about_things,
    answers_of,
    certificates,
    count_published_before,
    get_plan,
    get_story,
    newest_certificate,
)
from consentkit.store.videos import copy_of_video, tracks_of, videos_of_story
from consentkit.usecases.checks.noes import noes_where_files_are_shown
from consentkit.usecases.file_looks import FileLook, UnreadFiles
from consentkit.usecases.letters.papers import papers_of_people
from consentkit.usecases.log.standing import log_problems
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.pictures.near_copies import near_ended_in_story
from consentkit.usecases.publications.certificates import print_certificate
from consentkit.usecases.publications.refusals import count_first_refusals, refusals_counted
from consentkit.usecases.workspaces import Workspace


def clear_story(
    workspace: Workspace,
    story: str,
    channel: Channel,
    *,
    on: date | None = None,
    look: FileLook | None = None,
) -> Clearance:
    """Answer whether a story may go to a channel on a day (today unless said). Raises NotFound."""
    dossier = gather_dossier(workspace, story, channel, on=on or workspace.today, look=look)
    return clear_dossier(workspace, dossier)


def ask_gate(workspace: Workspace, story: str, channel: Channel, *, on: date | None = None) -> Clearance:
    """Answer as `clear_story` does, to a person who asks: a first refusal today is recorded."""
    clearance = clear_story(workspace, story, channel, on=on)
    if clearance.on == workspace.today:
        count_first_refusals(workspace, (clearance,))
    return clearance


def clear_for_channels(
    workspace: Workspace, story: str, channels: Sequence[Channel]
) -> tuple[Clearance, ...]:
    """Answer for each of these channels, today: all but what is a channel's own is gathered once."""
    dossiers = gather_dossiers(workspace, story, channels, on=workspace.today)
    return tuple(clear_dossier(workspace, dossier) for dossier in dossiers)


def clear_dossier(workspace: Workspace, dossier: Dossier) -> Clearance:
    """Answer for what was gathered, and say how its newest certificate stands."""
    clearance = clear(dossier)
    state = _certificate_state(workspace, clearance)
    return clearance.model_copy(update={"certificate": state})


def certificate_in_force(clearance: Clearance) -> str:
    """Return the certificate under which a story may go out.

    Raises Refused: not-cleared with the gate's reasons, certificate-missing, certificate-void.
    """
    story, channel, certificate = clearance.story, clearance.channel.value, clearance.certificate
    if not clearance.is_allowed:
        raise Refused("not-cleared", reasons=clearance.reasons, story=story, channel=channel)
    if certificate is None:
        raise Refused("certificate-missing", story=story, channel=channel)
    if not certificate.is_valid:
        # With the story, so that who reads it can type what helps.
        raise Refused(
            "certificate-void",
            certificate=certificate.id,
            changed=certificate.changed,
            story=story,
            channel=channel,
        )
    return certificate.id


def gather_dossier(
    workspace: Workspace, story: str, channel: Channel, *, on: date, look: FileLook | None = None
) -> Dossier:
    """Gather all that a clearance looks at, and take every file's digest again. Raises NotFound.

    With `look` no file is read that it knows already: for who holds the lock.
    """
    (dossier,) = gather_dossiers(workspace, story, (channel,), on=on, look=look)
    return dossier


def gather_dossiers(
    workspace: Workspace, story: str, channels: Sequence[Channel], *, on: date, look: FileLook | None = None
) -> tuple[Dossier, ...]:
    """Gather what `gather_dossier` does for each of these channels, in their order.

    Raises NotFound, and Refused (not-cleared) for rows that cannot be read since somebody changed them.
    """
    problems = log_problems(workspace, story)
    try:
        dossiers = _gathered(workspace, story, channels, on=on, look=look)
    except (BadDataFile, NotFound):
        reasons = tuple(log_findings(story, problems))
        if not reasons:
            raise
        raise Refused("not-cleared", reasons=reasons, story=story, channel=channels[0].value) from None
    return tuple(dossier.model_copy(update={"problems": problems}) for dossier in dossiers)


def gather_without_files(workspace: Workspace, story: str, channel: Channel) -> Dossier:
    """Gather what the questions of today rest on, and look at no file: only for a glance. Raises NotFound."""
    look = UnreadFiles(workspace.records.vault)
    (dossier,) = _gathered(workspace, story, (channel,), on=workspace.today, look=look)
    return dossier


def _gathered(
    workspace: Workspace, story: str, channels: Sequence[Channel], *, on: date, look: FileLook | None
) -> tuple[Dossier, ...]:
    db, look = workspace.reading, look or FileLook(workspace.records.vault)
    found = get_story(db, story)
    draft = draft_of(db, found)
    pictures = _Pictures(db, look, story, pages=draft.page_images if draft else frozenset())
    films = tuple(_video_record(db, look, video) for video in videos_of_story(db, story))
    linked = [face.contributor for faces in pictures.faces.values() for face in faces]
    linked += [track.contributor for record in films for track in record.tracks]
    people = _people(db, found, linked)
    given = consents_of_story(db, story)
    bases = bases_of_story(db, story)
    catalogue = workspace.catalogue
    separation = separation_of(workspace, db)
    shared = Dossier(
        channel=channels[0],
        on=on,
        story=found,
        plan=None,
        contributors=people,
        guardians=_guardians(db, people),
        consents=given,
        withdrawals=withdrawals_of_story(db, story),
        assents=assents_of_story(db, story),
        approvals=approvals_of_story(db, story),
        images=(),
        bases=bases,
        signed=papers_of_people(db, workspace.records.vault, [one.code for one in people], story),
        loose_pages=tuple(page.id for page in list_loose_pages(db)),
        videos=films,
        papers=_papers(look, found, given, bases),
        draft=draft,
        answers=answers_of(db, story),
        shared=answers_about_things(db, (ORGANISATION, *(one.code for one in people))),
        noes_elsewhere=noes_where_files_are_shown(workspace, db, story, separation),
        accounts=separation.accounts,
        published_before=count_published_before(db, story, [one.code for one in people]),
        policies=catalogue.policies,
        policy_digests=catalogue.digests,
        broken_policies=catalogue.broken,
    )
    return tuple(
        shared.model_copy(
            update={
                "channel": channel,
                "plan": (plan := get_plan(db, story, channel)),
                "shared": shared.shared + _of_place(db, plan),
                "images": pictures.for_channel(channel),
            }
        )
        for channel in channels
    )


def _of_place(db: EncryptedDatabase, plan: Plan | None) -> tuple[Answer, ...]:
    return answers_about_things(db, (f"place {plan.place}",)) if plan else ()


class _Pictures:
    """A story's images with all that is known of them: asked for all of them at once."""

    def __init__(self, db: EncryptedDatabase, look: FileLook, story: str, *, pages: Set[str]) -> None:
        self._look, self._pages = look, pages
        self._images = images_of_story(db, story)
        found = faces_in_story(db, story)
        # In the order of the images: who is in a story is part of what a certificate rests on.
        self.faces = {image.id: found.get(image.id, ()) for image in self._images}
        self._copies = copies_in_story(db, story)
        self._near = near_ended_in_story(db, look, story, self._images)

    def for_channel(self, channel: Channel) -> tuple[ImageRecord, ...]:
        """Return each with the public copy that would go to a channel."""
        return tuple(self._record(image, channel) for image in self._images)

    def _record(self, image: Image, channel: Channel) -> ImageRecord:
        copy = copy_for(self._copies.get(image.id, ()), channel)
        return ImageRecord(
            image=image,
            faces=self.faces[image.id],
            copy_made=copy,
            original_state=self._look.state(image.original),
            copy_state=self._look.state(copy.stored) if copy else None,
            near=self._near[image.id],
            is_page=image.id in self._pages,
        )


def _video_record(db: EncryptedDatabase, look: FileLook, video: Video) -> VideoRecord:
    made = copy_of_video(db, video.id)
    return VideoRecord(
        video=video,
        tracks=tracks_of(db, video.id),
        copy_made=made,
        original_state=look.state(video.original),
        copy_state=look.state(made.stored) if made else None,
    )


def _people(db: EncryptedDatabase, story: Story, linked: Sequence[str | None]) -> tuple[Contributor, ...]:
    codes = dict.fromkeys([*story.contributors, *(code for code in linked if code)])
    return tuple(contributors.get(db, code) for code in codes)


def _guardians(db: EncryptedDatabase, people: tuple[Contributor, ...]) -> tuple[Guardian, ...]:
    return tuple(g for person in people for g in guardians_of(db, person.code))


def _papers(
    look: FileLook, story: Story, given: tuple[Consent, ...], bases: tuple[Basis, ...]
) -> dict[str, FileState]:
    proofs = (one.evidence for one in standing_bases(bases).values())
    names = [story.draft, *(consent.release for consent in given), *proofs]
    return {name: look.state(name) for name in names if name}


def _certificate_state(workspace: Workspace, clearance: Clearance) -> CertificateState | None:
    newest = newest_certificate(workspace.reading, clearance.story, clearance.channel)
    if newest is None:
        return None
    changed = changed_parts(newest.parts, clearance.parts, clearance.first_parts)
    issued_at = newest.issued_at.astimezone(ZoneInfo(workspace.settings.timezone))
    return CertificateState(id=newest.id, issued_on=issued_at.date(), until=newest.until, changed=changed)


@dataclass(frozen=True)
class IssuedCertificate:
    """A certificate and its printed page: one A4 page, PDF."""

    certificate: Certificate
    page: bytes


def certify_story(workspace: Workspace, story: str, channel: Channel) -> IssuedCertificate:
    """Clear a story today as a manager and print the certificate, which is also kept in the vault.

    Raises Refused with the gate's reasons, NotFound.
    """
    with refusals_counted(workspace, story, channel, EventName.CERTIFICATE_ISSUED):
        return _certified(workspace, story, channel)


def _certified(workspace: Workspace, story: str, channel: Channel) -> IssuedCertificate:
    look = look_at_files(workspace, story, channel)
    with workspace.change(EventName.CERTIFICATE_ISSUED) as change:
        dossier = gather_dossier(workspace, story, channel, on=change.today, look=look)
        clearance = clear(dossier)
        if not clearance.is_allowed:
            raise Refused("not-cleared", reasons=clearance.reasons, story=story, channel=channel.value)
        code = new_code("V")
        page = print_certificate(workspace, change, dossier, clearance, code)
        certificate = Certificate(
            id=code,
            story=story,
            channel=channel,
            issued_at=change.at,
            issued_by=change.actor.handle,
            until=clearance.until,
            parts=clearance.parts,
            pdf=change.keep_file(page),
        )
        certificates.insert(change.db, certificate)
        change.record(code, story=story, channel=channel, until=clearance.until, pdf=certificate.pdf)
    return IssuedCertificate(certificate, page)


def look_at_files(workspace: Workspace, story: str, channel: Channel) -> FileLook:
    """Look at every file that a clearance will ask for, the slow part of it. Raises NotFound."""
    look = FileLook(workspace.records.vault)
    gather_dossier(workspace, story, channel, on=workspace.today, look=look)
    return look
