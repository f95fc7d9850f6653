"""What the gate refused, kept for the report: a harm that was prevented leaves no other trace."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from consentkit.domain.errors import Refused, Unavailable
from consentkit.domain.events import EventName
from consentkit.domain.gate.clearances import Clearance, Reason
from consentkit.domain.gate.log_rules import ABOUT_THE_LOG
from consentkit.domain.values import Channel, Fact
from consentkit.store.log.refusals import was_refused
from consentkit.usecases.workspaces import Workspace

_BY_THE_GATE = frozenset({"not-cleared", "certificate-missing", "certificate-void"})
_HINDERS_NOBODY = (Refused, Unavailable)
"""What a role or a disk does not allow: who asked needs the gate's answer, and no count."""


@contextmanager
def refusals_counted(
    workspace: Workspace, stories: Sequence[str], channel: Channel, act: EventName
) -> Iterator[None]:
    """Record that the gate stopped this act, and raise its refusal on; around the act's own change."""
    try:
        yield
    except Refused as refused:
        if refused.code in _BY_THE_GATE and _may_be_kept(refused.reasons):
            with suppress(*_HINDERS_NOBODY), workspace.change(EventName.GATE_REFUSED) as change:
                reasons = _codes(refused.reasons)
                others = others_among(stories)
                change.record(
                    stories[0], channel=channel, act=act, why=refused.code, reasons=reasons, **others
                )
        raise


def others_among(stories: Sequence[str]) -> dict[str, Fact]:
    """Return the fact that names the stories beside the first one; nothing where there is one alone."""
    return {"also": tuple(stories[1:])} if len(stories) > 1 else {}


def count_first_refusals(workspace: Workspace, clearances: Iterable[Clearance]) -> None:
    """Record each story and channel that is refused now and was never before."""
    for one in clearances:
        is_new = not one.is_allowed and not was_refused(workspace.reading, one.story, one.channel)
        if is_new and _may_be_kept(one.reasons):
            with suppress(*_HINDERS_NOBODY):
                _count_first(workspace, one)


def _count_first(workspace: Workspace, clearance: Clearance) -> None:
    with workspace.change(EventName.GATE_REFUSED) as change:
        if not was_refused(change.db, clearance.story, clearance.channel):
            change.record(clearance.story, channel=clearance.channel, reasons=_codes(clearance.reasons))


def _may_be_kept(reasons: Iterable[Reason]) -> bool:
    """Tell whether the log bears events: each keeps a head, which would stand in for one that is missing."""
    return ABOUT_THE_LOG.isdisjoint(reason.code for reason in reasons)


def _codes(reasons: Iterable[Reason]) -> frozenset[str]:
    return frozenset(reason.code.value for reason in reasons)
