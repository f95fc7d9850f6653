"""One clearance for stories that go out together: each is cleared, and they go to the same place."""

from collections.abc import Iterable, Iterator, Sequence

from consentkit.domain.gate.clearances import Clearance, Findings, Note, Reason, ReasonCode, finding
from consentkit.domain.gate.contents import RULE
from consentkit.domain.stories import Plan


def clear_together(clearances: Sequence[Clearance], plans: Sequence[Plan | None]) -> Clearance:
    """Return what the clearances of several stories come to, for one channel on one day.

    It lasts for the days that all of them have in common. A single story's is its own.
    """
    first, *others = clearances
    if not others:
        return first
    from_on, until = max(one.from_on for one in clearances), min(one.until for one in clearances)
    reasons = tuple(_of_each((one.story, one.reasons) for one in clearances)) + tuple(
        _differing(first, [plan for plan in plans if plan is not None])
    )
    return Clearance(
        story=first.story,
        also=tuple(one.story for one in others),
        channel=first.channel,
        on=first.on,
        from_on=from_on,
        until=until,
        is_allowed=not reasons,
        reasons=reasons,
        advice=tuple(_of_each((one.story, one.advice) for one in clearances)),
        questions=(),
        parts=_parts(clearances),
        notes=tuple(_noted(clearances)),
        each=tuple(clearances),
    )


def _of_each(found: Iterable[tuple[str, tuple[Reason, ...]]]) -> Iterator[Reason]:
    for story, reasons in found:
        for reason in reasons:
            yield reason.model_copy(update={"facts": reason.facts | {"story": story}})


def _noted(clearances: Iterable[Clearance]) -> Iterator[Note]:
    for one in clearances:
        for note in one.notes:
            yield note.model_copy(update={"facts": note.facts | {"story": one.story}})


def _differing(first: Clearance, plans: Sequence[Plan]) -> Findings:
    """They are seen in one place, by the same people, on the same days; a missing plan is told already."""
    seen = {(plan.audience, plan.place) for plan in plans}
    has_common_day = max((p.from_on for p in plans), default=first.on) <= min(
        (p.until for p in plans), default=first.on
    )
    if len(seen) > 1 or not has_common_day:
        stories = tuple(plan.story for plan in plans)
        yield finding(ReasonCode.PLANS_DIFFER, first.story, channel=first.channel.value, stories=stories)


def _parts(clearances: Iterable[Clearance]) -> dict[str, str]:
    """What a certificate of them rests on: each part of each story, and the one rule of their digests."""
    parts: dict[str, str] = {}
    for one in clearances:
        parts |= {
            name if name == RULE else f"{one.story} {name}": digest for name, digest in one.parts.items()
        }
    return parts
