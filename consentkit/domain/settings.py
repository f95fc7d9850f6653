"""The settings of one organisation's folder."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints

from consentkit.domain.characters import ONE_LINE
from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.letters import Name
from consentkit.domain.pictures.clusters import parse_address
from consentkit.domain.pictures.images import Profile
from consentkit.domain.values import Value


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("This time zone is not known. Write one such as Asia/Bangkok or UTC.") from error
    return name


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) < len(names):
        raise ValueError("A detector is named twice. Name each once.")
    return names


def _address_or_none(given: str) -> str:
    try:
        return given and str(parse_address(given))
    except InvalidInput:
        raise ValueError("Write dask://HOST:PORT, such as dask://192.0.2.7:8786, or nothing.") from None


_OneLine = Annotated[str, StringConstraints(max_length=200, pattern=ONE_LINE)]
_DetectorName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


FACE_DETECTORS = ("centerface", "face-recognition")
TEXT_DETECTORS = ("rapidocr",)
"""They look for words. In videos, and where only faces are counted, they take no part."""

CODE_READER = "zxing-cpp"
"""Looks for QR and bar codes in every picture, whatever the settings name: it comes with the program."""

_USUAL_BLANKS: dict[str, str | int] = {"takedown_days": 3, "request_days": 14, "reflection_days": 2}
"""Own copies go in three days, and those of others are asked for within two weeks (letter clauses, L11)."""


class ClusterSettings(Value):
    """The cluster that scans pictures, `""` for this machine, and the PEM files by which it is trusted.

    A file that is not an absolute path is meant from the workspace's folder.
    """

    address: Annotated[str, AfterValidator(_address_or_none)] = ""
    tls_ca: _OneLine = ""
    tls_cert: _OneLine = ""
    tls_key: _OneLine = ""


class BackupSettings(Value):
    """Where backups go, `""` for where one says; how many are kept, by count and by age; when one is due.

    A backup goes only when it is neither among the newest `keep_count` nor younger than `keep_days`.
    """

    folder: _OneLine = ""
    keep_count: Annotated[int, Field(ge=1, le=10_000)] = 10
    keep_days: Annotated[int, Field(ge=0, le=36_500)] = 90
    remind_days: Annotated[int, Field(ge=1, le=3_650)] = 7


class Settings(Value):
    """What an organisation chose for this folder.

    `timezone` decides which day it is (an IANA name). `detectors` are those that every scan runs, those for
    words where they are installed; there is always one, since a scan without any would find nothing.
    `profile` is how hard a scan looks where no protected person is in the story. `heads_folder` is a second
    folder to which the signed audit heads are also written, `""` for none. `usage_terms` is what a public
    copy says about its use, `""` for the usual words.
    """

    organisation: _OneLine = ""
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "UTC"
    detectors: Annotated[tuple[_DetectorName, ...], Field(min_length=1), AfterValidator(_each_once)] = (
        *FACE_DETECTORS,
        *TEXT_DETECTORS,
    )
    profile: Profile = Profile.STANDARD
    heads_folder: str = ""
    usage_terms: _OneLine = ""
    cluster: ClusterSettings = ClusterSettings()
    backups: BackupSettings = BackupSettings()
    letter_blanks: dict[Name, _OneLine | int] = Field(default_factory=lambda: dict(_USUAL_BLANKS))
