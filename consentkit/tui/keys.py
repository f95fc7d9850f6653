"""The keys by which sentences name the way to an action in the terminal application."""

from consentkit.pages.actions import Action

_SAVE = "Ctrl+S"
KEYS: dict[Action, str] = {
    Action.PLAN: "l",
    Action.PUT_IN: "i",
    Action.CERTIFY: "c",
    Action.EXPORT: "e",
    Action.PUBLISH: "p",
    Action.ADD_PICTURES: "3",
    Action.CORRECT_PERSON: "c",
    Action.ADD_GUARDIAN: "g",
    Action.CHECK_GUARDIAN: "k",
    Action.RECORD_ASSENT: "t",
    Action.ASK_CONSENT: "n",
    Action.RENEW: "r",
    Action.READ_LETTER: _SAVE,
}
"""On the screen where each is done."""


def key_of(action: Action) -> str:
    """Return the key of an action that a sentence names."""
    return KEYS[action]
