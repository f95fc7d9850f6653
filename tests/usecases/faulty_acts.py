"""Acts on a machine that fails at the n-th write; `test_faults.py` runs this with `faults.c` loaded.

Each trial is a child that forks off with the act prepared, and acts in a copy of the workspace. The act was
done once before in the parent, so that no child imports, reads fonts or starts a worker of its own again.
"""

import ctypes
import os
import shutil
import signal
import traceback
from collections import namedtuple
from contextlib import ExitStack
from enum import IntEnum
from types import SimpleNamespace

import pytest
from old_keys import opened_by
from PIL import Image
from test_acts import ACTS, _actor_for, acted_upon, stage, workspace_folder  # noqa: F401 - fixtures

from consentkit.domain.errors import ConsentkitError, Refused
from consentkit.domain.events import EventName
from consentkit.domain.problems import ProblemKind
from consentkit.domain.roles import Actor, Role
from consentkit.imaging.metadata import client as disclosures
from consentkit.imaging.paper import signed_letters
from consentkit.imaging.redaction import client as matching
from consentkit.imaging.scanning import client as scanning
from consentkit.imaging.video import scanning as video_scanning
from consentkit.sandbox import client as opening
from consentkit.sandbox.client import Worker
from consentkit.store.files_named import named_files
from consentkit.store.key_changes import digest_of_key_file, last_named
from consentkit.store.keys import unlock
from consentkit.store.office.own_file_changes import digest_of_own_file, last_own_files
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.office.actors import list_actors, remove_actor
from consentkit.usecases.office.backups import (
    check_backup,
    list_backups,
    make_backup,
    restore_backup,
    unlock_by_passphrase,
)
from consentkit.usecases.office.rekeys import look_at_keys, rekey
from consentkit.usecases.workspaces import WorkspaceFolders, key_file_of, open_workspace

NEW = "another long passphrase"
MOST_TRIALS = int(os.environ.get("CONSENTKIT_FAULT_TRIALS", "0"))
"""Of each act and fault: the first call, the last, and some between; 0 for every call there is."""
_FAULT = ctypes.CDLL(None)
_FAULT.fault_arm.argtypes = [ctypes.c_int, ctypes.c_long, ctypes.c_char_p]
_DONE, _TOLD, _BUG = 0, 10, 99


class Fault(IntEnum):
    """As `faults.c` counts them."""

    COUNT = 1
    KILL = 2
    FULL = 3
    BROKEN = 4


Doer = namedtuple("Doer", "folder handle passphrase clock")
Calls = namedtuple("Calls", "all roomy")
"""How many calls an act made that change files, and how many of those take room on the disk."""


BY_TESTS_OF_THEIR_OWN = {
    EventName.WORKSPACE_CREATED,
    EventName.WORKSPACE_RESTORED,
    EventName.FILES_RESEALED,
    EventName.REKEY_FINISHED,
    # A count beside the gate's answer, which is given whatever the disk does: test_protected_workspace.py.
    EventName.GATE_REFUSED,
}
"""What they write is no workspace yet, or goes on the next time: the other tests here hold them."""


def chosen_acts():
    wanted = os.environ.get("CONSENTKIT_FAULT_ACTS", "")
    return (
        [EventName(name) for name in wanted.split(",")]
        if wanted
        else [name for name in ACTS if name not in BY_TESTS_OF_THEIR_OWN]
    )


