"""Processes that act on one workspace at once, beside one that acts alone, in the same run.

Usage: `uv run python benchmarks/writers.py [PROCESSES] [SECONDS]` (8 and 60 unless said). Each process adds
contributors, puts them into one shared story, asks and takes back consents for it, and tries to confirm the
same takedowns as all others. Prints acts a second, how long an act waits, and the ratio to one process; then
whether nothing was lost: each act that came back is in the story, in the rows and in the log; each takedown
was confirmed once; the log is whole; no error came but those that tell the loser of a race.
"""

import multiprocessing
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from consentkit.domain.consents import WORLDWIDE, Audience, Decision, Medium, Scope
from consentkit.domain.errors import Conflict, ConsentkitError
from consentkit.domain.events import EventName
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.roles import Actor, Role
from consentkit.domain.stories import Certificate, Publication, Takedown
from consentkit.domain.values import Channel
from consentkit.store.key_files import KdfCost
from consentkit.store.stories.stories import certificates, publications, takedowns
from consentkit.usecases.consents.consents import NewConsent, list_consents, record_consent
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.log.audits import read_audit, verify_audit
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.publications.publications import confirm_takedown, list_takedowns
from consentkit.usecases.stories.stories import add_story, put_contributor, show_story
from consentkit.usecases.workspaces import Workspace, open_workspace

PROCESSES, SECONDS, ALONE_SECONDS, TAKEDOWNS = 8, 60, 10, 40
PASSPHRASE = "eight at one table"  # noqa: S105 - of a workspace that is thrown away
EVERYONE = Actor(handle="everyone", roles=frozenset(Role) - {Role.AUDITOR})
CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)


@dataclass
class Tally:
    """What one process did: acts that came back, by name; how long each took; what errors came."""

    done: Counter[str] = field(default_factory=Counter)
    waits_ms: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


def main() -> None:
    processes, seconds = (int(given) for given in (*sys.argv[1:], PROCESSES, SECONDS)[:2])
    with tempfile.TemporaryDirectory(prefix="consentkit-writers-") as folder:
        workspace = Path(folder) / "workspace"
        story, waiting = _prepare(workspace)
        alone = _run(workspace, story, [], 1, min(ALONE_SECONDS, seconds))
        together = _run(workspace, story, waiting, processes, seconds)
        _print_speed("1 process", alone, min(ALONE_SECONDS, seconds), alone)
        _print_speed(f"{processes} processes", together, seconds, alone)
        _print_losses(workspace, story, alone + together)


def _prepare(folder: Path) -> tuple[str, list[str]]:
    """Make the workspace, the shared story, and publications that are being taken down."""
    create_workspace(folder, EVERYONE, PASSPHRASE, cost=CHEAP)
    with _opened(folder) as workspace:
        story = add_story(workspace, "Shared").id
        with workspace.change(EventName.TAKEDOWN_OPENED) as change:
            paper = Certificate(
                id="V-0000-0000", story=story, channel=Channel.WEBSITE, issued_at=change.at,
                issued_by=EVERYONE.handle, until=change.today, parts={}, pdf=change.keep_file(b"page"),
            )  # fmt: skip
            certificates.insert(change.db, paper)
            for number in range(TAKEDOWNS):
                name = f"P-0000-00{number:02d}"
                publications.insert(
                    change.db,
                    Publication(
                        id=name, story=story, channel=Channel.WEBSITE, certificate=paper.id,
                        where="https://example.org", from_on=change.today, until=change.today,
                    ),
                )  # fmt: skip
                taken = Takedown(id=name.replace("P", "T"), publication=name, opened_on=change.today)
                takedowns.insert(change.db, taken)
                change.record(taken.id, publication=name)
        return story, [one.id for one in list_takedowns(workspace)]


def _opened(folder: Path):
    return open_workspace(folder, EVERYONE.handle, PASSPHRASE)


def _run(folder: Path, story: str, waiting: list[str], processes: int, seconds: int) -> list[Tally]:
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        return pool.starmap(_act, [(folder, story, waiting, seconds)] * processes)


def _act(folder: Path, story: str, waiting: list[str], seconds: int) -> Tally:
    tally, left = Tally(), list(waiting)
    with _opened(folder) as workspace:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            person = _timed(tally, "contributor-added", _add, workspace)
            _timed(tally, "put-in", put_contributor, workspace, story, person.code)
            consent = _timed(tally, "consent-recorded", _consent, workspace, story, person.code)
            _timed(tally, "consent-withdrawn", withdraw_consent, workspace, consent.id)
            if left:
                _timed(tally, "takedown-confirmed", confirm_takedown, workspace, left.pop())
    return tally


def _timed(tally: Tally, name: str, act, *given):
    began = time.perf_counter()
    try:
        made = act(*given)
    except ConsentkitError as error:
        tally.errors[f"{type(error).__name__} {error.code}"] += 1
        if not isinstance(error, Conflict):
            raise
        return None
    tally.waits_ms.append((time.perf_counter() - began) * 1000)
    tally.done[name] += 1
    return made


def _add(workspace: Workspace):
    return add_contributor(
        workspace, NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    )


def _consent(workspace: Workspace, story: str, person: str):
    scope = Scope(
        media=frozenset({Medium.WORDS}), channels=frozenset({Channel.WEBSITE}),
        audiences=frozenset({Audience.PUBLIC}), places=frozenset({WORLDWIDE}),
        until=workspace.today + timedelta(days=300),
    )  # fmt: skip
    return record_consent(
        workspace,
        NewConsent(
            contributor=person, story=story, decision=Decision.YES, scope=scope,
            given_on=workspace.today, language="km", release=b"signed",
        ),
    )  # fmt: skip


def _print_speed(name: str, tallies: list[Tally], seconds: int, alone: list[Tally]) -> None:
    acts = sum(sum(one.done.values()) for one in tallies)
    waits = sorted(wait for one in tallies for wait in one.waits_ms)
    usual = statistics.median(wait for one in alone for wait in one.waits_ms)
    median, late = statistics.median(waits), waits[int(len(waits) * 0.95)]
    print(
        f"{name:<14} {acts / seconds:7.1f} acts/s   an act: median {median:7.1f} ms, p95 {late:7.1f},"
        f" worst {waits[-1]:8.1f}   {median / usual:5.1f} × alone"
    )


def _print_losses(folder: Path, story: str, tallies: list[Tally]) -> None:
    done, errors = Counter[str](), Counter[str]()
    for one in tallies:
        done += one.done
        errors += one.errors
    with _opened(folder) as workspace:
        found, _ = show_story(workspace, story)
        log = Counter(event.action for event in read_audit(workspace, limit=10_000_000))
        whole = verify_audit(workspace)
        consents = len(list_consents(workspace, story=story))
        open_still = len(list_takedowns(workspace))
    losses = {
        "put in, as the story has them": done["put-in"] - len(found.contributors),
        "revisions of the story": done["put-in"] - (found.revision - 1),
        "consents in rows": done["consent-recorded"] - consents,
        **{f"{name} in the log": done[name] - log[name] for name in done if name != "put-in"},
        "takedowns confirmed once": done["takedown-confirmed"] - (TAKEDOWNS - open_still),
    }
    print(f"acts that came back: {dict(done)}; losers were told: {dict(errors)}")
    print(f"lost: {({name: lost for name, lost in losses.items() if lost}) or 'nothing'}")
    print(f"the log: {whole.events} events, {'whole' if whole.is_intact else whole.problems}")
    if any(losses.values()) or not whole.is_intact:
        sys.exit(1)


if __name__ == "__main__":
    main()
