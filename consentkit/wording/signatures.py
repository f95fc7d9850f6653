"""What the check of a signature came to: certificates, printed codes and heads, in words."""

VERDICTS: dict[str, str] = {
    "genuine": "GENUINE: this file is as it was signed, with the key you gave.",
    "void": "VOID: this file is as it was signed, and it is no longer in force.",
    "unconfirmed": "NOT CONFIRMED: the file agrees with the key inside it. Whose key that is, the file cannot say: compare the fingerprint with the organisation's, or give the key.",
    "stranger": "NOT GENUINE: it was signed by another key than the one you gave. Do not rely on it.",
    "altered": "ALTERED: the file is not as it was signed. It was changed, or another program saved it again. Ask for the file as it was issued.",
    "unsigned": "NOT GENUINE: there is no signed part in this file. It is no certificate of consentkit's, it was issued before certificates were signed, or the part was taken out.",
}
"""Of a file, by the verdict."""

OWN_GENUINE = "GENUINE: this file is as it was signed, with this workspace's key."
OWN_STRANGER = "NOT GENUINE: it was signed by another key than this workspace's. Do not rely on it."

PAPER_VERDICTS: dict[str, str] = {
    "genuine": "The code is GENUINE: the key you gave signed what it says. It says nothing of the rest of the page.",
    "void": "The code is genuine and its last day is over: VOID.",
    "unconfirmed": "NOT CONFIRMED: a code is checked with the public key itself. Compare the fingerprint, and give the key.",
    "stranger": "NOT GENUINE: the code names another key than the one you gave. Do not rely on it.",
    "altered": "NOT GENUINE: the key you gave did not sign what the code says.",
}
"""Of a printed page's code, by the verdict."""

VOIDED: dict[str, str] = {
    "ended": "Its last day was {until}.",
    "not-in-records": "These records do not know it.",
    "changed": "Changed since: {changed}.",
    "replaced": "Certificate {certificate} was issued after it.",
    "refused": "The story is refused today. Reasons: {count}.",
    "taken-down": "Taken down, or being taken down: {publications}.",
}
"""Why a certificate is no longer in force."""

STATEMENT_ALONE = "What is signed in it is whole, and says:"
NOTHING_STATED = "A newer consentkit stated more than this one can read. Read it there."
CANNOT_KNOW = "Without the records nobody can tell whether consent was taken back or the story was taken down since. Ask the organisation."

HEAD_PROBLEMS: dict[str, str] = {
    "not-signed": "{file} was not signed by the key you gave. A fingerprint is not enough here: give the key.",
    "another-workspace": "{file} belongs to another workspace.",
    "forked": "{file} names another event {seq}: the log was rewritten.",
    "time-backwards": "{file} is of an earlier time than a head with fewer events: a clock was set back, or a head was made later.",
    "list-not-signed": "{file} was not signed by the key you gave.",
    "list-short": "The list ends before event {seq}, which {file} signs: the log was cut off, or the list is older.",
}
"""What is wrong with heads."""