def trial(doer, deed, fault, number, below=None):
    """Act in a child that fails at call `number`; return how it ended, its words, and the calls it made."""
    reading, writing = os.pipe()
    lent = [(worker, lend(worker._process)) for worker in WORKERS if worker._process]
    child = os.fork()
    if child == 0:
        code, words = _BUG, ""
        try:
            for worker, process in lent:
                worker._process = process
            _FAULT.fault_arm(fault, number, os.fsencode(below or doer.folder))
            with open_workspace(doer.folder, doer.handle, doer.passphrase, clock=doer.clock) as workspace:
                deed(workspace)
            code = _DONE
        except ConsentkitError as error:
            code, words = _TOLD + error.exit_code, error.code
        except BaseException:  # noqa: BLE001 - what the test is about
            words = traceback.format_exc()
        finally:
            seen = f"{_FAULT.fault_seen()} {_FAULT.fault_seen_roomy()}"
            os.write(writing, f"{seen}\n{words}".encode()[:60_000])
            os._exit(code)
    os.close(writing)
    for _worker, process in lent:
        process.stdin.close()
        process.stdout.close()
    with os.fdopen(reading) as told:
        seen, _, words = told.read().partition("\n")
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), words, Calls(*map(int, seen.split())) if seen else None


_HOMES = (disclosures, signed_letters, matching, scanning, video_scanning, opening)
WORKERS = [one for home in _HOMES for one in vars(home).values() if isinstance(one, Worker)]
"""The sandboxed workers of this process; a fork leaves them to it."""


def lend(process):
    """A worker of this process, for one child that forks off: one asks at a time, and nobody ends it."""
    return SimpleNamespace(
        pid=process.pid,
        stdin=os.fdopen(os.dup(process.stdin.fileno()), "wb"),
        stdout=os.fdopen(os.dup(process.stdout.fileno()), "rb"),
        kill=process.kill,
        wait=lambda: None,
    )


def warm(deed, doer):
    """Do the act here once: what it imports, remembers and starts, each child has from its first call."""
    with open_workspace(doer.folder, doer.handle, doer.passphrase, clock=doer.clock) as workspace:
        deed(workspace)


def standing(folder, passphrase, clock, lacking=frozenset(), altered=frozenset()):
    """Open a workspace after a trial, look whether all of it fits together, and return what is recorded."""
    with ExitStack() as stack:
        try:
            workspace = stack.enter_context(open_workspace(folder, "manager-1", passphrase, clock=clock))
        except Refused as error:
            assert error.code == "passphrase-wrong"  # noqa: PT017 - the other one must open it
            workspace = stack.enter_context(open_workspace(folder, "manager-1", NEW, clock=clock))
        # Some stages take rows away past the log.
        assert tables_altered(workspace) <= altered
        records = workspace.records
        assert records.db.is_whole()
        # Some stages name a picture that was never there.
        for name in named_files(records.db) - lacking:
            assert records.vault.state(name).value == "intact", name
        assert {a.handle for a in list_actors(workspace)} == set(key_file_of(folder).handles)
        key_file = WorkspaceFolders(folder).key_file
        assert digest_of_key_file(key_file) == last_named(records.db)
        assert not list(folder.rglob("*.next"))
        for name, digest in last_own_files(records.db).items():
            assert digest_of_own_file(folder, name) == digest, name
        db = records.db
        return {name: [tuple(row.items()) for row in db[name].rows] for name in db.table_names()}


def amiss(folder, passphrase, clock):
    """What a stage took away: files that rows name, and tables that were changed past the log."""
    with open_workspace(folder, "manager-1", passphrase, clock=clock) as workspace:
        records = workspace.records
        return named_files(records.db) - records.vault.names(), tables_altered(workspace)


def tables_altered(workspace):
    problems = verify_audit(workspace).problems
    return {one.table or one.kind.value for one in problems if one.kind is not ProblemKind.TIME_EXPLAINED}


@pytest.fixture(scope="module")
def portrait(portrait, tmp_path_factory):
    """The same, small: it is scanned some hundred times."""
    small = tmp_path_factory.mktemp("small") / "portrait.jpg"
    with Image.open(portrait) as picture:
        picture.thumbnail((320, 320))
        picture.save(small)
    return small


