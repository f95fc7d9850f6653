"""How long the gate takes for stories of many pictures: `uv run python benchmarks/gate.py [PICTURES…]`.

A story has PICTURES pictures (500, 2,000 and 5,000 unless said), each with a face, a public copy and a sealed
file for both; it is cleared alone, and with 200 and as many pictures of ended consents elsewhere. Exit
1 where one takes more of the processor than its limit: what else the machine does is told by the clock beside
it. The files are small: to read larger ones comes on top, at the speed of the disk and of SHA-256.
"""

import hashlib
import sys
import tempfile
import time
import unittest.mock
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyrage
from pyrage import x25519

from consentkit.domain.consents import Audience
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.images import (
    Box,
    Detection,
    Face,
    Image,
    Profile,
    Scan,
    ScanOutcome,
    Settlement,
)
from consentkit.domain.pictures.near_copies import MOST_BITS
from consentkit.domain.pictures.public_copies import Check, CheckResult, PublicCopy
from consentkit.domain.roles import Actor, Role
from consentkit.domain.stories import Plan, Story
from consentkit.domain.values import Channel
from consentkit.imaging.scanning import near_hashes
from consentkit.pages.stories.pages import read_page
from consentkit.store.key_files import KdfCost
from consentkit.store.people.contributors import contributors
from consentkit.store.pictures.images import faces, images, public_copies
from consentkit.store.pictures.near_copies import save_hashes
from consentkit.store.stories.stories import insert_story, save_plan
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.publications.clearances import clear_story
from consentkit.usecases.workspaces import Workspace, open_workspace

PASSPHRASE = "a long passphrase of words"  # noqa: S105 - opens a workspace that is thrown away
ENDED = 200
FILE_BYTES = 20_000
DAY = "2026-01-01"
LIMITS_S = {500: 1.0, 2000: 2.0, 5000: 5.0}


def code(prefix: str, number: int) -> str:
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    # Spread, as random codes are.
    mixed = number * 2654435761 % 2**40
    body = "".join(letters[mixed >> 5 * place & 31] for place in range(8))
    return f"{prefix}-{body[:4]}-{body[4:]}"


