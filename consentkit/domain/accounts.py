"""Accounts: who made them, whose they are, and when two of them are two people. The one place that says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from consentkit.domain.errors import Conflict, Refused
from consentkit.domain.roles import Actor, Handle, Role
from consentkit.domain.values import Fact, Value

RECOVERY = "recovery"
"""Who acts with the printed code: nobody knows who that is."""

PROGRAM = "program"
"""What the program itself does, where nobody is signed in."""

USUAL_TIED_DAYS = 30
USUAL_LIFTING_DAYS = 7
"""Where no policy says another number."""


def check_new_handle(handle: str) -> None:
    """Raise Conflict for what the log calls somebody whom nobody is."""
    if handle in {RECOVERY, PROGRAM}:
        raise Conflict("actor-known", actor=handle)


class Gift(Value):
    """Who gave an account a role or another passphrase, and when."""

    by: str
    at: datetime


class Account(Value):
    """A handle as the log knows it.

    `made_by` added it at `made_at`, and `given_by` gave it a role or another passphrase later, at `given_at`:
    for a while it may be the second hand of either. `gifts` are all that were given, also before that one: a
    later hand takes no earlier one away. Who holds the account holds it `since` then: before that
    it may have been somebody else. `own_since` is when they set a passphrase of their own; `None`: never.
    `is_from_before` is an account from before that was asked for; `is_unattended` one whose secret lies on a
    machine, and that only reads.
    """

    handle: Handle
    roles: frozenset[Role]
    made_by: str
    made_at: datetime
    given_by: str | None = None
    given_at: datetime | None = None
    gifts: tuple[Gift, ...] = ()
    since: datetime
    own_since: datetime | None = None
    is_from_before: bool = False
    is_unattended: bool = False
    vouched_by: Handle | None = None
    vouched_at: datetime | None = None
    is_removed: bool = False

    @property
    def last_gift(self) -> tuple[Gift, ...]:
        """The newest, as the records keep it with the account; empty where nothing was given."""
        if self.given_by is None or self.given_at is None:
            return ()
        return (Gift(by=self.given_by, at=self.given_at),)

    @property
    def actor(self) -> Actor:
        """Who is using consentkit with it."""
        return Actor(handle=self.handle, roles=self.roles)

    @property
    def may_act(self) -> bool:
        """Tell whether anything may be done with it but setting a passphrase of one's own."""
        reads_only = self.is_unattended and self.roles == {Role.AUDITOR}
        return self.own_since is not None or self.is_from_before or reads_only


@dataclass(frozen=True)
class Tie:
    """Why two accounts are not taken for two people; the code of its sentence, with its facts."""

    code: str
    actor: str
    by: str = ""
    until: datetime | None = None

    def refusal(self) -> Refused:
        """Return it as what refuses an act."""
        facts: dict[str, Fact] = {"actor": self.actor}
        facts |= {"by": self.by} if self.by else {}
        facts |= {"until": self.until.date()} if self.until else {}
        return Refused(self.code, reasons=(), **facts)


@dataclass(frozen=True)
class Separation:
    """Which accounts are two people. `tied_days`: how long a maker's hand is seen in what they made.

    `lifting_days` lie between the first and the second of two who lift a safeguarding no.
    """

    accounts: tuple[Account, ...]
    tied_days: int = USUAL_TIED_DAYS
    lifting_days: int = USUAL_LIFTING_DAYS

    def find(self, handle: str) -> Account | None:
        """Return an account, removed or not; `None` for a handle that the records do not know."""
        return next((one for one in self.accounts if one.handle == handle), None)

    def tie(self, first: str, second: str, at: datetime) -> Tie | None:
        """Return why these two are not two people at an instant; `None` where they are.

        Unknown means no: a handle without an account, or with one that nobody can speak for, is nobody's.
        """
        if first == second:
            return Tie("second-person-needed", second)
        for handle in (second, first):
            account = self.find(handle)
            if account is None or not account.may_act:
                return Tie("second-person-unknown", handle)
        hands = {handle: self._hands_in(handle, at) for handle in (second, first)}
        for handle, found in hands.items():
            if RECOVERY in found:
                return Tie("second-person-recovered", handle, until=self._tied_until(handle, at))
        shared = hands[first] & hands[second]
        if not shared:
            return None
        young = second if self.makers_of(second, at) else first
        by = min(shared - {young}, default=young)
        return Tie("second-person-tied", young, by=by, until=self._tied_until(young, at))

    def are_two(self, first: str, second: str, at: datetime) -> bool:
        """Tell whether these are two people at an instant."""
        return self.tie(first, second, at) is None

    def require_second(self, actor: str, others: Iterable[str], at: datetime) -> None:
        """Raise Refused unless who acts is another person than each other, with an own passphrase."""
        account = self.find(actor)
        if account is None:
            raise Refused("second-person-unknown", actor=actor)
        if account.own_since is None:
            raise Refused("passphrase-from-before", actor=actor)
        for other in others:
            found = self.tie(other, actor, at)
            if found is not None:
                raise found.refusal()

    def require_voucher(self, keeper: str, handle: str, at: datetime) -> None:
        """Raise Refused where this keeper may not vouch: for oneself, or where one hand made both."""
        account = self.find(keeper)
        if account is None or account.own_since is None:
            raise Refused("passphrase-from-before", actor=keeper)
        if keeper == handle or self._hands_in(keeper, at) & self._hands_in(handle, at):
            raise Refused("voucher-is-maker", actor=handle, by=keeper)

    def is_same_person(self, handle: str, before: datetime) -> bool:
        """Tell whether who holds a handle is who held it at an instant, as far as can be known."""
        account = self.find(handle)
        if account is None:
            return False
        is_vouched = account.vouched_at is not None and account.vouched_at >= account.since
        return account.since <= before or is_vouched

    def vouchings(self, handles: Iterable[str], at: datetime) -> tuple[Account, ...]:
        """Return those of these accounts that count as somebody's own only because a keeper vouched."""
        known = (self.find(handle) for handle in dict.fromkeys(handles))
        return tuple(one for one in known if one and one.vouched_by and _ties(one, at, self.tied_days))

    def makers_of(self, handle: str, at: datetime) -> frozenset[str]:
        """Return whose second hand an account may be at an instant; nothing where it is its own."""
        account = self.find(handle)
        if account is None:
            return frozenset()
        vouched = account.vouched_at
        ties = _ties(account, at, self.tied_days)
        return frozenset(by for by, begun in ties.items() if vouched is None or vouched < begun)

    def _hands_in(self, handle: str, at: datetime) -> frozenset[str]:
        """Return the account with everybody whose second hand it may be, and theirs."""
        found, more = {handle}, {handle}
        while more:
            more = {maker for one in more for maker in self.makers_of(one, at)} - found
            found |= more
        return frozenset(found)

    def _tied_until(self, handle: str, at: datetime) -> datetime | None:
        account = self.find(handle)
        ties = _ties(account, at, self.tied_days) if account else {}
        return max(ties.values(), default=at) + timedelta(days=self.tied_days)


def _ties(account: Account, at: datetime, days: int) -> dict[str, datetime]:
    """Who made an account or gave it something so lately that it still counts, and when."""
    ties = {account.made_by: account.made_at}
    for gift in (*account.gifts, *account.last_gift):
        if gift.at <= at:
            ties[gift.by] = max(gift.at, ties.get(gift.by, gift.at))
    last = timedelta(days=days)
    return {by: begun for by, begun in ties.items() if by != account.handle and at < begun + last}
