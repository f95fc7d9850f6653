"""The settings of one organisation's folder."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints

from consentkit.domain.images import Profile
from consentkit.domain.letters import Name
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


_OneLine = Annotated[str, StringConstraints(max_length=200, pattern=r"^\P{Cc}*$")]
_DetectorName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


_USUAL_BLANKS: dict[str, str | int] = {"takedown_days": 3, "request_days": 14, "reflection_days": 2}
"""Own copies go in three days, and those of others are asked for within two weeks (letter clauses, L11)."""


class Settings(Value):
    """What an organisation chose for this folder.

    `timezone` decides which day it is (an IANA name). `detectors` are those that every scan runs; there
    is always one, since a scan without any would find nothing. `profile` is how hard a scan looks where no
    protected person is in the story. `heads_folder` is a second folder to
    which the signed audit heads are also written, `""` for none. `usage_terms` is what a public copy says
    about its use, `""` for the usual words.
    """

    organisation: _OneLine = ""
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "UTC"
    detectors: Annotated[tuple[_DetectorName, ...], Field(min_length=1), AfterValidator(_each_once)] = (
        "centerface",
        "face-recognition",
    )
    profile: Profile = Profile.STANDARD
    heads_folder: str = ""
    usage_terms: _OneLine = ""
    letter_blanks: dict[Name, _OneLine | int] = Field(default_factory=lambda: dict(_USUAL_BLANKS))
