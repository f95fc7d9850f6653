"""A workspace of very many invented records, with an honest log: an event for each row, in the chain.

Whoever measures among a million consents needs them in minutes. Acts take a lock, three flushes and a head
each; here ten thousand rows share one transaction, and everything that is written is made by the program's
own functions: digests of rows, hashes of events, the head at the end. `audit verify` finds the log whole.
"""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from consentkit.domain.events import EventName, checked_body
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import canonical, digest_of
from consentkit.store.log.audits import EVENT_COLUMNS, EventRow, event_hash, rows_digest
from consentkit.store.log.row_digests import covered_table
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.workspaces import Workspace, open_workspace

HANDLE, PASSPHRASE = "manager-1", "four invented words here"
ROWS_A_TRANSACTION = 10_000
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SYLLABLES = ("ka", "lo", "mi", "ren", "sa", "tu", "vel", "no", "pi", "dar", "esh", "um")
_SCOPE = json.dumps(
    {
        "media": ["words"], "appearance": "none", "naming": "none", "channels": ["website"],
        "audiences": ["public"], "places": ["worldwide"], "until": "2027-01-01",
    }
)  # fmt: skip

_ACTS = {
    "contributors": EventName.CONTRIBUTOR_ADDED,
    "stories": EventName.STORY_ADDED,
    "story_contributors": EventName.STORY_CHANGED,
    "consents": EventName.CONSENT_RECORDED,
    "plans": EventName.STORY_PLANNED,
    "images": EventName.IMAGE_ADDED,
    "faces": EventName.FACE_ADDED,
    "certificates": EventName.CERTIFICATE_ISSUED,
    "publications": EventName.STORY_PUBLISHED,
    "takedowns": EventName.TAKEDOWN_OPENED,
}
"""The act by which a row of each table comes."""


def code(letter: str, number: int) -> str:
    """A code that is no other's: the numbers in an order that looks random."""
    value, body = number * 11_400_714_819 % 2**40, ""
    for _ in range(8):
        value, rest = divmod(value, 32)
        body += _ALPHABET[rest]
    return f"{letter}-{body[:4]}-{body[4:]}"


def founder() -> Actor:
    """Whoever founds an invented workspace may do everything."""
    return Actor(handle=HANDLE, roles=frozenset(Role) - {Role.VOLUNTEER, Role.AUDITOR})


def fill(folder: Path, count: int, images: int) -> None:
    """Make a workspace of so many contributors, stories and consents, and so many images."""
    create_workspace(folder, founder(), PASSPHRASE, organisation="Invented")
    with open_workspace(folder, HANDLE, PASSPHRASE) as workspace:
        for table, columns, rows in tables(workspace, count, images):
            while some := list(islice(rows, ROWS_A_TRANSACTION)):
                add_rows(workspace, table, columns, some)
        workspace.records.keep_head()
        workspace.records.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def add_rows(workspace: Workspace, name: str, columns: str, rows: list[tuple]) -> None:
    """Insert rows, and append the event of each."""
    db, marks = workspace.records.db, ",".join("?" * len(columns.split(",")))
    table, at = covered_table(db, name), datetime.now(UTC).isoformat(timespec="microseconds")
    with db.writing():
        (last,) = db.execute(f"SELECT coalesce(max(rowid), 0) FROM {name}").fetchone()  # noqa: S608
        db.conn.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", rows)  # noqa: S608
        seq, prev = db.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        made = f"SELECT {table.key_of()}, {table.selected} FROM {name} WHERE rowid > ? ORDER BY rowid"  # noqa: S608
        for (subject, *_rest), (key, *values) in zip(rows, db.execute(made, (last,)), strict=True):
            row = (name, key, table.digest(key, values), None)
            event = EventRow(
                seq + 1, at, HANDLE, _ACTS[name].value, subject, _BODY, prev, "", rows_digest([row])
            )
            seq, prev = event.seq, event_hash(event)
            # The log takes the rows of its newest event alone.
            db.conn.execute(_EVENT, event._replace(hash=prev))
            db.conn.execute(_LEFT, (seq, *row))


