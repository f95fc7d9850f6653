"""Let others check the log: hand out the public key and hashes; check heads without the records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from itertools import pairwise

from consentkit.domain.errors import BadDataFile, InvalidInput
from consentkit.domain.values import Value
from consentkit.store.log.audits import Head, parse_head
from consentkit.store.log.public_keys import (
    MAX_HASHES_BYTES,
    MAX_HEAD_BYTES,
    MAX_KEY_BYTES,
    HashList,
    PublicKey,
    holds,
    is_signed_head,
    is_signed_list,
    parse_hashes,
    parse_public_key,
    public_key,
    sign_hashes,
)
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.log.audits import check_auditor
from consentkit.usecases.outgoing import Outgoing
from consentkit.usecases.workspaces import Workspace

_HEX_DIGITS = 64


def give_public_key(workspace: Workspace) -> tuple[PublicKey, Outgoing]:
    """Return the key that others check heads and certificates with, and its file. It is no secret."""
    keys = workspace.records.keys
    known = public_key(keys.signing_key(), keys.workspace)
    return known, Outgoing("public-key.json", known.model_dump_json(indent=2).encode())


def give_hashes(workspace: Workspace) -> tuple[HashList, Outgoing]:
    """Return the signed hashes of all events, and their file. Raises Refused for roles that do not audit."""
    check_auditor(workspace)
    keys = workspace.records.keys
    at = workspace.clock().astimezone(UTC).isoformat(timespec="seconds")
    found = sign_hashes(workspace.records.db, keys.signing_key(), keys.workspace, at)
    return found, Outgoing("hashes.json", found.model_dump_json(indent=1).encode())


def read_public_key(said: Incoming | str) -> str:
    """Return the 64 digits of a key that was given as a file, or typed: spaces and case do not matter.

    Raises InvalidInput for other text, BadDataFile for another file.
    """
    if isinstance(said, Incoming):
        data = said.read()
        if len(data) > MAX_KEY_BYTES:
            raise BadDataFile("public-key-damaged", file=said.name)
        return parse_public_key(data, said.name).public_key
    digits = "".join(said.split()).replace(":", "").lower()
    if len(digits) != _HEX_DIGITS or not set(digits) <= set("0123456789abcdef"):
        raise InvalidInput("public-key-malformed")
    return digits


class HeadProblem(StrEnum):
    """What keeps heads from proving a log."""

    NOT_SIGNED = "not-signed"
    ANOTHER_WORKSPACE = "another-workspace"
    FORKED = "forked"
    """Two heads, or a list, name different events under one number."""
    TIME_BACKWARDS = "time-backwards"
    LIST_NOT_SIGNED = "list-not-signed"
    LIST_SHORT = "list-short"
    """The list ends before the head's event."""


class FoundWithHeads(Value):
    """One thing wrong: with which file, at which event."""

    problem: HeadProblem
    file: str
    seq: int


class HeadsCheck(Value):
    """What heads prove. `is_continued` tells that a list holds all of them; `None` without a list."""

    heads: tuple[Head, ...]
    events: int | None
    problems: tuple[FoundWithHeads, ...]
    is_continued: bool | None

    @property
    def is_good(self) -> bool:
        """Tell whether nothing was found wrong."""
        return not self.problems


@dataclass(frozen=True)
class _Named:
    name: str
    head: Head


def check_heads(heads: Sequence[Incoming], key: str, hashes: Incoming | None = None) -> HeadsCheck:
    """Check heads, and whether one log holds them, with the public key alone.

    Two heads can contradict each other; that the later one continues the earlier one is shown by a list of
    hashes that holds both, as far as the list's maker is believed. Raises InvalidInput, BadDataFile.
    """
    named = sorted((_head(file) for file in heads), key=lambda one: one.head.seq)
    if not named:
        raise InvalidInput("heads-missing")
    found = _hashes(hashes) if hashes else None
    problems = [*_signatures(named, key), *_contradictions(named)]
    if found is not None and hashes is not None:
        problems += _against_list(named, found, hashes.name, key)
    return HeadsCheck(
        heads=tuple(one.head for one in named),
        events=len(found.hashes) if found else None,
        problems=tuple(problems),
        is_continued=None if found is None else not problems,
    )


def _head(file: Incoming) -> _Named:
    data = file.read()
    if len(data) > MAX_HEAD_BYTES:
        raise BadDataFile("head-damaged", file=file.name)
    return _Named(file.name, parse_head(data, file.name))


def _hashes(file: Incoming) -> HashList:
    data = file.read()
    if len(data) > MAX_HASHES_BYTES:
        raise BadDataFile("hashes-damaged", file=file.name)
    return parse_hashes(data, file.name)


def _signatures(named: Sequence[_Named], key: str) -> Iterator[FoundWithHeads]:
    for one in named:
        if not is_signed_head(one.head, key):
            yield _found(HeadProblem.NOT_SIGNED, one)
        elif one.head.workspace != named[0].head.workspace:
            yield _found(HeadProblem.ANOTHER_WORKSPACE, one)


def _contradictions(named: Sequence[_Named]) -> Iterator[FoundWithHeads]:
    for earlier, later in pairwise(named):
        if earlier.head.seq == later.head.seq and earlier.head.hash != later.head.hash:
            yield _found(HeadProblem.FORKED, later)
        elif later.head.at < earlier.head.at:
            yield _found(HeadProblem.TIME_BACKWARDS, later)


def _against_list(named: Sequence[_Named], found: HashList, name: str, key: str) -> Iterator[FoundWithHeads]:
    if not is_signed_list(found, key):
        yield FoundWithHeads(problem=HeadProblem.LIST_NOT_SIGNED, file=name, seq=0)
    if found.workspace != named[0].head.workspace:
        yield FoundWithHeads(problem=HeadProblem.ANOTHER_WORKSPACE, file=name, seq=0)
    for one in named:
        if one.head.seq > len(found.hashes):
            yield _found(HeadProblem.LIST_SHORT, one)
        elif not holds(found.hashes, one.head):
            yield _found(HeadProblem.FORKED, one)


def _found(problem: HeadProblem, one: _Named) -> FoundWithHeads:
    return FoundWithHeads(problem=problem, file=one.name, seq=one.head.seq)
