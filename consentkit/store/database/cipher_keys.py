"""Giving a database its key so that no copy stays: not in a statement's text, which SQLite keeps."""

import contextlib
import ctypes
import os
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from consentkit.domain.errors import Unavailable
from consentkit.store.secrets_in_memory import wipe

_HEX = b"0123456789abcdef"


def give_key(connection: dbapi2.Connection, key: bytes | bytearray, path: Path) -> None:
    """Give a connection its raw key; whether it is the right one is seen at the first read."""
    _say(connection, key, path, "key")


def replace_key(connection: dbapi2.Connection, key: bytes | bytearray, path: Path) -> None:
    """Write every page of an open database anew under another raw key, in one transaction of its own.

    Other connections read nothing from then on. Raises Unavailable where the machine or another program does
    not let it; all is then as it was.
    """
    failed = _say(connection, key, path, "rekey")
    if failed:
        code = _FAILURES.get(failed & _PRIMARY, "disk-broken")
        facts = {"seconds": 0} if code == "records-busy" else {}
        raise Unavailable(code, **facts)


_PRIMARY = 0xFF
_FAILURES = {5: "records-busy", 6: "records-busy", 7: "machine-busy", 8: "disk-protected", 13: "disk-full"}
"""What SQLite says (sqlite.org/rescode.html): busy, locked, no memory, read-only, full."""


def _say(connection: dbapi2.Connection, key: bytes | bytearray, path: Path, what: str) -> int:
    # The way to say that a key is raw, and no passphrase (SQLCipher's documentation, PRAGMA key).
    said = bytearray(b"x'")
    for byte in key:
        said += bytearray((_HEX[byte >> 4], _HEX[byte & 15]))
    said += b"'"
    try:
        result = _by_call(connection, said, path, what)
        if result is None:
            connection.execute(f'PRAGMA {what} = "{said.decode()}"')
        return result or 0
    finally:
        wipe(said)


def _by_call(connection: dbapi2.Connection, said: bytearray, path: Path, what: str) -> int | None:
    """Call `sqlite3_key` or `sqlite3_rekey` itself; return its result, `None` where that cannot be done."""
    library = _library()
    if library is None:
        return None
    # A connection's object begins with the database's handle (sqlcipher3 0.6, as CPython's sqlite3).
    handle = ctypes.c_void_p.from_address(id(connection) + object.__basicsize__)
    if not _is_handle_of(library, handle, path):
        return None
    text = (ctypes.c_char * len(said)).from_buffer(said)
    try:
        call = library.sqlite3_key if what == "key" else library.sqlite3_rekey
        return int(call(handle, ctypes.byref(text), len(said)))
    finally:
        del text


def _is_handle_of(library: Any, handle: ctypes.c_void_p, path: Path) -> bool:
    named: bytes | None = library.sqlite3_db_filename(handle, b"main") if handle.value else None
    return named is not None and Path(os.fsdecode(named)).name == path.name


@cache
def _library() -> Any | None:
    if sys.implementation.name != "cpython":
        return None
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(str(import_module("sqlcipher3._sqlite3").__file__))
        for call in (library.sqlite3_key, library.sqlite3_rekey):
            call.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
        library.sqlite3_db_filename.argtypes = (ctypes.c_void_p, ctypes.c_char_p)
        library.sqlite3_db_filename.restype = ctypes.c_char_p
        return library
    return None
