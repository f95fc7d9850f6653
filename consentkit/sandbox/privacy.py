"""What keeps other programs of the same account from reading this process, and secrets from its children."""

import contextlib
import ctypes
import os
import sys
from importlib import import_module
from typing import Any

SECRETS = ("CONSENTKIT_PASSPHRASE", "CONSENTKIT_NEW_PASSPHRASE")

_PR_SET_DUMPABLE = 4
_OWNER_ONLY = 0o077

_given: dict[str, str] = {}


def keep_private() -> None:
    """Let no other process of this account read this one's memory, no crash write it to disk, and no file
    that it makes be read by others.

    On Linux this process can then be traced by the administrator alone; other systems have no such switch.
    """
    os.umask(_OWNER_ONLY)
    resource: Any
    with contextlib.suppress(ImportError, ValueError, OSError):
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def take_secrets() -> None:
    """Take the secrets out of the environment, so that no program that is started later gets them."""
    for name in SECRETS:
        if name in os.environ:
            _given[name] = os.environ[name]
            _overwrite(name)
            del os.environ[name]


def given_secret(name: str) -> str | None:
    """Return a secret that the environment gave, whether it was taken out of it or not."""
    return _given.get(name, os.environ.get(name))


def give_secret(name: str, value: str) -> None:
    """Hand over a secret to what asks for it later, as if the environment had given it."""
    _given[name] = value


def forget_secrets() -> None:
    """Keep no secret that was taken out of the environment."""
    _given.clear()


def _overwrite(name: str) -> None:
    """Write over the value where the system handed it over: /proc/PID/environ shows that place for ever."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_void_p
    value = libc.getenv(name.encode())
    if value:
        ctypes.memset(value, 0, len(ctypes.string_at(value)))
