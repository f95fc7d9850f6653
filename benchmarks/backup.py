"""How fast a backup is made, checked and brought back, and how much memory it takes, beside `cp` and age.

    uv run python benchmarks/backup.py --gigabytes 10

Makes a workspace whose vault holds so many bytes of invented files (5 MB each), and measures each step in a
process of its own: wall time, highest resident memory. Beside it, over the same files in the same run:
`cp -r` with a sync, and age (the program where it is installed, else pyrage, file by file, as a backup
by hand would be encrypted).
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyrage
from pyrage import x25519

from consentkit.domain.events import EventName
from consentkit.domain.roles import Actor, Role
from consentkit.store.key_files import KdfCost
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.office.backups import (
    check_backup,
    make_backup,
    restore_backup,
    unlock_by_passphrase,
)
from consentkit.usecases.stories.stories import add_story
from consentkit.usecases.words.drafts import put_draft
from consentkit.usecases.workspaces import Workspace, open_workspace

HANDLE, PASSPHRASE = "manager-1", "benchmark passphrase"
EVERYONE = Actor(handle=HANDLE, roles=frozenset(Role))
FILE_MB = 5
MB = 1_000_000


def fill(place: Path, gigabytes: float) -> int:
    """Make a workspace; each story's draft is a file of the vault, of random words' bytes."""
    folder = place / "workspace"
    create_workspace(folder, EVERYONE, PASSPHRASE, cost=KdfCost(memory_kib=8, passes=1, lanes=1))
    count = max(1, round(gigabytes * 1000 / FILE_MB))
    with open_workspace(folder, HANDLE, PASSPHRASE) as workspace:
        # A draft's text is looked into at length; what is measured here are the files of the vault.
        names = [workspace.records.vault.put(os.urandom(FILE_MB * MB)) for _ in range(count)]
        story = add_story(workspace, "Invented").id
        put_draft(workspace, story, b"Invented words.")
        _name_in_records(workspace, story, names)
    return count


def _name_in_records(workspace: Workspace, story: str, names: list[str]) -> None:
    """Have the records name every file, as earlier drafts of one story."""
    with workspace.change(EventName.DRAFT_OPENED) as change:
        like = change.db.rows("SELECT * FROM drafts WHERE story = ?", (story,))[0]
        for name in names:
            row = {**like, "name": name}
            change.db.table("drafts").insert(row)
        change.record(story)


def step(name: str, place: Path) -> None:
    """Do one step in this process."""
    folder, disk = place / "workspace", place / "disk"
    if name == "restore":
        restore_backup(disk, place / "restored", unlock_by_passphrase(HANDLE, PASSPHRASE))
        return
    with open_workspace(folder, HANDLE, PASSPHRASE) as workspace:
        if name == "check":
            check_backup(workspace, disk)
        else:
            make_backup(workspace, disk)


def by_age(place: Path) -> None:
    """Encrypt every file of the vault for one recipient, into a folder of its own."""
    out = place / "aged"
    out.mkdir()
    identity = x25519.Identity.generate()
    for path in (place / "workspace" / "vault").iterdir():
        target = out / path.name
        if shutil.which("age"):
            command = ["age", "-r", str(identity.to_public()), "-o", str(target), str(path)]
            subprocess.run(command, check=True)  # noqa: S603
        else:
            pyrage.encrypt_file(str(path), str(target), [identity.to_public()])
    os.sync()


def by_cp(place: Path) -> None:
    """Copy the vault."""
    command = ["cp", "-r", str(place / "workspace" / "vault"), str(place / "copied")]
    subprocess.run(command, check=True)  # noqa: S603
    os.sync()


def measured(name: str, place: Path) -> tuple[float, float]:
    """Run a step in a new process; return its seconds and its highest resident MB."""
    began = time.monotonic()
    command = [sys.executable, __file__, "--step", name, "--place", str(place)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return time.monotonic() - began, float(done.stdout.split()[-1])


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gigabytes", type=float, default=1.0)
    parser.add_argument("--place", type=Path)
    parser.add_argument("--step")
    given = parser.parse_args()
    if given.step:
        {"age": by_age, "cp": by_cp}.get(given.step, lambda place: step(given.step, place))(given.place)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MB)
        return
    with tempfile.TemporaryDirectory(prefix="consentkit-bench-", dir=given.place) as below:
        place = Path(below)
        count = fill(place, given.gigabytes)
        megabytes = count * FILE_MB
        print(f"{count} files, {megabytes / 1000:.1f} GB; load {os.getloadavg()[0]:.1f}")
        print(f"{'':22} {'s':>8} {'MB/s':>8} {'of cp':>6} {'MB of memory':>13}")
        seconds_of_cp = 0.0
        for name, words in (
            ("cp", "cp -r, sync"),
            ("age", "age" if shutil.which("age") else "age (pyrage)"),
            ("make", "backup make (+ check)"),
            ("again", "backup make, again"),
            ("check", "backup check"),
            ("restore", "restore"),
        ):
            seconds, memory = measured(name, place)
            seconds_of_cp = seconds_of_cp or seconds
            line = f"{words:22} {seconds:8.1f} {megabytes / seconds:8.0f} {seconds / seconds_of_cp:6.2f}"
            print(f"{line} {memory:13.0f}", flush=True)
            for left in ("copied", "aged", "restored"):
                shutil.rmtree(place / left, ignore_errors=True)


if __name__ == "__main__":
    main()
