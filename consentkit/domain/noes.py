"""What lifts a safeguarding no: the same person, or two others with the role, with days between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from consentkit.domain.accounts import Separation
from consentkit.domain.errors import Conflict, Refused


@dataclass(frozen=True)
class Say:
    """What somebody in the role of safeguarding said to one thing, once."""

    by: str
    at: datetime
    is_yes: bool


@dataclass(frozen=True)
class SafeguardingNo:
    """A no, and how far its lifting has come. `lifted_by` is empty while it stands.

    `opened_by` is the first of two others who said yes since; the second may confirm it `from_at` on.
    """

    by: str
    at: datetime
    lifted_by: tuple[str, ...] = ()
    lifted_at: datetime | None = None
    opened_by: str | None = None
    opened_at: datetime | None = None
    from_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Tell whether nobody who may has lifted it."""
        return not self.lifted_by


def noes_in(says: Sequence[Say], separation: Separation) -> tuple[SafeguardingNo, ...]:
    """Return the last no of everybody who ever said one, oldest first; a new no of theirs begins anew.

    `says` are about one thing, oldest first.
    """
    last = {say.by: say for say in says if not say.is_yes}
    return tuple(_look(no, says, separation) for no in sorted(last.values(), key=lambda one: one.at))


def _look(no: Say, says: Sequence[Say], separation: Separation) -> SafeguardingNo:
    later = [say for say in says[says.index(no) + 1 :] if say.is_yes]
    for yes in later:
        if yes.by == no.by and separation.is_same_person(no.by, no.at):
            return SafeguardingNo(no.by, no.at, lifted_by=(no.by,), lifted_at=yes.at)
    others = [yes for yes in later if separation.are_two(no.by, yes.by, yes.at)]
    wait = timedelta(days=separation.lifting_days)
    for first, second in combinations(others, 2):
        if second.at >= first.at + wait and separation.are_two(first.by, second.by, second.at):
            return SafeguardingNo(no.by, no.at, lifted_by=(first.by, second.by), lifted_at=second.at)
    if not others:
        return SafeguardingNo(no.by, no.at)
    first = others[0]
    return SafeguardingNo(no.by, no.at, opened_by=first.by, opened_at=first.at, from_at=first.at + wait)


def check_lifting(
    noes: Sequence[SafeguardingNo], actor: str, separation: Separation, at: datetime
) -> str | None:
    """Return what a yes of this actor does to the noes that stand: `opened`, `confirmed` or nothing.

    Raises Refused where they are no other person than who said no or opened the lifting, and before its days
    are over; Conflict where they opened it themselves.
    """
    does = None
    for no in noes:
        if not no.stands or (no.by == actor and separation.is_same_person(actor, no.at)):
            continue
        separation.require_second(actor, [no.by], at)
        does = "opened" if no.opened_by is None else _confirmed(no, actor, separation, at)
    return does


def _confirmed(no: SafeguardingNo, actor: str, separation: Separation, at: datetime) -> str:
    assert no.opened_by is not None  # noqa: S101 - the caller has seen to it
    assert no.from_at is not None  # noqa: S101 - set where it was opened
    if no.opened_by == actor:
        raise Conflict("lifting-open-already", by=no.by, until=no.from_at.date())
    separation.require_second(actor, [no.opened_by], at)
    if at < no.from_at:
        raise Refused("lifting-waits", by=no.by, first=no.opened_by, until=no.from_at.date())
    return "confirmed"
