"""What a check of heads says, and the form that asks for one."""

from collections.abc import Iterator

from consentkit.pages.fields import Filled
from consentkit.pages.file_fields import FileField
from consentkit.pages.forms import Form
from consentkit.store.log.public_keys import MAX_HASHES_BYTES, MAX_HEAD_BYTES, MAX_KEY_BYTES
from consentkit.usecases.log.public_keys import HeadsCheck, check_heads, read_public_key
from consentkit.wording.languages import _, _n
from consentkit.wording.sentences import filled
from consentkit.wording.signatures import HEAD_PROBLEMS


def grouped(digits: str) -> str:
    """Return hex digits four by four, as they are read aloud and compared."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def fingerprint_line(digits: str) -> str:
    """Say a key's fingerprint."""
    return _("Fingerprint of the key: {fingerprint}").format(fingerprint=grouped(digits))


def heads_lines(check: HeadsCheck) -> Iterator[str]:
    """Say whether heads are signed and agree, and what that proves."""
    for one in check.problems:
        yield "✗ " + filled(HEAD_PROBLEMS[one.problem], {"file": one.file, "seq": one.seq}, "")
    if not check.is_good:
        return
    count = len(check.heads)
    yield "✓ " + _n(
        "{count} head is signed with this key.", "{count} heads are signed with this key, and agree.", count
    ).format(count=count)
    if check.is_continued:
        words = _("One log of {events} events holds all of them, as its maker signed.")
        yield "✓ " + words.format(events=check.events)
    elif count > 1:
        yield _("Whether the later head continues the earlier one, a list of hashes shows.")


def heads_form() -> Form[HeadsCheck]:
    """Return the form that checks a head, and another where one is given, with a public key alone."""
    head = FileField(
        "head", _("Head file"), most_bytes=MAX_HEAD_BYTES, error_codes=("file-not-found", "head-damaged")
    )
    later = FileField(
        "later",
        _("Another head"),
        is_required=False,
        help=_("An earlier or later one of the same log."),
        most_bytes=MAX_HEAD_BYTES,
    )
    hashes = FileField(
        "hashes",
        _("List of hashes"),
        is_required=False,
        help=_("It shows that one log holds both heads."),
        most_bytes=MAX_HASHES_BYTES,
        error_codes=("hashes-damaged",),
    )
    key = FileField(
        "key",
        _("Public key"),
        help=_("The file of the organisation whose log it is."),
        most_bytes=MAX_KEY_BYTES,
        error_codes=("public-key-damaged",),
    )

    def save(filled_in: Filled) -> HeadsCheck:
        heads = [one for one in (head.read(filled_in), later.read_or_none(filled_in)) if one]
        return check_heads(heads, read_public_key(key.read(filled_in)), hashes.read_or_none(filled_in))

    return Form("check-heads", _("Check heads"), (head, later, hashes, key), save)
