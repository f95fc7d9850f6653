"""What a person has been told: what stands on the screen, and every message that popped up."""

from driving import text_of


def seen(pilot):
    """Return the screen's lines, then the messages; a message's lines are broken by its narrow box."""
    told = [notification.message for notification in pilot.app._notifications]
    return "\n".join([text_of(pilot.app), *told])
