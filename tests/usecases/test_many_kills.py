"""kill -9 at any moment of mixed acts: what was told is there, nothing is half, no word lies open.

Each round is a child that acts until it is killed: people, stories, names, consents, pictures, passphrases,
backups, restores and other keys, in an order drawn by chance. `-m sweep` kills a thousand times.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from contextlib import suppress

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from consentkit.domain.consents import Appearance, Audience, Decision, Medium, Scope
from consentkit.domain.errors import ConsentkitError, Refused
from consentkit.domain.people import Identity
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.store.files_named import named_files
from consentkit.store.key_changes import digest_of_key_file, last_named
from consentkit.store.log.audits import holds_event, read_events
from consentkit.usecases.consents.consents import NewConsent, record_consent
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.office.actors import change_passphrase
from consentkit.usecases.office.backups import (
    check_backup,
    list_backups,
    make_backup,
    restore_backup,
    unlock_by_passphrase,
)
from consentkit.usecases.office.rekeys import is_rekey_unfinished, rekey
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.people.identities import seal_identity
from consentkit.usecases.pictures.images import add_images
from consentkit.usecases.stories.stories import add_story, put_contributor
from consentkit.usecases.workspaces import WorkspaceFolders, open_workspace

MARK = "Sokha Vannak Prum"
"""Stands in every name, title and picture here, and may stand in no file."""
MANAGER = "manager-1"
LONGEST_SECONDS = 2.5
LOOKS = 25
"""After so many kills every file is read, and not only the log."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")


class Office:
    """A workspace, its backups and what is brought back, and the acts on them."""

    def __init__(self, below, passphrase, cost):
        self.below, self.passphrase, self.cost = below, passphrase, cost
        self.folder, self.disk = below / "workspace", below / "disk"
        founder = Actor(handle=MANAGER, roles=frozenset(Role) - {Role.VOLUNTEER, Role.AUDITOR})
        create_workspace(self.folder, founder, passphrase, organisation="Invented", cost=cost)

    def opened(self, folder=None):
        return open_workspace(folder or self.folder, MANAGER, self.passphrases(folder)[0])

    def passphrases(self, folder=None):
        """The one that holds now, and the other: which it is, a killed change of it decides."""
        pair = [self.passphrase, self.passphrase[::-1]]
        try:
            with open_workspace(folder or self.folder, MANAGER, pair[0]):
                return pair
        except Refused as error:
            assert error.code == "passphrase-wrong"  # noqa: PT017 - the other one must open it
            return pair[::-1]

    def act_until_killed(self, chance, say):
        while True:
            with self.opened() as workspace:
                chance.choice([self._act, self._change_all])(workspace, chance, say)

    def _act(self, workspace, chance, say):
        person = add_contributor(workspace, NewContributor(language="km"))
        self._told(workspace, say)
        story = add_story(workspace, f"A year of {MARK}")
        self._told(workspace, say)
        seal_identity(workspace, person.code, Identity(name=MARK, contact=MARK))
        self._told(workspace, say)
        put_contributor(workspace, story.id, person.code)
        consent = record_consent(workspace, _consent(workspace, person.code, story.id))
        self._told(workspace, say)
        if chance.random() < 0.5:
            withdraw_consent(workspace, consent.id)
            self._told(workspace, say)
        if chance.random() < 0.3:
            add_images(workspace, story.id, [incoming(self._picture(chance))])
            self._told(workspace, say)

    def _picture(self, chance):
        path = self.below / f"camera-{chance.randrange(10**9)}.png"
        note = PngInfo()
        note.add_text("Author", MARK)
        Image.effect_noise((64, 48), 80).save(path, pnginfo=note)
        return path

    def _change_all(self, workspace, chance, say):
        """One of what touches every file, or the key file."""
        which = chance.choice(["backup", "check", "restore", "passphrase", "keys"])
        if which == "passphrase":
            change_passphrase(workspace, *self.passphrases(), cost=self.cost)
            self._told(workspace, say)
        elif which == "keys":
            rekey(workspace, lambda _code: None, cost=self.cost)
            say("keys")
        elif which == "backup" or not (self.disk / "consentkit-backup.json").exists():
            say(f"backup {make_backup(workspace, self.disk).kept.number}")
        elif which == "check":
            # The newest may be from before other keys.
            check_backup(workspace, self.disk, make_backup(workspace, self.disk).kept.number)
            say("check")
        else:
            number = make_backup(workspace, self.disk).kept.number
            target = self.below / f"back-{chance.randrange(10**9)}"
            restore_backup(
                self.disk, target, unlock_by_passphrase(MANAGER, self.passphrases()[0]), number=number
            )
            say(f"restore {target.name}")

    def _told(self, workspace, say):
        newest = read_events(workspace.records.db, limit=1)[0]
        say(f"event {newest.seq} {newest.hash}")


