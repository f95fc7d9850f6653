"""Clear a story for a channel, or several that go out together, and print what it rests on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from consentkit.domain.codes import new_code
from consentkit.domain.errors import Refused
from consentkit.domain.events import EventName
from consentkit.domain.gate.clearances import CertificateState, Clearance
from consentkit.domain.gate.clearing import clear
from consentkit.domain.gate.contents import changed_parts
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.gate.together import clear_together
from consentkit.domain.stories import Certificate, in_order
from consentkit.domain.values import Channel
from consentkit.store.stories.stories import certificates, certificates_that_run, newest_certificate
from consentkit.usecases.file_looks import FileLook
from consentkit.usecases.publications.certificates import print_certificate
from consentkit.usecases.publications.gathering import gather_dossiers, gather_stories, look_at_files
from consentkit.usecases.publications.refusals import count_first_refusals, others_among, refusals_counted
from consentkit.usecases.workspaces import Workspace


def clear_story(
    workspace: Workspace,
    story: str,
    channel: Channel,
    *,
    also: Collection[str] = (),
    on: date | None = None,
    look: FileLook | None = None,
) -> Clearance:
    """Answer whether a story may go to a channel on a day (today unless said), together with `also`.

    Raises NotFound, InvalidInput (stories-too-many).
    """
    stories = in_order((story, *also))
    dossiers = gather_stories(workspace, stories, channel, on=on or workspace.today, look=look)
    return clear_dossiers(workspace, dossiers)


def ask_gate(
    workspace: Workspace,
    story: str,
    channel: Channel,
    *,
    also: Collection[str] = (),
    on: date | None = None,
) -> Clearance:
    """Answer as `clear_story` does, to a person who asks: a first refusal today is recorded."""
    clearance = clear_story(workspace, story, channel, also=also, on=on)
    if clearance.on == workspace.today:
        count_first_refusals(workspace, clearance.each or (clearance,))
    return clearance


def clear_for_channels(
    workspace: Workspace, story: str, channels: Sequence[Channel]
) -> tuple[Clearance, ...]:
    """Answer for each of these channels, today: all but what is a channel's own is gathered once."""
    dossiers = gather_dossiers(workspace, story, channels, on=workspace.today)
    return tuple(clear_dossiers(workspace, (dossier,)) for dossier in dossiers)


def clear_certified_together(workspace: Workspace, story: str) -> tuple[Clearance, ...]:
    """Answer for every publication in which a story was certified together with others, and still is."""
    running = certificates_that_run(workspace.reading, story, workspace.today)
    return tuple(clear_story(workspace, one.story, one.channel, also=one.also) for one in running if one.also)


def clear_dossiers(workspace: Workspace, dossiers: Sequence[Dossier]) -> Clearance:
    """Answer for stories that go out together, or one, and say how the newest certificate of them stands."""
    clearance = _cleared(dossiers)
    state = _certificate_state(workspace, clearance)
    return clearance.model_copy(update={"certificate": state})


def _cleared(dossiers: Sequence[Dossier]) -> Clearance:
    return clear_together([clear(one) for one in dossiers], [one.plan for one in dossiers])


def certificate_in_force(clearance: Clearance) -> str:
    """Return the certificate under which stories may go out.

    Raises Refused: not-cleared with the gate's reasons, certificate-missing, certificate-void.
    """
    story, channel, certificate = clearance.story, clearance.channel.value, clearance.certificate
    # With the stories, so that who reads it can type what helps.
    if not clearance.is_allowed:
        raise not_cleared(clearance)
    if certificate is None:
        raise Refused(
            "certificate-missing", reasons=(), story=story, channel=channel, **others_among(clearance.stories)
        )
    if not certificate.is_valid:
        raise Refused(
            "certificate-void",
            reasons=(),
            certificate=certificate.id,
            changed=certificate.changed,
            story=story,
            channel=channel,
            **others_among(clearance.stories),
        )
    return certificate.id


def not_cleared(clearance: Clearance) -> Refused:
    """Return the refusal with the gate's reasons."""
    return Refused(
        "not-cleared",
        reasons=clearance.reasons,
        story=clearance.story,
        channel=clearance.channel.value,
        **others_among(clearance.stories),
    )


def _certificate_state(workspace: Workspace, clearance: Clearance) -> CertificateState | None:
    newest = newest_certificate(workspace.reading, clearance.stories, clearance.channel)
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


def certify_story(
    workspace: Workspace, story: str, channel: Channel, *, also: Collection[str] = ()
) -> IssuedCertificate:
    """Clear a story today as a manager, together with `also`, and print the certificate.

    It is also kept in the vault. Raises Refused with the gate's reasons, NotFound, InvalidInput.
    """
    stories = in_order((story, *also))
    with refusals_counted(workspace, stories, channel, EventName.CERTIFICATE_ISSUED):
        return _certified(workspace, stories, channel)


def _certified(workspace: Workspace, stories: Sequence[str], channel: Channel) -> IssuedCertificate:
    look = look_at_files(workspace, stories, channel)
    with workspace.change(EventName.CERTIFICATE_ISSUED) as change:
        dossiers = gather_stories(workspace, stories, channel, on=change.today, look=look)
        clearance = _cleared(dossiers)
        if not clearance.is_allowed:
            raise not_cleared(clearance)
        code = new_code("V")
        page = print_certificate(workspace, change, dossiers, clearance, code)
        certificate = Certificate(
            id=code,
            story=clearance.story,
            also=clearance.also,
            channel=channel,
            issued_at=change.at,
            issued_by=change.actor.handle,
            until=clearance.until,
            parts=clearance.parts,
            pdf=change.keep_file(page),
        )
        certificates.insert(change.db, certificate)
        change.record(
            code,
            story=certificate.story,
            channel=channel,
            until=clearance.until,
            pdf=certificate.pdf,
            **others_among(stories),
        )
    return IssuedCertificate(certificate, page)
