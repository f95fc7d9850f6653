"""Where links lead: which addresses say no more than a site. Runs only in the document reader's process."""

import re

from consentkit.documents.names.known import says_nothing

_PAGE = re.compile(r"\s*https?://[\w.-]{1,100}(?::\d{1,5})?(?:/([^?#@\s]{0,150}))?\s*", re.IGNORECASE)
_INSIDE = re.compile(r"(?:\.{0,2}/)?[^:?@\s]*")


def is_plain_address(address: str) -> bool:
    """Tell whether a link leads to a site, or to a page or a part whose name says nothing."""
    if found := _PAGE.fullmatch(address):
        return says_nothing(found.group(1) or "")
    return _INSIDE.fullmatch(address) is not None and says_nothing(address)
