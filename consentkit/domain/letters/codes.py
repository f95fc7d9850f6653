"""What the code on a printed page says: which letter, which page of it, and nothing about the person."""

import hashlib
import re
from dataclasses import dataclass

_MARK = "CK1"
_NO_LETTER = "-"
_CHECK_LENGTH = 4
_PAYLOAD = re.compile(
    r"CK1:(?P<letter>-|[A-Z0-9]+(?:-[A-Z0-9]+)*):(?P<form>[A-Z0-9]+(?:-[A-Z0-9]+)*):(?P<version>[1-9][0-9]{0,4})"
    r":(?P<language>[A-Z]{2,3}):(?P<page>[1-9][0-9]?)/(?P<pages>[1-9][0-9]?):(?P<check>[0-9A-F]{4})"
)


_SECOND = "CK2"
_SECOND_PAYLOAD = re.compile(
    r"CK2(?P<letter>[0-9A-Z]{8})(?P<page>[1-9][0-9]?)/(?P<pages>[1-9][0-9]?)-(?P<check>[0-9A-F]{3})"
)
_LETTER = re.compile(r"L-([0-9A-Z]{4})-([0-9A-Z]{4})")


@dataclass(frozen=True)
class PageCode:
    """One page of one letter; `letter` is `None` for a blank form. Pages count from one.

    The second mark names only letter and page: then `form` and `language` are empty, and its version 0.
    """

    letter: str | None
    form: str
    form_version: int
    language: str
    page: int
    pages: int

    @property
    def is_of_second_mark(self) -> bool:
        """Tell whether it was read from the small mark at the foot."""
        return not self.form


def payload_of(code: PageCode) -> str:
    """Return the text of the QR code, in the letters that QR holds densely (`CK1:…:ADULT:1:TH:1/2:9F2C`)."""
    place = f"{code.page}/{code.pages}"
    parts = (_MARK, code.letter or _NO_LETTER, code.form, str(code.form_version), code.language, place)
    body = ":".join(parts).upper()
    return f"{body}:{_check(body)}"


def second_payload_of(code: PageCode) -> str | None:
    """Return the text of the small mark at the foot (`CK2SERT4P5C1/2-9F2`); `None` for what is no letter's.

    It is short, for its modules have to be large in little room.
    """
    found = _LETTER.fullmatch(code.letter or "")
    if found is None:
        return None
    body = f"{_SECOND}{found[1]}{found[2]}{code.page}/{code.pages}"
    return f"{body}-{_check(body)[:3]}"


def read_second_payload(text: str) -> PageCode | None:
    """Return the page that the small mark names; `None` for anything that is not wholly ours and unharmed."""
    found = _SECOND_PAYLOAD.fullmatch(text)
    if found is None or not _check(text.rpartition("-")[0]).startswith(found["check"]):
        return None
    letter, page, pages = found["letter"], int(found["page"]), int(found["pages"])
    if page > pages:
        return None
    return PageCode(f"L-{letter[:4]}-{letter[4:]}", "", 0, "", page, pages)


def read_any_payload(text: str) -> PageCode | None:
    """Return the page that a code names, or the small mark at its foot."""
    return read_payload(text) or read_second_payload(text)


def read_payload(text: str) -> PageCode | None:
    """Return the page that `text` names; `None` for anything that is not wholly ours and unharmed."""
    found = _PAYLOAD.fullmatch(text.strip().upper())
    if found is None or _check(text.strip().upper()[: -_CHECK_LENGTH - 1]) != found["check"]:
        return None
    page, pages = int(found["page"]), int(found["pages"])
    if page > pages:
        return None
    return PageCode(
        letter=None if found["letter"] == _NO_LETTER else found["letter"],
        form=found["form"].lower(),
        form_version=int(found["version"]),
        language=found["language"].lower(),
        page=page,
        pages=pages,
    )


def _check(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:_CHECK_LENGTH].upper()
