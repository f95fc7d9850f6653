"""Orders to fields of office documents, and names of places in them, that say nothing by themselves.

Runs only in the document reader's process.
"""

import re

from consentkit.documents.names.addresses import is_plain_address

PLAIN_MARK = re.compile(
    r"|_GoBack|_{0,2}(?:Toc|Ref|RefHeading|Hlk|Hlt|Ref_|DdeLink|RefHeading___Toc)_*[\d_]{1,24}"
    r"|_?(?:heading=h\.|kix\.|id\.)?(?=[a-z]*\d)[a-z0-9]{6,14}"
    r"|_?gjdgxs|[A-Za-z]{1,2}\d{0,5}|(?:Bookmark|OLE_LINK|Text|Check|Dropdown)\d{0,5}"
)
"""What programs call a bookmark."""

_FIELDS = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "PAGEREF", "REF", "SEQ", "DATE", "TIME", "HYPERLINK",
     "STYLEREF", "LISTNUM", "FORMTEXT", "MERGEFORMAT"}
)  # fmt: skip
_FIELD_TOKEN = re.compile(r'\\[A-Za-z*#@!]?|"[^"\w]*"|"\d-\d"|[A-Z]?\d+|\*?')


def is_plain_field(order: str) -> bool:
    """Tell whether an order to a field is one of a number, a day or a list, and says nothing else."""
    return all(_is_plain_token(one) for one in order.split())


def _is_plain_token(one: str) -> bool:
    bare = one.strip('"')
    is_mark = bare.startswith("_") and PLAIN_MARK.fullmatch(bare) is not None
    is_site = bare.startswith("http") and is_plain_address(bare)
    return one in _FIELDS or is_mark or is_site or _FIELD_TOKEN.fullmatch(one) is not None
