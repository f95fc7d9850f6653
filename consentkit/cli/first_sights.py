"""What the gate says of a story at first sight: who does what next, in at most eight lines."""

from collections.abc import Iterable

from consentkit.domain.gate.clearances import Clearance
from consentkit.domain.values import day_in_words
from consentkit.pages.stories.steps import steps_for


def use_in_words(clearance: Clearance) -> str:
    """Return what was asked about."""
    return f"{', '.join(clearance.stories)} for {clearance.channel.value} on {day_in_words(clearance.on)}"


def first_sight(clearance: Clearance) -> Iterable[str]:
    """Yield the answer, and who does what next; nobody reads sixty reasons."""
    if clearance.is_allowed:
        yield f"CLEARED: {use_in_words(clearance)}, until {day_in_words(clearance.until)}."
        return
    yield f"REFUSED: {use_in_words(clearance)}. Reasons: {len(clearance.reasons)}"
    yield from (f"✗ {step.line}" for step in steps_for(clearance.reasons))


def every_reason(clearance: Clearance) -> str:
    """Return what to type to read every reason."""
    stories = " --story ".join(clearance.stories)
    day = f" --on {clearance.on.isoformat()}"
    return f"Every reason: consentkit clear {stories} --channel {clearance.channel.value}{day} --all"
