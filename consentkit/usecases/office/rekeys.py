"""Other keys: whoever has an old copy of the key file opens nothing that is written afterwards.

The keys are replaced in one act, which hands the new ones to everyone who stays; the records and the
identities are written anew at once. The files of the vault follow one after the other while others work.
Until the last one is done the keys before are kept under the new ones; then they are gone.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from consentkit.domain.errors import BadDataFile, Conflict, Refused, Unavailable
from consentkit.domain.events import EventName, require
from consentkit.domain.progress import Cancelled, Step, Watcher, stopping, unwatched
from consentkit.domain.values import Value
from consentkit.store.database.replaced_keys import write_back
from consentkit.store.disk.locks import at_work, nobody_reads_files
from consentkit.store.key_files import KdfCost, KeyFile, read_key_file
from consentkit.store.keys import Keys
from consentkit.store.log.audits import read_events
from consentkit.store.log.key_epochs import (
    begin_epoch,
    end_epoch,
    list_epochs,
    unfinished_epoch,
)
from consentkit.store.new_keys import new_keys, without_before, without_hand
from consentkit.store.office.actors import list_accounts
from consentkit.store.office.unfinished_forms import reseal_all
from consentkit.store.people.identities import reseal_set_aside, take_in, write_back_identities
from consentkit.store.people.inboxes import dismissed_in, namings_of
from consentkit.store.resealing import LOST, Resealed, Resealing
from consentkit.usecases.changes import Change
from consentkit.usecases.office.actors import known_account
from consentkit.usecases.workspaces import DEFAULT_COST, Workspace, opened_with

_MOST_FILES, _MOST_BYTES = 32, 64_000_000
"""How much is sealed anew before it is recorded; chosen by eye: a second or two of work."""

ShowCode = Callable[[str], None]
"""Shows the new recovery code, which is kept nowhere; it counts once the keys are replaced."""


class KeyState(Value):
    """How often the keys were replaced, and whether files still wait to be sealed anew."""

    epoch: int
    begun_at: datetime | None = None
    begun_by: str = ""
    is_finished: bool = True
    waiting: int = 0


class Rekey(Value):
    """What replacing the keys came to. `lost` are files that were missing or changed already."""

    epoch: int
    files: int
    lost: tuple[str, ...]
    actors: tuple[str, ...]


def look_at_keys(workspace: Workspace) -> KeyState:
    """Return how often the keys were replaced, and how many files are still under those before."""
    known = list_epochs(workspace.records.db)
    if not known:
        return KeyState(epoch=0)
    newest, open_one = known[-1], unfinished_epoch(workspace.records.db)
    waiting = _resealing(workspace).waiting(workspace.records.db) if open_one else ()
    return KeyState(
        epoch=newest.epoch,
        begun_at=newest.begun_at,
        begun_by=newest.begun_by,
        is_finished=open_one is None,
        waiting=len(waiting),
    )


def without_hands(workspace: Workspace) -> tuple[str, ...]:
    """Return the actors to whom no keys can be handed: they did not sign in since that is possible."""
    return without_hand(read_key_file(workspace.folders.key_file), workspace.records.keys)


def is_rekey_unfinished(workspace: Workspace) -> bool:
    """Tell whether something may still be under the keys before."""
    return unfinished_epoch(workspace.records.db) is not None


def rekey(
    workspace: Workspace,
    show_code: ShowCode,
    *,
    leave_out: Collection[str] = (),
    cost: KdfCost = DEFAULT_COST,
    watch: Watcher = unwatched,
) -> Rekey:
    """Replace the keys, or go on where that was stopped, and seal everything anew.

    This workspace opens nothing afterwards, as any other that is open: whoever works signs in again. Who is
    left out comes back with the new recovery code. Raises Refused for who is no keeper, and for a key file
    that no act made, Conflict where somebody cannot be handed the keys (actors-without-hand), or another
    program does this already (rekey-busy), Unavailable, Stopped; what is done stays done, and the next time
    goes on from there.
    """
    keys = workspace.records.keys
    if not is_rekey_unfinished(workspace):
        keys = replace_keys(workspace, show_code, leave_out=leave_out, cost=cost)
    with opened_with(workspace.folders.root, workspace.actor, keys, clock=workspace.clock) as renewed:
        return finish_rekey(renewed, watch=watch)


def replace_keys(
    workspace: Workspace,
    show_code: ShowCode,
    *,
    leave_out: Collection[str] = (),
    cost: KdfCost = DEFAULT_COST,
) -> Keys:
    """Replace the keys and return the new ones; `finish_rekey` seals everything anew with them.

    Raises as `rekey` does.
    """
    with _alone(workspace):
        keys = _replaced(workspace, show_code, leave_out, cost)
        # Opening the records writes them anew.
        with opened_with(workspace.folders.root, workspace.actor, keys, clock=workspace.clock):
            return keys


def finish_rekey(workspace: Workspace, *, watch: Watcher = unwatched) -> Rekey:
    """Seal everything anew that is still under the keys before, and have them gone at the end.

    Raises as `rekey` does.
    """
    with _alone(workspace):
        return _sealed_anew(workspace, watch)


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    require(workspace.actor, EventName.KEYS_REPLACED)
    with at_work(workspace.folders.root / ".rekey-lock") as is_alone:
        if not is_alone:
            raise Conflict("rekey-busy")
        yield


def _replaced(workspace: Workspace, show_code: ShowCode, leave_out: Collection[str], cost: KdfCost) -> Keys:
    """Put other keys in the place of those of today, in one act."""
    keys, path = workspace.records.keys, workspace.folders.key_file
    with workspace.change(EventName.KEYS_REPLACED) as change:
        file = change.key_file()
        _check_all_are_known(change, file)
        _check_left_out(change, leave_out)
        made = new_keys(file, keys, leave_out=leave_out, cost=cost)
        begin_epoch(change.db, keys, by=change.actor.handle, at=change.at)
        digest = change.replace_key_file(made.file)
        # Before it counts: a code that nobody saw would be the only way back for who is left out.
        show_code(made.recovery_code)
        change.record(
            keys.workspace, epoch=made.keys.epoch, left_out=sorted(leave_out) or None, keyfile=digest
        )
    if read_key_file(path).epoch != made.keys.epoch:
        # The disk did not let it take its place: whoever opens the workspace next finishes that.
        raise Unavailable("disk-broken")
    return made.keys


def _check_all_are_known(change: Change, file: KeyFile) -> None:
    """Raise Refused where keys would be handed to somebody whom no act let in; old logs name no key file."""
    known = {one.handle for one in list_accounts(change.db) if not one.is_removed}
    if not known.issuperset(file.handles):
        raise Refused("keyfile-not-of-log")


def _check_left_out(change: Change, leave_out: Collection[str]) -> None:
    for handle in leave_out:
        known_account(change.db, handle)
        if handle == change.actor.handle:
            raise Refused("rekey-without-oneself")


@dataclass
class _Work:
    """What is sealed anew and not recorded yet, and what was found on the way."""

    resealing: Resealing
    ready: list[Resealed] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)
    files: int = 0
    is_ended: bool = False

    @property
    def is_full(self) -> bool:
        return len(self.ready) >= _MOST_FILES or sum(one.size for one in self.ready) >= _MOST_BYTES

    def look(self, name: str) -> None:
        """Seal one file anew, unless that was done or cannot be."""
        self.looked_at.add(name)
        try:
            found = self.resealing.reseal(name)
        except LOST:
            self.lost.append(name)
            return
        if found is not None:
            self.ready.append(found)


def _sealed_anew(workspace: Workspace, watch: Watcher) -> Rekey:
    write_back_identities(workspace.folders.identities, workspace.records.keys)
    work = _Work(_resealing(workspace))
    work.resealing.begin()
    with stopping(watch) as watched:
        while not work.is_ended:
            _seal_files(workspace, work, watched)
            _write_back(workspace)
            _end(workspace, work)
    work.resealing.end()
    handles = tuple(sorted(read_key_file(workspace.folders.key_file).handles))
    epoch = workspace.records.keys.epoch
    return Rekey(epoch=epoch, files=work.files, lost=tuple(work.lost), actors=handles)


def _write_back(workspace: Workspace) -> None:
    """Have no page of the records under the keys before, and each readable."""
    write_back(workspace.records.db)
    if not workspace.records.db.is_whole():
        raise BadDataFile("database-damaged", file=workspace.records.db.file)


def _resealing(workspace: Workspace) -> Resealing:
    return Resealing(workspace.records.vault, workspace.folders.resealing)


def _seal_files(workspace: Workspace, work: _Work, watch: Watcher) -> None:
    names = [one for one in work.resealing.waiting(workspace.records.db) if one not in work.looked_at]
    for done, name in enumerate(names):
        try:
            watch(Step(done, len(names), name[:8]))
        except Cancelled:
            _record(workspace, work)
            raise
        work.look(name)
        if work.is_full:
            _record(workspace, work)
    _record(workspace, work)


def _record(workspace: Workspace, work: _Work) -> None:
    """Have rows mean what was sealed anew, and let the old files go."""
    if not work.ready:
        return
    with workspace.change(EventName.FILES_RESEALED) as change:
        work.resealing.take(change.db, work.ready)
        epoch = work.resealing.epoch
        change.record(workspace.records.keys.workspace, epoch=epoch, count=len(work.ready))
    work.resealing.let_go(work.ready)
    work.files += len(work.ready)
    work.ready.clear()


def _end(workspace: Workspace, work: _Work) -> None:
    """End it in one act, if every file was looked at: the keys before are gone from then on."""
    keys = workspace.records.keys
    root = workspace.folders.root
    with nobody_reads_files(root), workspace.change(EventName.REKEY_FINISHED) as change:
        open_one = unfinished_epoch(change.db)
        if open_one is not None:
            if not work.looked_at.issuperset(work.resealing.waiting(change.db)):
                return
            _seal_the_rest(workspace, change)
            work.resealing.sweep(change.db)
            end_epoch(change.db, open_one, at=change.at)
            digest = change.replace_key_file(without_before(change.key_file()))
            change.record(keys.workspace, epoch=keys.epoch, lost=len(work.lost), keyfile=digest)
    work.is_ended = True


def _seal_the_rest(workspace: Workspace, change: Change) -> None:
    """Take in the names that wait, and seal what was set aside and what is half typed anew."""
    folders, keys = workspace.folders, workspace.records.keys
    take_in(folders.identities, folders.inbox, keys, namings_of(change.db))
    dismissed = dismissed_in(change.db)
    for before, now in reseal_set_aside(folders.inbox, keys).items():
        if before in dismissed:
            (said, *_) = read_events(change.db, subject=before, action=EventName.IDENTITY_DISMISSED, limit=1)
            change.record_also(EventName.IDENTITY_DISMISSED, now, reason=said.body["reason"])
    reseal_all(folders.unfinished_forms, keys)
