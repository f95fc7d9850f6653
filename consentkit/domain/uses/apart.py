"""Uses that differ by channel: all are alike but those that are said apart."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from consentkit.domain.consents import Appearance, Naming, Uses
from consentkit.domain.values import Channel


class Apart(NamedTuple):
    """A channel on which somebody appears, or is named, otherwise; `None`: as everywhere else."""

    channel: Channel
    appearance: Appearance | None = None
    naming: Naming | None = None


def uses_apart(alike: Uses, apart: Iterable[Apart]) -> tuple[Uses, ...]:
    """Return the uses of a scope: those that are alike, then the channels that are said apart.

    A channel that is said apart belongs to the scope by that, and is none of those that are alike.
    """
    by_channel = {one.channel: one for one in apart}
    together: dict[tuple[Appearance, Naming], set[Channel]] = {}
    for channel in sorted(alike.channels | set(by_channel)):
        one = by_channel.get(channel, Apart(channel))
        terms = (one.appearance or alike.appearance, one.naming or alike.naming)
        together.setdefault(terms, set()).add(channel)
    first = (alike.appearance, alike.naming)
    ordered = sorted(together.items(), key=lambda item: item[0] != first)
    return tuple(
        alike.model_copy(update={"channels": frozenset(channels), "appearance": appearance, "naming": naming})
        for (appearance, naming), channels in ordered
    )


def apart_of(uses: tuple[Uses, ...]) -> Iterator[Apart]:
    """Yield the channels that differ from the first uses in how somebody appears or is named alone."""
    first = uses[0]
    same = ("media", "audiences", "places")
    for one in uses[1:]:
        if all(getattr(one, name) == getattr(first, name) for name in same):
            yield from (Apart(channel, one.appearance, one.naming) for channel in sorted(one.channels))
