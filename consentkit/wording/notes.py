"""What a clearance tells of the people behind it: one sentence for each code."""

from consentkit.domain.gate.clearances import Note, NoteCode
from consentkit.wording.sentences import filled, of_story

NOTES: dict[NoteCode, str] = {
    NoteCode.SAID_NO: "{by} of safeguarding said no to question {subject} on {on}; lifted by {lifted_by}.",
    NoteCode.SIGNED_OFF: "{second} signed off what {by} explained in question {subject}.",
    NoteCode.SECOND_LOOK: "{by} and {second} both say what {subject} shows.",
    NoteCode.INTERPRETED: "Consent {subject} was given through interpreter {by}.",
    NoteCode.BACK_CHECKED: "{by} found on {on} that what was interpreted for {subject} was understood.",
    NoteCode.VOUCHED: "{maker} made {subject} or gave it a role shortly before; {by}, a keeper, vouched for it.",
    NoteCode.FROM_BEFORE: "{subject} acted with a passphrase that somebody else gave.",
    NoteCode.WORDS_UNREAD: "No program looked for names and places in: {kinds}. People alone have read, seen or heard that.",
}


def note_in_words(note: Note) -> str:
    """Say a note."""
    return of_story(filled(NOTES[note.code], note.facts, note.subject), note.facts)
