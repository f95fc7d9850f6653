"""`consentkit audit`: the log of every act."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from consentkit.cli.keys import digits_of, public_key_option
from consentkit.cli.options import DAY, bar, choice, json_option
from consentkit.cli.output import plain, show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.checkups import Level
from consentkit.domain.errors import InvalidInput, Refused
from consentkit.domain.events import EventName
from consentkit.domain.problems import ClockReason, RowReason
from consentkit.pages.files import check_new_file, incoming, write_file
from consentkit.pages.log.heads import fingerprint_line, heads_lines
from consentkit.pages.log.words import problem_line
from consentkit.pages.office.words import checkup_lines
from consentkit.store.log.public_keys import MAX_HASHES_BYTES, MAX_HEAD_BYTES
from consentkit.store.log.verifications import Verification
from consentkit.usecases.log import audits, clocks, damaged_rows, public_keys
from consentkit.usecases.office.outsiders import look_outside


@click.group()
def audit() -> None:
    """Read and verify the log of every act."""


@audit.command(epilog="\b\nExample:\n  consentkit audit verify --against /media/usb/head.json")
@click.option("--against", type=click.Path(path_type=Path), help="A head that was carried away.")
@json_option
@pass_session
def verify(session: Session, against: Path | None) -> None:
    """Recompute the chain, hold it against the signed heads and every row against it, and look beside it.

    Exit 3: something was found.
    """
    with session.opened() as workspace:
        found = audits.verify_audit(
            workspace, incoming(against, MAX_HEAD_BYTES) if against else None, watch=bar("Event")
        )
        outside = look_outside(workspace)
    value = plain(found) | {"outside": outside}
    show(value, (*_lines(found), *checkup_lines(outside)), as_json=session.as_json)
    if any(one.level is Level.BROKEN for one in outside) or not found.is_intact:
        raise SystemExit(Refused.exit_code)


def _lines(found: Verification) -> Iterable[str]:
    yield from map(problem_line, found.problems)
    state = "intact" if found.is_intact else "NOT intact"
    counted = f"{found.events} events, {found.rows} rows, {found.heads_checked} heads"
    yield f"{counted}: {state}. Last hash {found.last_hash}"


@audit.command(
    epilog="\b\nExample:\n  consentkit --as manager-1 audit clock --why was-ahead --today 2026-11-21"
)
@click.option("--why", type=choice(ClockReason), required=True, help="Why the log holds later times.")
@click.option("--today", type=DAY, required=True, help="Today, by another clock than this machine's.")
@json_option
@pass_session
def clock(session: Session, why: ClockReason, today: date) -> None:
    """Say as a manager why the log holds times that have not come; until then what rests on days waits.

    Set this machine's clock right first. The log tells of it for ever, and who said it.
    """
    with session.opened() as workspace:
        later = clocks.explain_clock(workspace, why, today)
    line = f"Recorded. Event {later} and those before it stand in nobody's way."
    show({"later": later}, [line], as_json=session.as_json)


@audit.command(
    "accept-row",
    epilog="\b\nExample:\n  consentkit --as manager-1 audit accept-row images I-7K3Q-X9MN --why disk-damage",
)
@click.argument("table")
@click.argument("key")
@click.option("--why", type=choice(RowReason), required=True, help="Why it is other than the log left it.")
@json_option
@pass_session
def accept_row(session: Session, table: str, key: str, why: RowReason) -> None:
    """Take a row over that `verify` names, as it is: a manager asks, and another person does it.

    TABLE and KEY are those of `audit verify --json`. Look at what it holds first: it counts from then on. The
    log tells of it for ever. What says no is never taken over: restore it from your backup.
    """
    with session.opened() as workspace:
        is_done = damaged_rows.accept_row(workspace, table, key, why)
    line = "Taken over as it is." if is_done else "Asked. Another person takes it over with the same words."
    show({"accepted": is_done}, [line], as_json=session.as_json)


@audit.command(epilog="\b\nExample:\n  consentkit audit log --action identity-opened")
@click.option("--subject", help="Only of this record.")
@click.option("--action", type=choice(EventName), help="Only this act.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@json_option
@pass_session
def log(session: Session, subject: str | None, action: EventName | None, limit: int) -> None:
    """Show the newest acts, newest first."""
    with session.opened() as workspace:
        events = audits.read_audit(workspace, subject=subject, action=action, limit=limit)
    lines = [
        f"{e.seq}  {e.at[:19]}  {e.actor}  {e.action}  {e.subject}  "
        + " ".join(f"{key}={value}" for key, value in e.body.items())
        for e in events
    ]
    show(events, lines, as_json=session.as_json)


@audit.command(epilog="\b\nExample:\n  consentkit audit head /media/usb/head.json")
@click.argument("out", type=click.Path(path_type=Path))
@json_option
@pass_session
def head(session: Session, out: Path) -> None:
    """Write the newest signed head to OUT. Keep it where this machine cannot reach it."""
    check_new_file(out)
    with session.opened() as workspace:
        kept, file = audits.give_head(workspace)
        write_file(out, file.data)
    show(kept, [f"Head of event {kept.seq} written to {out}."], as_json=session.as_json)


@audit.command(epilog="\b\nExample:\n  consentkit audit key river-house.json")
@click.argument("out", type=click.Path(path_type=Path))
@json_option
@pass_session
def key(session: Session, out: Path) -> None:
    """Write the public key to OUT, for partners and auditors: with it they check heads and certificates.

    It is no secret. Tell them its fingerprint by another way than the file, such as on your website.
    """
    check_new_file(out)
    with session.opened() as workspace:
        known, file = public_keys.give_public_key(workspace)
        write_file(out, file.data)
    lines = [f"Public key written to {out}.", fingerprint_line(known.fingerprint)]
    show(known, lines, as_json=session.as_json)


@audit.command(epilog="\b\nExample:\n  consentkit audit hashes /media/usb/hashes.json")
@click.argument("out", type=click.Path(path_type=Path))
@json_option
@pass_session
def hashes(session: Session, out: Path) -> None:
    """Write the signed hash of every event to OUT: it shows that a later head continues an earlier one."""
    check_new_file(out)
    with session.opened() as workspace:
        found, file = public_keys.give_hashes(workspace)
        write_file(out, file.data)
    counted = f"Hashes of {len(found.hashes)} events written to {out}."
    show({"events": len(found.hashes), "at": found.at}, [counted], as_json=session.as_json)


@audit.command(
    epilog="\b\nExample:\n  consentkit audit check january.json june.json --hashes hashes.json "
    "--public-key river-house.json"
)
@click.argument("heads", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--hashes", type=click.Path(path_type=Path), help="The list of `audit hashes`.")
@public_key_option
@json_option
@pass_session
def check(session: Session, heads: tuple[Path, ...], hashes: Path | None, public_key: Path | None) -> None:
    """Check HEADS without a workspace: signed by this key, and none against another. Exit 3: they are not.

    With --hashes it also shows that one log holds all of them, as far as who made the list is believed.
    """
    if public_key is None:
        raise InvalidInput("public-key-malformed")
    found = public_keys.check_heads(
        [incoming(head, MAX_HEAD_BYTES) for head in heads],
        digits_of(public_key),
        incoming(hashes, MAX_HASHES_BYTES) if hashes else None,
    )
    show(found, heads_lines(found), as_json=session.as_json)
    if not found.is_good:
        raise SystemExit(Refused.exit_code)
