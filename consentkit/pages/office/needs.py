"""What needs somebody today, in groups."""

from collections.abc import Iterator, Sequence

from consentkit.usecases.office.needs import Need, NeedCode
from consentkit.wording import need_sentence

GROUPS: tuple[tuple[str, frozenset[NeedCode]], ...] = (
    (
        "Now",
        frozenset(
            {
                NeedCode.CLOCK_BEHIND,
                NeedCode.TAKEDOWN_OPEN,
                NeedCode.PUBLICATION_OVERDUE,
                NeedCode.CONSENT_ENDED,
                NeedCode.BASIS_ENDED,
                NeedCode.CERTIFICATE_VOID,
                NeedCode.EXPORT_REFUSED,
                NeedCode.SETTINGS_CHANGED,
                NeedCode.NO_TO_CONFIRM,
                NeedCode.SEALED_SET_ASIDE,
                NeedCode.PASSPHRASE_FROM_BEFORE,
                NeedCode.LIFTING_OPENED,
                NeedCode.NO_LIFTED,
                NeedCode.REKEY_UNFINISHED,
                NeedCode.BACKUP_OLD,
                NeedCode.BACKUP_NONE,
            }
        ),
    ),
    ("Soon", frozenset({NeedCode.CONSENT_ENDING, NeedCode.BASIS_ENDING, NeedCode.SHEET_ENDING})),
    (
        "Waiting for you",
        frozenset(
            {
                NeedCode.EXPORT_UNRECORDED,
                NeedCode.GUARDIAN_UNCHECKED,
                NeedCode.QUESTIONS_OPEN,
                NeedCode.SIGN_OFF_WAITING,
                NeedCode.SHEET_UNSIGNED,
                NeedCode.LIFTING_WAITS,
            }
        ),
    ),
    (
        "Pictures",
        frozenset(
            {
                NeedCode.SCAN_UNDECIDED,
                NeedCode.SCAN_MISSING,
                NeedCode.FACES_OPEN,
                NeedCode.SECOND_LOOK,
                NeedCode.VIEW_MISSING,
                NeedCode.COPY_MISSING,
            }
        ),
    ),
    ("Videos", frozenset({NeedCode.VIDEOS_WAITING})),
    ("Letters", frozenset({NeedCode.LETTER_TO_CONFIRM, NeedCode.PAGES_LOOSE, NeedCode.LETTER_NOT_BACK})),
)
"""The headings, the most urgent first, and what stands below each."""

_URGENT = GROUPS[0][1]


def grouped(needs: Sequence[Need]) -> Iterator[tuple[str, list[Need]]]:
    """Yield each heading (English) that has needs, with them in the order in which they were found."""
    for heading, codes in GROUPS:
        group = [need for need in needs if need.code in codes]
        if group:
            yield heading, group


def need_in_words(need: Need) -> str:
    """Say what waits, with a mark where it is urgent."""
    mark = "! " if need.code in _URGENT else "  "
    return mark + need_sentence(need.code.value, need.facts)
