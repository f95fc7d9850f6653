"""Letters in words: the blanks of the forms, whom a form is for, and what a letter has come to."""

from consentkit.domain.letters.forms import BlankKind, Reader
from consentkit.domain.letters.records import LetterState, Paper
from consentkit.wording.languages import _

BLANKS: dict[str, str] = {
    "age_basis": "How the child's age is known",
    "asked_on": "The day on which the person is asked",
    "asker": "Who asks",
    "audio_code": "The code of the recording",
    "authority": "Where one may complain: an authority",
    "child_age": "The child's age",
    "child_code": "The child's code",
    "contact": "How to reach us",
    "contact_2": "A second way to reach us",
    "costs": "Costs that we pay for the person",
    "ends_on": "The day on which the consent ends",
    "handover_days": "Days until all files are handed over",
    "items": "What the recipient gets",
    "keeper": "Who may open names and stories together",
    "law": "The law that gives these rights",
    "majority_on": "The day on which the child comes of age",
    "no_photo_place": "Where to stand to be in no picture",
    "payer": "Who pays for our work",
    "places": "The places where it may be used",
    "purpose": "What it is for, in plain words",
    "received_on": "The day on which the message to stop came",
    "recipients": "With whom it is shared",
    "reflection_days": "Days to think about it",
    "request_days": "Days within which others are asked to stop",
    "shown_on": "The day on which the final version was shown",
    "sign": "The sign for who wants to be in no picture",
    "support": "Whom the person can talk to",
    "support_contact": "How to reach whom the person can talk to",
    "takedown_days": "Days within which our own copies go",
    "until": "The last day on which it may be used",
}
"""By the blank's name. A blank of an organisation's own form is shown by its name."""

BLANK_KINDS: dict[BlankKind, str] = {
    BlankKind.TEXT: "Some words, in the language of the letter.",
    BlankKind.NAME: "A name, or a handle.",
    BlankKind.CONTACT: "A telephone number, an e-mail or a web address.",
    BlankKind.CODE: "A code.",
    BlankKind.DATE: "Such as 2026-05-31.",
    BlankKind.NUMBER: "A number from 1 to 99.",
}

READERS: dict[Reader, str] = {
    Reader.ADULT: "for an adult",
    Reader.CHILD: "for a child, or who answers for one",
    Reader.ANYONE: "for anyone",
}

FACTS: dict[str, str] = {
    "has_interpreter": "Someone interprets",
    "has_witness": "A witness signs too",
    "takes_thumbprint": "A thumb-mark may stand beside the signature",
    "leaves_no_copy": "A copy is not safe for the person: offer none",
    "shows_face": "Ask whether the face may be seen",
    "names_fully": "Ask whether the full name may be used",
    "wants_neutral_title": "A title that says nothing",
}
"""What may be so for one letter. The command line names the same."""

PAPERS: dict[Paper, str] = {Paper.A4: "A4", Paper.LETTER: "Letter (US)"}

PRINTINGS: dict[str, str] = {
    "large_print": "Large print, on as many pages as it takes",
    "facing": "The second language on facing pages, not beside",
}

STATES: dict[LetterState, str] = {
    LetterState.OUT: "out: not back yet",
    LetterState.BACK: "came back: to confirm",
    LetterState.CONFIRMED: "signed and confirmed",
    LetterState.ASIDE: "set aside",
}


def blank_in_words(name: str) -> str:
    """Return what stands in a blank; that of an organisation's own form is shown by its name."""
    return _(BLANKS[name]) if name in BLANKS else name.replace("_", " ")
