"""How quickly a list of consents is counted and paged: `uv run python benchmarks/consent_lists.py [ROWS]`."""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from consentkit.domain.roles import Actor, Role
from consentkit.store.key_files import KdfCost
from consentkit.usecases.consents.lists import (
    ConsentFilter,
    count_listed,
    count_people,
    page_listed,
    page_of_people,
)
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.workspaces import Workspace, open_workspace

PASSPHRASE = "a long passphrase of words"  # noqa: S105 - opens a workspace that is thrown away
SCOPE = (
    '{"media": ["photo"], "appearance": "none", "naming": "none", "channels": ["website", "social"],'
    ' "audiences": ["public"], "places": ["TH"], "until": "%s"}'
)


def code(prefix: str, number: int) -> str:
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    # Spread, as random codes are.
    mixed = number * 2654435761 % 2**40
    body = "".join(letters[mixed >> 5 * place & 31] for place in range(8))
    return f"{prefix}-{body[:4]}-{body[4:]}"


def fill(workspace: Workspace, rows: int) -> None:
    db, today = workspace.records.db, workspace.today
    people = rows // 4
    with db.writing():
        db.conn.executemany(
            "INSERT INTO contributors VALUES (?, 'adult', 'document', NULL, 1, 'km', '2026-01-01')",
            ((code("C", n),) for n in range(people)),
        )
        db.conn.executemany(
            "INSERT INTO stories VALUES (?, 'A story', 1, NULL, 0, '2026-01-01')",
            ((code("S", n),) for n in range(people)),
        )
        db.conn.executemany(
            "INSERT INTO consents (id, contributor, story, decision, scope, until, given_by, given_on,"
            " method, language, withdrawn_on) VALUES (?, ?, ?, ?, ?, ?, ?, '2024-01-01', 'written', 'km', ?)",
            (row(n, people, today) for n in range(rows)),
        )
        db.conn.executemany(
            "INSERT INTO withdrawals (consent, withdrawn_on, channels) VALUES (?, '2026-01-01', '[]')",
            ((code("K", n),) for n in range(0, rows, 20)),
        )


def row(n: int, people: int, today: object) -> tuple[object, ...]:
    person, story = code("C", n % people), code("S", n % people)
    until = (today + timedelta(days=n * 7919 % 1500 - 700)).isoformat()  # type: ignore[operator]
    if n % 10 == 9:
        return (code("K", n), person, story, "no", None, None, person, None)
    back = "2026-01-01" if n % 20 == 0 else None
    return (code("K", n), person, story, "yes", SCOPE % until, until, person, back)


def timed(what: str, act: Callable[[], object]) -> object:
    lasted = []
    for _ in range(5):
        start = time.perf_counter()
        found = act()
        lasted.append(1000 * (time.perf_counter() - start))
    print(f"{what:40} first {lasted[0]:7.1f} ms, median {sorted(lasted)[2]:7.1f} ms")
    return found


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    founder = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "workspace"
        create_workspace(place, founder, PASSPHRASE, cost=KdfCost(memory_kib=8, passes=1, lanes=1))
        with open_workspace(place, founder.handle, PASSPHRASE) as workspace:
            fill(workspace, rows)
        with open_workspace(place, founder.handle, PASSPHRASE) as workspace:
            for shown in ConsentFilter:
                measure(workspace, shown, "")
            for start in ("K", code("C", 5)[:6], code("S", 5)):
                measure(workspace, ConsentFilter.ALL, start)
            total = count_people(workspace)
            timed(f"contributors: count {total:,}", lambda: count_people(workspace))
            timed("contributors: last page", lambda: page_of_people(workspace, "", total - 200, 200))


def measure(workspace: Workspace, shown: ConsentFilter, start: str) -> None:
    name = start or shown.value
    total = count_listed(workspace, shown, start)
    timed(f"{name}: count {total:,}", lambda: count_listed(workspace, shown, start))
    for place, first in (("first", 0), ("middle", total // 2), ("last", max(0, total - 200))):
        timed(f"{name}: {place} page", lambda first=first: page_listed(workspace, shown, start, first, 200))


if __name__ == "__main__":
    main()
