"""What people type where a file has room for words of theirs, told from what programs write there.

Runs only in the document reader's process. Of a style or a bookmark the words of programs say nothing. Where
somebody writes a title, an author, or what is read aloud for a picture, they may be a name: Mark May, Su Su.
"""

import re

from consentkit.documents.names.known import STRINGS, is_program
from consentkit.documents.names.shapes import is_usual_name

_BY_PROGRAMS = re.compile(
    r"(?:the )?(?:untitled|unknown(?: author)?|anonymous|unspecified|unnamed"
    r"|title(?: page)?|cover(?: image| page)?|start|text"
    r"|(?:table of )?contents|index|guide|landmarks|(?:list of )?pages|notes|footnotes|endnotes|copyright"
    r"|(?:chapter|part|section|page|document|presentation|slide|blank|default)(?: ?\d{1,4})?"
    r"|main|body|office(?: theme)?"
    r"|[a-z]{0,8}[-_]?\d{1,4}\.x?html?|override_css|link|image|logo|icon|favicon|arrow|bullet"
    r"|\d{1,4}|[ivxlc]{1,6}|\d{1,2}\.0000|\W*[a-z]?\W*|true|false|none|normal|en(?:-[a-z]{2})?)?",
    re.IGNORECASE,
)
_KEY = re.compile(
    # A moment has a time; a day alone may be one of birth.
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?|\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?|[0-9A-Fa-f]{32}"
)

_FOLDERS = re.compile(r"\A(?:(?:OEBPS|EPUB|images?|media|Pictures|\.\.)/){1,3}", re.IGNORECASE)


def is_untyped(text: str) -> bool:
    """Tell whether a program writes this where nobody typed anything."""
    said = " ".join(text.split()).strip("()")
    if not any(letter.isalnum() for letter in said):
        return True
    is_known = said in STRINGS or is_program(said) or _KEY.fullmatch(said) is not None
    return is_known or is_usual_name(_FOLDERS.sub("", said)) or _BY_PROGRAMS.fullmatch(said) is not None