_EVENT = f"INSERT INTO audit ({EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_LEFT = "INSERT INTO audit_rows (seq, tab, key, digest, found) VALUES (?, ?, ?, ?, ?)"
_BODY = canonical(checked_body({"made": "in-bulk"})).decode()


def published(count: int) -> int:
    return count // 100


def tables(workspace: Workspace, count: int, images: int) -> Iterator[tuple[str, str, Iterator[tuple]]]:
    chance = random.Random(7)  # noqa: S311 - invented records
    words = ["".join(chance.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2_000)]
    today, every = workspace.today, range(count)
    # Consents end on any day of the next three years.
    ends = [(today + timedelta(days=chance.randrange(1, 1_095))).isoformat() for _ in range(1_095)]
    at, day = "2026-01-01T00:00:00+00:00", (today - timedelta(days=9)).isoformat()
    policies = digest_of([workspace.catalogue.digests, workspace.catalogue.broken])
    parts = json.dumps({"policies": policies})
    yield (
        "contributors",
        "code,age,age_basis,is_survivor,language,added_at",
        ((code("C", n), "adult", "document", 1, "km", at) for n in every),
    )
    yield (
        "stories",
        "id,title,revision,states_nobody_is_victim,added_at",
        ((code("S", n), " ".join(chance.choices(words, k=5)), 1, 0, at) for n in every),
    )
    yield "story_contributors", "story,contributor", ((code("S", n), code("C", n)) for n in every)
    yield "consents", (
        "id,contributor,story,decision,scope,until,given_by,asked_on,given_on,method,language,release"
    ), (
        (code("K", n), code("C", n), code("S", n), "yes", _SCOPE, ends[n % len(ends)], code("C", n), day, day,
         "written", "km", "0" * 64)
        for n in every
    )  # fmt: skip
    last = (today + timedelta(days=200)).isoformat()
    yield (
        "plans",
        "story,channel,audience,place,from_on,until",
        ((code("S", n), "website", "public", "worldwide", day, last) for n in range(count // 10)),
    )
    scan = json.dumps({"outcome": "found", "detections": [], "passes": ["whole"], "detectors": {}})
    yield "images", "id,story,digest,original,media_type,width_px,height_px,leaks,scan,viewed_by", (
        (code("I", n), code("S", n // 5), f"{n:064x}", f"{n:064x}", "image/jpeg", 4_000, 3_000, "[]",
         None if n % 50 == 0 else scan, None if n % 20 == 0 else HANDLE)
        for n in range(images)
    )  # fmt: skip
    yield "faces", "id,image,box,score,detector,settlement,is_hidden,grade", (
        (code("F", n), code("I", n), '{"left":1,"top":1,"right":90,"bottom":90}', 0.9, "centerface",
         "open" if n % 10 == 0 else "redacted", 1, "clear")
        for n in range(images)
    )  # fmt: skip
    yield from went_out(count, day, last, parts)


def went_out(count: int, day: str, last: str, parts: str) -> Iterator[tuple[str, str, Iterator[tuple]]]:
    live = range(published(count))
    yield (
        "certificates",
        "id,story,channel,issued_at,issued_by,until,parts,pdf",
        (
            (code("V", n), code("S", n), "website", f"{day}T00:00:00+00:00", HANDLE, last, parts, "0")
            for n in live
        ),
    )
    yield (
        "publications",
        "id,story,channel,certificate,[where],from_on,until",
        (
            (code("P", n), code("S", n), "website", code("V", n), "https://example.org", day, last)
            for n in live
        ),
    )
    yield (
        "takedowns",
        "id,publication,opened_on",
        ((code("T", n), code("P", n), day) for n in range(0, len(live), 100)),
    )