def _consent(workspace, person, story):
    scope = Scope(
        media=frozenset({Medium.WORDS}), appearance=Appearance.NONE, channels=frozenset({Channel.WEBSITE}),
        audiences=frozenset({Audience.PUBLIC}), places=frozenset({"worldwide"}),
        until=workspace.today.replace(year=workspace.today.year + 1),
    )  # fmt: skip
    return NewConsent(
        contributor=person, story=story, decision=Decision.YES, scope=scope, given_on=workspace.today,
        language="km", release=f"I am {MARK}, and I agree.".encode(),
    )  # fmt: skip


def told_until_killed(office, seed, seconds):
    """Let a child act, kill it, and return what it had said whole."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            office.act_until_killed(random.Random(seed), lambda line: os.write(writing, f"{line}\n".encode()))
        except BaseException as error:  # noqa: BLE001 - told to the parent
            os.write(writing, f"bug {error!r}\n".encode())
        finally:
            os._exit(99)
    os.close(writing)
    time.sleep(seconds)  # the moment of the kill is what is tested
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as told:
        lines = told.read().decode().splitlines()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, lines[-1]
    return [tuple(line.split(" ")) for line in lines]


def look_at_log(office, told):
    with office.opened() as workspace:
        assert verify_audit(workspace).is_intact
        records = workspace.records
        assert digest_of_key_file(WorkspaceFolders(office.folder).key_file) == last_named(records.db)
        for seq, digest in told:
            assert holds_event(records.db, int(seq), digest), seq


def look_at_all(office, backups, restored):
    """Read every file: of the workspace, the backups, and what was brought back, which is then let go."""
    with office.opened() as workspace:
        if is_rekey_unfinished(workspace):
            rekey(workspace, lambda _code: None, cost=office.cost)
    with office.opened() as workspace:
        records = workspace.records
        assert records.db.is_whole()
        assert {
            name for name in named_files(records.db) if records.vault.state(name).value != "intact"
        } == set()
        if (office.disk / "consentkit-backup.json").exists():
            make_backup(workspace, office.disk)
            kept = {one.number for one in list_backups(office.disk)}
            assert max(backups, default=0) <= max(kept)
            with suppress(ConsentkitError):  # those of the keys before open with what was wrapped then
                check_backup(workspace, office.disk, min(kept))
            check_backup(workspace, office.disk)
    for target in office.below.glob("back-*"):
        brought_back(office, target, target.name in restored)
        shutil.rmtree(target)
    for camera in office.below.glob("camera-*"):
        camera.unlink()
    files = [path for path in office.below.rglob("*") if path.is_file()]
    assert [path for path in files if ".new-" in path.name or path.suffix == ".next"] == []
    assert [path for path in files if MARK.encode() in path.read_bytes()] == []


def brought_back(office, target, is_told):
    try:
        with office.opened(target) as back:
            assert verify_audit(back).is_intact
    except ConsentkitError:
        assert not is_told, target


@pytest.mark.parametrize(
    "rounds",
    [4, pytest.param(60, marks=pytest.mark.slow), pytest.param(1000, marks=pytest.mark.sweep)],
)
def test_nothing_told_is_missing_and_nothing_is_half_after_kills(rounds, tmp_path, passphrase, cheap_cost):
    chance = random.Random(20261130)
    office, said = Office(tmp_path, passphrase, cheap_cost), Counter()
    events, backups, restored = set(), set(), set()
    for number in range(1, rounds + 1):
        told = told_until_killed(office, chance.random(), chance.uniform(0, LONGEST_SECONDS))
        assert not [line for line in told if line[0] == "bug"], told
        said.update(line[0] for line in told)
        events |= {line[1:] for line in told if line[0] == "event"}
        backups |= {int(line[1]) for line in told if line[0] == "backup"}
        restored |= {line[1] for line in told if line[0] == "restore"}
        look_at_log(office, events)
        if number % LOOKS == 0 or number == rounds:
            look_at_all(office, backups, restored)
    assert events
    if rounds > LOOKS:
        assert said.keys() >= {"event", "backup", "check", "restore", "keys"}, said