class Filler:
    """Puts stories, pictures and their sealed files into a workspace, without what people do one by one."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.db = workspace.records.db
        self._recipient = x25519.Recipient.from_str(workspace.records.keys.vault_recipient)
        self._random = np.random.default_rng(11)
        self._number = 0

    def sealed(self) -> str:
        data = pyrage.encrypt(self._random.bytes(FILE_BYTES), [self._recipient])
        name = hashlib.sha256(data).hexdigest()
        (self.workspace.records.vault.folder / f"{name}.age").write_bytes(data)
        return name

    def story(self, pictures: int, *, decision: str) -> str:
        self._number += 1
        story, person = code("S", self._number), code("C", self._number)
        contributors.insert(self.db, Contributor(code=person, language="km"), added_at=DAY)
        insert_story(
            self.db,
            Story(id=story, title="A story", revision=1, contributors=(person,)),
            added_at="2026-01-01",
        )
        self.db.execute(
            "INSERT INTO consents (id, contributor, story, decision, given_by, given_on, method, language)"
            " VALUES (?, ?, ?, ?, ?, '2024-01-01', 'written', 'km')",
            [code("K", self._number), person, story, decision, person],
        )
        for _ in range(pictures):
            self.picture(story)
        return story

    def picture(self, story: str) -> None:
        self._number += 1
        image, original, copy = code("I", self._number), self.sealed(), self.sealed()
        box = Box(left=10, top=10, right=110, bottom=130)
        found = Detection(box=box, score=0.9, detector="yunet")
        scan = Scan(
            outcome=ScanOutcome.FOUND, profile=Profile.THOROUGH, detections=(found,), passes=("a", "b", "c")
        )
        images.insert(
            self.db,
            Image(
                id=image, story=story, digest=original, original=original, media_type="image/jpeg",
                width_px=4000, height_px=3000, scan=scan, viewed_by="manager-1",
            ),
        )  # fmt: skip
        face = Face(
            id=code("F", self._number), image=image, box=box, score=0.9, detector="yunet",
            settlement=Settlement.REDACTED, settled_by="manager-1",
        )  # fmt: skip
        faces.insert(self.db, face)
        done = dict.fromkeys(Check, CheckResult.DONE)
        public_copies.insert(
            self.db,
            PublicCopy(
                image=image, digest=copy, stored=copy, width_px=1600, height_px=1200, covered=(box,),
                rescan=scan, unsettled=(), leaks=(), results=done,
            ),
        )  # fmt: skip
        save_hashes(self.db, image, self._random.bytes(442 * 8))


def timed(what: str, limit_s: float, act: Callable[[], object]) -> bool:
    start, begun = time.perf_counter(), time.process_time()
    act()
    lasted, own = time.perf_counter() - start, time.process_time() - begun
    told = f"{own:6.2f} s of the processor ({lasted:.2f} s by the clock)"
    print(f"{what:52} {told}, limit {limit_s:4.1f} s, ratio {own / limit_s:4.2f}", flush=True)
    return own <= limit_s


def measure(pictures: int) -> bool:
    founder = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))
    limit = LIMITS_S.get(pictures, 5.0 * pictures / 5000)
    held = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "workspace"
        create_workspace(place, founder, PASSPHRASE, cost=KdfCost(memory_kib=8, passes=1, lanes=1))
        with open_workspace(place, founder.handle, PASSPHRASE) as workspace:
            filler = Filler(workspace)
            with workspace.records.db.writing():
                story = filler.story(pictures, decision="yes")
                for channel in (Channel.WEBSITE, Channel.SOCIAL, Channel.PRINT):
                    save_plan(workspace.records.db, plan(workspace, story, channel))
            held.append(clear(workspace, story, f"{pictures:,} pictures", limit))
            with workspace.records.db.writing():
                filler.story(ENDED, decision="no")
            held.append(clear(workspace, story, f"{pictures:,} pictures, {ENDED} ended elsewhere", limit))
            page = lambda: read_page(workspace, story, None)  # noqa: E731
            held.append(
                timed(f"{pictures:,} pictures, {ENDED} ended: the page of 3 channels", 2 * limit, page)
            )
            with workspace.records.db.writing():
                filler.story(pictures - ENDED, decision="no")
            held.append(clear(workspace, story, f"{pictures:,} pictures, as many ended elsewhere", limit))
            compare(pictures)
    return all(held)


def compare(pictures: int) -> None:
    """Tell what comparing so many looks with as many takes: as the gate does it, and each with each."""
    chance = np.random.default_rng(7)
    own, others = ([chance.bytes(442 * 8) for _ in range(pictures)] for _ in range(2))
    for what, many in (("by chunks", 0), ("each with each", pictures**2)):
        with unittest.mock.patch.object(near_hashes, "_MANY_PAIRS", many):
            begun = time.process_time()
            near_hashes.near_pairs(own, others, MOST_BITS)
            print(f"{pictures:,} looks with as many, {what}: {time.process_time() - begun:.2f} s", flush=True)


def clear(workspace: Workspace, story: str, what: str, limit_s: float) -> bool:
    return timed(f"{what}: cleared", limit_s, lambda: clear_story(workspace, story, Channel.WEBSITE))


def plan(workspace: Workspace, story: str, channel: Channel) -> Plan:
    today = workspace.today
    return Plan(
        story=story, channel=channel, audience=Audience.PUBLIC, place="TH",
        from_on=today, until=today + timedelta(days=90),
    )  # fmt: skip


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or list(LIMITS_S)
    held = [measure(size) for size in sizes]
    print(f"{max_mib():.0f} MiB at most")
    sys.exit(0 if all(held) else 1)


def max_mib() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
