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

from consentkit.store.secrets_in_memory import wipe

_HEX = b"0123456789abcdef"


def give_key(connection: dbapi2.Connection, key: bytes | bytearray, path: Path) -> None:
    """Give a connection its raw key; whether it is the right one is seen at the first read."""
    # The way to say that a key is raw, and no passphrase (SQLCipher's documentation, PRAGMA key).
    said = bytearray(b"x'")
    for byte in key:
        said += bytearray((_HEX[byte >> 4], _HEX[byte & 15]))
    said += b"'"
    try:
        if not _by_call(connection, said, path):
            connection.execute(f'PRAGMA key = "{said.decode()}"')
    finally:
        wipe(said)


def _by_call(connection: dbapi2.Connection, said: bytearray, path: Path) -> bool:
    """Call `sqlite3_key` itself; tell whether that could be done here."""
    library = _library()
    if library is None:
        return False
    # A connection's object begins with the database's handle (sqlcipher3 0.6, as CPython's sqlite3).
    handle = ctypes.c_void_p.from_address(id(connection) + object.__basicsize__)
    if not _is_handle_of(library, handle, path):
        return False
    text = (ctypes.c_char * len(said)).from_buffer(said)
    try:
        return bool(library.sqlite3_key(handle, ctypes.byref(text), len(said)) == 0)
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
        library.sqlite3_key.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
        library.sqlite3_db_filename.argtypes = (ctypes.c_void_p, ctypes.c_char_p)
        library.sqlite3_db_filename.restype = ctypes.c_char_p
        return library
    return None
