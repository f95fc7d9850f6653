"""What a question belongs to: it is answered once for that thing, and holds for its days."""

from enum import StrEnum


class QuestionScope(StrEnum):
    """To what a question belongs."""

    ORGANISATION = "organisation"
    PLACE = "place"
    CONTRIBUTOR = "contributor"
    STORY = "story"
    GATHERING = "gathering"
    SUPPLIER = "supplier"
    IMAGE = "image"
    USE = "use"


class QuestionForm(StrEnum):
    """A form that is filled in as a whole, and so answers its questions at once."""

    RISK = "risk"


class Grounds(StrEnum):
    """On what a question rests, so that nothing of ours is taken for somebody else's."""

    SOURCE = "source"
    """The policy's own source, under the heading where it stands."""
    ALLIANCE_STANDARD = "alliance-standard"
    """The media standard of the Alliance."""
    OWN_PRACTICE = "own-practice"


THIS_STORY = ""
"""What no gathering and no supplier stands for: the story's own part, of which it is asked here alone."""

ORGANISATION = "organisation"
"""What an answer for the whole organisation is about; one for a place is about `place TH`."""
