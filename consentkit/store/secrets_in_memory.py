"""Secrets in memory, written over as soon as they are not needed: as far as Python lets one.

A bytearray can be written over. `bytes` and `str` cannot, by Python's own means; those that were made here,
and that nobody else has a name for, are written over where CPython keeps them. What libraries copied, and
what a person typed into a screen, stays until the memory is used for something else.
"""

import ctypes
import sys

_IS_CPYTHON = sys.implementation.name == "cpython"
_BYTES_BEGIN = bytes.__basicsize__ - 1
_TEXT_BEGINS = sys.getsizeof("") - 1
"""Where an ASCII text begins within its object."""
_LEAST = 8
"""Shorter ones may be shared by the whole program."""


def wipe(secret: bytearray) -> None:
    """Write zeros over a secret."""
    secret[:] = bytes(len(secret))


def wipe_own(secret: bytes | str) -> None:
    """Write zeros over a value that was made just now and goes nowhere else: never one that was passed in."""
    if not _IS_CPYTHON or len(secret) < _LEAST:
        return
    if isinstance(secret, bytes):
        ctypes.memset(id(secret) + _BYTES_BEGIN, 0, len(secret))
    elif secret.isascii():
        ctypes.memset(id(secret) + _TEXT_BEGINS, 0, len(secret))