@pytest.mark.parametrize("name", chosen_acts())
def test_an_act_on_a_failing_machine_is_done_or_not_and_says_so(
    name,
    stage,  # noqa: F811 - a fixture
    passphrase,
    clock,
    tmp_path_factory,
):
    deed, handle, prepared = ACTS[name](stage), _actor_for(name), stage.tmp_path
    inside, cases = stage.folder.relative_to(prepared), tmp_path_factory.mktemp("cases")
    # Who looks afterwards has taken new keys over before, where a stage replaced them.
    lacking, altered = amiss(stage.folder, passphrase, clock)
    before = standing(copied(prepared, cases / "before") / inside, passphrase, clock, lacking, altered)

    def doer():
        # Beside the workspace lies what an act writes elsewhere: a backup, a public copy.
        stage.tmp_path = copied(prepared, cases / "case")
        stage.folder = stage.tmp_path / inside
        return Doer(stage.folder, handle, passphrase, clock)

    def attempt(fault, number):
        outcome = trial(doer(), deed, fault, number, below=stage.tmp_path)
        return outcome, standing(stage.folder, passphrase, clock, lacking, altered)

    warm(deed, doer())
    (code, words, calls), after = attempt(Fault.COUNT, 0)
    assert code == _DONE, words
    whole = len(after["audit"]) - len(before["audit"])
    assert whole > 0
    for fault, number in chosen_calls(calls):
        (code, words, _), rows = attempt(fault, number)
        where = f"{name} {fault.name} at call {number} of {calls}: {code} {words}"
        assert code != _BUG, where
        assert code in {_DONE, _TOLD + 7} or (fault is Fault.KILL and code == -signal.SIGKILL), where
        recorded = len(rows["audit"]) - len(before["audit"])
        assert 0 <= recorded <= whole, where
        if recorded == 0:
            assert rows == before, where
            # Where there is no room to take new keys over, what is there is still read.
            assert code != _DONE or name is EventName.KEYS_TAKEN_OVER, where
        elif code == _DONE:
            assert recorded == whole, where


def copied(prepared, case):
    """A fresh copy of what was prepared, in the place of the last."""
    shutil.rmtree(case, ignore_errors=True)
    return shutil.copytree(prepared, case, ignore=shutil.ignore_patterns("*-shm"))


def test_a_workspace_on_a_failing_machine_is_made_whole_or_made_again(
    tmp_path,
    passphrase,
    cheap_cost,
    clock,
    workspace_folder,  # noqa: F811 - a fixture
):
    founder = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))
    new = tmp_path / "new"

    def make(_workspace=None):
        create_workspace(new, founder, passphrase, cost=cheap_cost, clock=clock)

    doer = Doer(workspace_folder, "auditor-1", passphrase, clock)
    code, words, calls = trial(doer, make, Fault.COUNT, 0, below=new)
    assert code == _DONE, words
    for fault, number in chosen_calls(calls):
        shutil.rmtree(new, ignore_errors=True)
        code, words, _ = trial(doer, make, fault, number, below=new)
        where = f"{fault.name} at call {number} of {calls}: {code} {words}"
        assert code in {_DONE, _TOLD + 7} or (fault is Fault.KILL and code == -signal.SIGKILL), where
        if not is_open(new, passphrase, clock):
            assert code != _DONE, where
            make()
        standing(new, passphrase, clock)


def is_open(folder, passphrase, clock, handle="manager-1"):
    try:
        with open_workspace(folder, handle, passphrase, clock=clock):
            return True
    except ConsentkitError:
        return False


