"""What needs somebody of what is published, and of what it rests on."""

from datetime import timedelta
from typing import Any

from consentkit.domain.events import EventName
from consentkit.domain.gate.clearances import Clearance
from consentkit.domain.values import Channel, digest_of
from consentkit.store.office import agendas as waiting
from consentkit.store.stories.several import read_list
from consentkit.usecases.office.needs import MOST_OF_A_KIND, NeedCode, Needs, day_of_row, need_of
from consentkit.usecases.publications.clearances import clear_story
from consentkit.usecases.stories.lists import SOON_DAYS
from consentkit.usecases.workspaces import Workspace


def takedowns_to_confirm(workspace: Workspace) -> Needs:
    """Yield takedowns that nobody confirmed yet."""
    for row in waiting.open_takedowns(workspace.reading, MOST_OF_A_KIND):
        yield need_of(NeedCode.TAKEDOWN_OPEN, row["id"], row, opened=day_of_row(row["opened_on"]))


def overdue_publications(workspace: Workspace) -> Needs:
    """Yield publications whose end has come."""
    for row in waiting.overdue_publications(workspace.reading, workspace.today, MOST_OF_A_KIND):
        yield need_of(NeedCode.PUBLICATION_OVERDUE, row["id"], row, until=day_of_row(row["until"]))


def ended_consents(workspace: Workspace) -> Needs:
    """Yield consents that ended while something rests on them."""
    for row in waiting.ended_consents_in_use(workspace.reading, workspace.today, MOST_OF_A_KIND):
        yield need_of(NeedCode.CONSENT_ENDED, row["id"], row, until=day_of_row(row["until"]))


def ending_consents(workspace: Workspace) -> Needs:
    """Yield consents that end soon."""
    today = workspace.today
    last = today + timedelta(days=SOON_DAYS)
    for row in waiting.ending_consents(workspace.reading, today, last, MOST_OF_A_KIND):
        until = day_of_row(row["until"])
        yield need_of(NeedCode.CONSENT_ENDING, row["id"], row, until=until, days=(until - today).days)


def ended_bases(workspace: Workspace) -> Needs:
    """Yield other bases that ended while something rests on them."""
    for row in waiting.ended_bases_in_use(workspace.reading, workspace.today, MOST_OF_A_KIND):
        yield need_of(
            NeedCode.BASIS_ENDED, row["id"], row, thing=row["thing"], until=day_of_row(row["until"])
        )


def ending_bases(workspace: Workspace) -> Needs:
    """Yield other bases that end soon."""
    today = workspace.today
    last = today + timedelta(days=SOON_DAYS)
    for row in waiting.ending_bases(workspace.reading, today, last, MOST_OF_A_KIND):
        until = day_of_row(row["until"])
        days = (until - today).days
        yield need_of(NeedCode.BASIS_ENDING, row["id"], row, thing=row["thing"], until=until, days=days)


def void_certificates(workspace: Workspace) -> Needs:
    """Yield certificates that no longer hold."""
    catalogue = workspace.catalogue
    policies = digest_of([catalogue.digests, catalogue.broken])
    for row in waiting.doubtful_certificates(workspace.reading, policies, MOST_OF_A_KIND):
        state = _cleared(workspace, row).certificate
        if state is not None and not state.is_valid:
            yield need_of(NeedCode.CERTIFICATE_VOID, state.id, row, changed=state.changed)


def _cleared(workspace: Workspace, row: dict[str, Any]) -> Clearance:
    return clear_story(workspace, row["story"], Channel(row["channel"]), also=read_list(row["also"]))


def unrecorded_exports(workspace: Workspace) -> Needs:
    """Yield exports of which nobody recorded where they went."""
    act = EventName.STORY_EXPORTED.value
    for row in waiting.unrecorded_exports(workspace.reading, act, workspace.today, MOST_OF_A_KIND):
        clearance = _cleared(workspace, row)
        state = clearance.certificate
        is_held = clearance.is_allowed and state is not None and state.is_valid
        yield need_of(NeedCode.EXPORT_UNRECORDED if is_held else NeedCode.EXPORT_REFUSED, row["story"], row)
