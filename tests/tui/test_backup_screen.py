"""Backups in the terminal application: made, checked and brought back, by keys and by what is seen."""

import shutil

from driving import LARGE, SMALL, TINY, fill, press, settle
from seeing import seen

from consentkit.tui.sections import load_screen
from consentkit.usecases.office.backups import list_backups, make_backup
from consentkit.usecases.workspaces import open_workspace


async def _open(pilot, disk=None):
    pilot.app.push_screen(load_screen("office.backups:BackupsScreen"))
    await settle(pilot)
    if disk is not None:
        await press(pilot, "f")
        await fill(pilot, folder=str(disk))
        await press(pilot, "ctrl+s")


async def test_a_backup_is_made_checked_and_brought_back(app_as, tmp_path, passphrase, clock):
    disk, back = tmp_path / "disk", tmp_path / "back"
    async with app_as("manager-1", size=LARGE) as pilot:
        await _open(pilot)
        assert "There is no checked backup of this workspace yet." in seen(pilot)
        assert "No folder for backups is chosen." in seen(pilot)
        await press(pilot, "m")  # asks where first
        await fill(pilot, folder=str(disk))
        await press(pilot, "ctrl+s", "m")
        assert "Backup 1 is made, and checked by opening it." in seen(pilot)
        assert "Days since a backup was last checked: 0." in seen(pilot)
        await press(pilot, "c")
        assert "Backup 1 is whole." in seen(pilot)
        await press(pilot, "r")
        await fill(pilot, into=str(back), passphrase=passphrase)
        await press(pilot, "ctrl+s")
        assert "Backup 1 is back in" in seen(pilot)
    with open_workspace(back, "manager-1", passphrase, clock=clock) as workspace:
        assert workspace.actor.handle == "manager-1"


async def test_the_printed_code_brings_it_back(app_as, tmp_path, recovery_code):
    async with app_as("auditor-1", size=LARGE) as pilot:
        await _open(pilot, tmp_path / "disk")
        await press(pilot, "m", "r")
        await fill(pilot, into=str(tmp_path / "back"), code=recovery_code)
        await press(pilot, "ctrl+s")
        assert "Backup 1 is back in" in seen(pilot)


async def test_what_cannot_be_is_said_and_nothing_is_lost(app_as, tmp_path, workspace_folder, passphrase):
    disk = tmp_path / "disk"
    async with app_as("manager-1", size=LARGE) as pilot:
        await _open(pilot)
        await press(pilot, "f")
        await fill(pilot, folder=str(workspace_folder / "inside"))
        await press(pilot, "ctrl+s")
        assert "lies in the workspace itself" in seen(pilot)
        await fill(pilot, folder=str(disk))
        await press(pilot, "ctrl+s", "c")
        assert "There are no backups in the folder disk." in seen(pilot)
        await press(pilot, "m", "r")
        await fill(pilot, into=str(workspace_folder), passphrase=passphrase)
        await press(pilot, "ctrl+s")
        assert "holds newer records" in seen(pilot)
        await press(pilot, "r")
        await fill(pilot, into=str(tmp_path / "back"), passphrase="another one altogether")
        await press(pilot, "ctrl+s")
        assert "passphrase" in seen(pilot)
        assert not (tmp_path / "back").exists()
        for path in (disk / "objects").glob("??/*"):
            path.write_bytes(path.read_bytes()[1:])
        await press(pilot, "c")
        assert "Use an earlier one" in seen(pilot)
    assert len(list_backups(disk)) == 1


async def test_home_says_how_old_the_last_checked_one_is(app_as, open_as, clock, tmp_path):
    make_backup(open_as("manager-1"), tmp_path / "disk")
    clock.advance(days=3)
    async with app_as("manager-1", size=LARGE) as pilot:
        assert "Days since a backup was last checked: 3." in seen(pilot)
    clock.advance(days=44)  # the tests' workspaces remind after 47 days
    async with app_as("manager-1", size=LARGE) as pilot:
        assert "! Days since a backup was last checked: 47. Make one." in seen(pilot)
        await press(pilot, "enter")
        assert "Backups" in seen(pilot)


async def test_home_asks_for_a_first_one_in_time(app_as, clock):
    clock.advance(days=7)
    async with app_as("officer-1", size=LARGE) as pilot:
        assert "There is no checked backup of this workspace yet. Make one." in seen(pilot)
        clock.advance(days=-7)


async def test_it_can_be_read_in_a_small_terminal(app_as, tmp_path):
    for size in (SMALL, TINY):
        async with app_as("manager-1", size=size) as pilot:
            await _open(pilot, tmp_path / "disk")
            assert "Folder:" in seen(pilot)
    shutil.rmtree(tmp_path / "disk", ignore_errors=True)