def test_a_backup_on_a_failing_disk_is_there_or_not_and_the_next_is_whole(
    tmp_path,
    passphrase,
    clock,
    workspace_folder,  # noqa: F811 - a fixture
):
    disk = tmp_path / "disk"
    doer = Doer(workspace_folder, "manager-1", passphrase, clock)

    def make(workspace):
        make_backup(workspace, disk)

    code, words, calls = trial(doer, make, Fault.COUNT, 0, below=disk)
    assert code == _DONE, words
    for fault, number in chosen_calls(calls):
        shutil.rmtree(disk)
        code, words, _ = trial(doer, make, fault, number, below=disk)
        where = f"{fault.name} at call {number} of {calls}: {code} {words}"
        assert code in {_DONE, _TOLD + 7} or (fault is Fault.KILL and code == -signal.SIGKILL), where
        with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as workspace:
            kept = list_backups(disk) if (disk / "consentkit-backup.json").exists() else ()
            assert kept or code != _DONE, where
            for one in kept:
                check_backup(workspace, disk, one.number)
            last = make_backup(workspace, disk).kept.number
            check_backup(workspace, disk, last)


def test_a_restore_on_a_failing_disk_is_whole_or_begun_again(
    tmp_path,
    passphrase,
    clock,
    workspace_folder,  # noqa: F811 - a fixture
):
    disk, back = tmp_path / "disk", tmp_path / "back"
    doer = Doer(workspace_folder, "auditor-1", passphrase, clock)
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as workspace:
        make_backup(workspace, disk)

    def restore(_workspace=None):
        restore_backup(disk, back, unlock_by_passphrase("manager-1", passphrase), clock=clock)

    code, words, calls = trial(doer, restore, Fault.COUNT, 0, below=back)
    assert code == _DONE, words
    for fault, number in chosen_calls(calls):
        shutil.rmtree(back, ignore_errors=True)
        code, words, _ = trial(doer, restore, fault, number, below=back)
        where = f"{fault.name} at call {number} of {calls}: {code} {words}"
        assert code in {_DONE, _TOLD + 7} or (fault is Fault.KILL and code == -signal.SIGKILL), where
        if not is_open(back, passphrase, clock):
            assert code != _DONE, where
            restore()
        standing(back, passphrase, clock)


def chosen_calls(calls):
    """Each fault at each call that it can let fail, or at as many of them as are wanted."""
    for fault in (Fault.KILL, Fault.FULL, Fault.BROKEN):
        count = calls.roomy if fault is Fault.FULL else calls.all
        wanted = min(MOST_TRIALS or count, count)
        for number in sorted({1 + (count - 1) * place // max(1, wanted - 1) for place in range(wanted)}):
            yield fault, number


def test_replacing_keys_on_a_failing_machine_is_done_or_goes_on_to_its_end(
    tmp_path,
    passphrase,
    cheap_cost,
    clock,
    workspace_folder,  # noqa: F811 - a fixture
):
    base, copies = shutil.copytree(workspace_folder, tmp_path / "base"), iter(range(1_000_000))
    old = unlock(key_file_of(base), "keeper-2", passphrase)[1]
    with open_workspace(base, "manager-1", passphrase, clock=clock) as workspace:
        remove_actor(workspace, "keeper-2")

    def replace(workspace):
        rekey(workspace, lambda _code: None, cost=cheap_cost)

    def attempt(fault, number):
        case = shutil.copytree(base, tmp_path / f"case-{next(copies)}")
        return case, trial(Doer(case, "manager-1", passphrase, clock), replace, fault, number)

    case, (code, words, calls) = attempt(Fault.COUNT, 0)
    assert code == _DONE, words
    for fault, number in chosen_calls(calls):
        case, (code, words, _) = attempt(fault, number)
        where = f"{fault.name} at call {number} of {calls}: {code} {words}"
        assert code in {_DONE, _TOLD + 7} or (fault is Fault.KILL and code == -signal.SIGKILL), where
        standing(case, passphrase, clock)
        with open_workspace(case, "manager-1", passphrase, clock=clock) as workspace:
            state = look_at_keys(workspace)
            assert state.epoch == 1 or code != _DONE, where
            if not (state.epoch and state.is_finished):
                replace(workspace)
        standing(case, passphrase, clock)
        assert not opened_by(case, old), where
        assert is_open(case, passphrase, clock, "officer-1"), where
        shutil.rmtree(case)
