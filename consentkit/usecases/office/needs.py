"""What can need somebody, and one such thing: the kinds, most urgent first."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from consentkit.domain.values import Channel, Fact, Value
from consentkit.usecases.workspaces import Workspace

MOST_OF_A_KIND = 20
"""Lines of one kind; who has solved these sees the next."""


class NeedCode(StrEnum):
    """What can need someone, most urgent first. `wording` holds the sentence for each."""

    CLOCK_BEHIND = "clock-behind"
    TAKEDOWN_OPEN = "takedown-open"
    PASSPHRASE_FROM_BEFORE = "passphrase-from-before"  # noqa: S105 - a need, not a secret
    LIFTING_OPENED = "lifting-opened"
    NO_LIFTED = "no-lifted"
    LIFTING_WAITS = "lifting-waits"
    PUBLICATION_OVERDUE = "publication-overdue"
    CONSENT_ENDED = "consent-ended"
    BASIS_ENDED = "basis-ended"
    CERTIFICATE_VOID = "certificate-void"
    EXPORT_REFUSED = "export-refused"
    EXPORT_UNRECORDED = "export-unrecorded"
    CONSENT_ENDING = "consent-ending"
    BASIS_ENDING = "basis-ending"
    SETTINGS_CHANGED = "settings-changed"
    NO_TO_CONFIRM = "no-to-confirm"
    SEALED_SET_ASIDE = "sealed-set-aside"
    GUARDIAN_UNCHECKED = "guardian-unchecked"
    SHEET_ENDING = "sheet-ending"
    SHEET_UNSIGNED = "sheet-unsigned"
    QUESTIONS_OPEN = "questions-open"
    SIGN_OFF_WAITING = "sign-off-waiting"
    SCAN_UNDECIDED = "scan-undecided"
    SCAN_MISSING = "scan-missing"
    FACES_OPEN = "faces-open"
    SECOND_LOOK = "second-look"
    VIEW_MISSING = "view-missing"
    COPY_MISSING = "copy-missing"
    VIDEOS_WAITING = "videos-waiting"
    LETTER_TO_CONFIRM = "letter-to-confirm"
    PAGES_LOOSE = "pages-loose"
    LETTER_NOT_BACK = "letter-not-back"
    REKEY_UNFINISHED = "rekey-unfinished"
    BACKUP_OLD = "backup-old"
    BACKUP_NONE = "backup-none"


class Need(Value):
    """One thing that waits: its code, the record it concerns, its story where it has one, its facts."""

    code: NeedCode
    subject: str
    story: str | None = None
    channel: Channel | None = None
    facts: dict[str, Fact]


Needs = Iterator[Need]


Find = Callable[[Workspace], Needs]


def need_of(code: NeedCode, subject: str, row: dict[str, Any], **facts: Fact) -> Need:
    """Return the need of a row, with the story, channel and person that it names."""
    channel = Channel(row["channel"]) if "channel" in row else None
    named = {key: row[key] for key in ("story", "channel", "contributor") if key in row}
    return Need(code=code, subject=subject, story=row["story"], channel=channel, facts=named | facts)


def day_of_row(text: str) -> date:
    """Return the day that is written in a row."""
    return date.fromisoformat(text)
