"""kill -9 while a backup is made or brought back: nothing told is missing, no half one counts, it goes on."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consentkit.domain.errors import ConsentkitError
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.office.backups import (
    check_backup,
    list_backups,
    make_backup,
    restore_backup,
    unlock_by_passphrase,
)
from consentkit.usecases.office.checkups import examine_workspace
from consentkit.usecases.workspaces import open_workspace

ROUNDS = int(os.environ.get("CONSENTKIT_CRASH_ROUNDS", "40"))
LONGEST_SECONDS = 0.6
WRITER = Path(__file__).with_name("backup_writer.py")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


def told_until_killed(seconds, *arguments):
    """Start the writer, kill it after a moment, and return what it printed whole."""
    command = [sys.executable, str(WRITER), *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "ready\n"
        time.sleep(seconds)  # the moment of the kill is what is tested
        child.kill()
        return [line.strip() for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.parametrize("rounds", [2, pytest.param(ROUNDS, marks=pytest.mark.slow)])
def test_a_killed_backup_leaves_no_half_one_and_goes_on(rounds, workspace_folder, tmp_path, passphrase):
    moments = random.Random(20261129)
    disk, told = tmp_path / "disk", set()
    for _ in range(rounds):
        seconds = moments.uniform(0, LONGEST_SECONDS)
        told |= {
            int(number) for number in told_until_killed(seconds, "make", workspace_folder, disk, passphrase)
        }
    with open_workspace(workspace_folder, "manager-1", passphrase) as workspace:
        last = make_backup(workspace, disk).kept.number
        numbers = {one.number for one in list_backups(disk)}
        assert told | {last} <= numbers
        for number in numbers:
            check_backup(workspace, disk, number)
        assert verify_audit(workspace).is_intact
        assert not [one for one in examine_workspace(workspace) if one.level.value == "broken"]
    assert not list(disk.glob(".part-*"))


@pytest.mark.parametrize("rounds", [2, pytest.param(ROUNDS, marks=pytest.mark.slow)])
def test_a_killed_restore_is_no_workspace_and_is_begun_again(rounds, workspace_folder, tmp_path, passphrase):
    moments = random.Random(20261130)
    disk = tmp_path / "disk"
    with open_workspace(workspace_folder, "manager-1", passphrase) as workspace:
        make_backup(workspace, disk)
    for number in range(rounds):
        target, seconds = tmp_path / f"back-{number}", moments.uniform(0, LONGEST_SECONDS)
        told = told_until_killed(seconds, "restore", target, disk, passphrase)
        try:
            with open_workspace(target, "manager-1", passphrase) as back:
                assert verify_audit(back).is_intact
        except ConsentkitError:
            assert not told
            restore_backup(disk, target, unlock_by_passphrase("manager-1", passphrase))
        with open_workspace(target, "manager-1", passphrase) as back:
            assert verify_audit(back).is_intact
            assert not [one for one in examine_workspace(back) if one.level.value == "broken"]
