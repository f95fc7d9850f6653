"""The sentences of errors that only the command line makes, or for which it knows what to type."""

from consentkit.domain.errors import ConsentkitError
from consentkit.wording import sentence_of_error
from consentkit.wording.sentences import filled

ERRORS: dict[str, str] = {
    "passphrase-missing": (
        "consentkit needs your passphrase. Run it in a terminal, or set CONSENTKIT_PASSPHRASE "
        "or CONSENTKIT_KEY_FILE."
    ),
    "actor-not-said": "Say who you are with --as or CONSENTKIT_ACTOR. Known here: {known}.",
    "certificate-is-for-today": "A certificate is printed for today. Leave out --on, or --certificate.",
    "all-open-names-nobody": (
        "--all-open covers, declares or clears away. Say who a contributor is of one face at a time."
    ),
    "number-missing": "Say which box of {of}: a number after it, as it is drawn in the picture.",
    "number-of-nothing": "Say the code of the picture before the number {number}.",
    "number-not-drawn": "{of} has no box {number}. Boxes in it: {count}.",
    "of-one-picture-only": "Of a whole story, --face names nothing. Say it of one picture.",
    "correct-to-what": "Say with --correct what is ticked: --tick for each box, or --nothing-ticked.",
    "why-needs-settle": "--why belongs to --settle: name the picture that may be used all the same.",
    "tls-without-cluster": "Files for TLS belong to a cluster. Name it with --engine dask://HOST:PORT.",
    "options-contradict": "Say one of these, not both: {given}.",
    "show-or-hide": "Say --show only with --contributor, and never with --hide. Else the face is covered.",
    "settlement-missing": "Say one thing about the face: --contributor, --declare, --redact or --not-a-face.",
    "view-needs-option": "Say --to FILE to see the picture, and --confirm once you have looked at all of it.",
    "letter-needs-out": "Name the letter's file with --out FILE.pdf, or read it first with --preview.",
    "workspace-missing": (
        "There is no consentkit workspace here. Make one with `consentkit init`, or use --workspace."
    ),
}


def said_of_error(error: ConsentkitError) -> str:
    """Say what happened and what to do next, with what to type where the command line knows better."""
    if error.code in ERRORS:
        return filled(ERRORS[error.code], error.facts, "")
    return sentence_of_error(error)
