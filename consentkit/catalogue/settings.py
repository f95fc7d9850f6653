"""Reads `config.toml`, and writes the text of a new one."""

import json
import tomllib
from pathlib import Path

from pydantic import ValidationError

from consentkit.catalogue.complaints import complaint_about
from consentkit.catalogue.toml_files import Fault, read_value
from consentkit.domain.errors import BadDataFile, InvalidInput
from consentkit.domain.settings import Settings
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, read_given

_BEGINNING = "# The settings of this consentkit folder, down to the line “# end of the settings”."
_END = "# end of the settings"
"""A file that begins so ends so: one that was cut anywhere is told, and never read as the usual values."""
_FIRST = frozenset({"organisation", "timezone", "detectors", "heads_folder"})
_CLUSTER = frozenset({"address", "tls_ca", "tls_cert", "tls_key"})
"""What stands in the file of every version; one without a last line of its own is older, or cut."""

_TEXT = """\
{beginning}
# A line that begins with # is only a note. Lines that you remove go back to their usual value, but the last.
# A manager accepts each change: consentkit settings accept.

# The name of your organisation, as letters and certificates print it.
organisation = {organisation}

# The time zone that decides which day it is, such as "Asia/Bangkok".
timezone = {timezone}

# The programs that look for faces, and for words such as signs and name tags (rapidocr).
# Each scan runs all of them: more find more, and take longer.
detectors = {detectors}

# How hard a scan looks at pictures: "fast", "standard" or "thorough".
# Pictures of survivors and children are always looked at thoroughly, whatever stands here.
profile = {profile}

# A second folder, best on another disk, where the signed heads of the audit log are also written.
# Then nobody can change the log here without it being seen. Empty: no second folder.
heads_folder = ""

# What the file of every public copy says about its use, in one line, without names of people.
# Empty: that it was agreed for one story only, and not for any other use, change or training.
usage_terms = ""

# What letters say unless one is told otherwise. "organisation" here is a name that is safe on paper.
[letter_blanks]
{letter_blanks}

# Where backups go, best on another disk (docs/backups.md). A backup goes only when it is neither among the
# newest keep_count nor younger than keep_days. After remind_days without a checked one, Home reminds you.
[backups]
folder = ""
keep_count = {keep_count}
keep_days = {keep_days}
remind_days = {remind_days}

# Other machines that scan pictures (docs/cluster.md). An empty address: this machine scans.
# Without the three files of TLS, only an address on this very machine is used.
[cluster]
address = ""
tls_ca = ""
tls_cert = ""
tls_key = ""

{end}
"""


def load_settings(path: Path) -> Settings:
    """Read the settings.

    Raises BadDataFile: `settings-missing` (file), or `settings-broken` (file, field, problem) with the
    first fault.
    """
    try:
        content = read_given(path, MOST_TEXT_BYTES)
    except FileNotFoundError:
        raise BadDataFile("settings-missing", file=path.name) from None
    except OSError as error:
        raise _broken(path, Fault("", f"This file cannot be read: {error.strerror}.")) from error
    settings = read_value(content, Settings)
    if isinstance(settings, tuple):
        raise _broken(path, settings[0])
    if (fault := _cut(content)) is not None:
        raise _broken(path, fault)
    return settings


def _cut(content: bytes) -> Fault | None:
    """Return the fault that the file was cut, `None` for a whole one.

    A file of an older version has no last line of its own: it is whole where it has what each of them had,
    and all of the parts that it begins.
    """
    text = content.decode("utf-8-sig")
    if _BEGINNING in text.splitlines():
        whole = text.rstrip("\r\n ").endswith(f"\n{_END}") and text.endswith("\n")
        problem = f"The end is missing. Restore it from your backup, or write {_END} as the last line."
        return None if whole else Fault("", problem)
    table = tomllib.loads(text)
    missing = sorted(_FIRST - table.keys())
    if "cluster" in table or "[cluster]" in text:
        missing += sorted(f"cluster.{one}" for one in _CLUSTER - table.get("cluster", {}).keys())
    problem = "This is missing; the file may be cut. Restore it from your backup, or add it."
    return Fault(missing[0], problem) if missing else None


def settings_text(organisation: str, timezone: str) -> str:
    """Return the commented text of a new `config.toml`; it always loads back.

    Raises InvalidInput `setting-not-usable` (field, problem), such as for an unknown time zone.
    """
    try:
        settings = Settings(organisation=organisation, timezone=timezone)
    except ValidationError as error:
        entry = error.errors(include_url=False)[0]
        raise InvalidInput(
            "setting-not-usable", field=str(entry["loc"][0]), problem=complaint_about(entry)
        ) from None
    return _TEXT.format(
        beginning=_BEGINNING,
        end=_END,
        organisation=_quoted(settings.organisation),
        timezone=_quoted(settings.timezone),
        detectors=_quoted(list(settings.detectors)),
        profile=_quoted(settings.profile.value),
        keep_count=settings.backups.keep_count,
        keep_days=settings.backups.keep_days,
        remind_days=settings.backups.remind_days,
        letter_blanks="\n".join(f"{name} = {value}" for name, value in settings.letter_blanks.items()),
    )


def _quoted(value: str | list[str]) -> str:
    # For text without control characters, JSON's quoting is also TOML's.
    return json.dumps(value, ensure_ascii=False)


def _broken(path: Path, fault: Fault) -> BadDataFile:
    return BadDataFile("settings-broken", file=path.name, field=fault.field, problem=fault.problem)
