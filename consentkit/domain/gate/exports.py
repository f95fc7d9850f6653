"""What goes out in one folder: a cleared story for one channel, and what whoever shows it has to know."""

from datetime import date
from enum import StrEnum

from consentkit.domain.bases import BasisKind
from consentkit.domain.codes import Code
from consentkit.domain.values import Channel, Value
from consentkit.domain.words.beside import WordsBeside


class ExportKind(StrEnum):
    """What a file of an export is."""

    PICTURE = "picture"
    VIDEO = "video"
    WORDS = "words"
    CERTIFICATE = "certificate"
    CAPTIONS = "captions"
    CREDIT = "credit"
    README = "readme"


class ExportedFile(Value):
    """A file of an export; `digest` is the SHA-256 of its bytes, `record` the picture or video that it is of.

    Its name tells nothing of anybody: a record's code, or what it is.
    """

    name: str
    kind: ExportKind
    record: Code | None = None
    digest: str
    size_bytes: int


class ExportedCredit(Value):
    """What a part of the story rests on, and the words that have to stand beside it."""

    thing: Code
    kind: BasisKind
    credit: str


class StoryExport(Value):
    """A story, or several together, given away for a channel; `until` is the last day of showing it."""

    story: Code
    also: tuple[Code, ...] = ()
    channel: Channel
    certificate: Code
    exported_on: date
    from_on: date
    until: date
    consents_until: date | None
    """The last day of the consent behind it that ends first; `None` where it rests on none."""
    bases_until: date | None = None
    """The same of what its parts rest on beside consents."""
    credits: tuple[ExportedCredit, ...] = ()
    beside: tuple[WordsBeside, ...] = ()
    """Captions, tags and the like of what goes out."""
    organisation: str
    usage_terms: str
    """The organisation's own; `""` for the usual ones."""
    files: tuple[ExportedFile, ...] = ()

    @property
    def stories(self) -> tuple[Code, ...]:
        """Every story of which it is."""
        return self.story, *self.also


class ExportWords(Value):
    """What an export says in words: to be read first, and to be put beside the pictures."""

    readme: str
    credit: str
    captions: str = ""
    """What stands beside each picture and the words; `""` where nothing does."""
