"""What stands at the head of an organisation's letters: its name, where it is, and its logo."""

import base64
import binascii
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from consentkit.domain.characters import ONE_LINE
from consentkit.domain.values import Value

MOST_LOGO_BYTES = 400_000


def _png(text: str) -> str:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("This is no logo as it was kept. Set it again.") from error
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) > MOST_LOGO_BYTES:
        raise ValueError("This is no logo as it was kept. Set it again.")
    return text


_Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120, pattern=ONE_LINE)]


class Letterhead(Value):
    """What is printed on the first page of a letter; what is empty is left out."""

    name: _Line = ""
    address: _Line = ""
    telephone: _Line = ""
    logo: Annotated[str, AfterValidator(lambda text: text and _png(text))] = ""
    """A PNG made here from the pixels of the file that was given, as base64."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines in their order."""
        return tuple(filter(None, (self.name, self.address, self.telephone)))

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to print."""
        return not self.lines and not self.logo

    @property
    def logo_png(self) -> bytes:
        """The logo's file; empty where there is none."""
        return base64.b64decode(self.logo)
