"""Taking a consent back: whether it can be, what is asked first, and what was done."""

from consentkit.domain.consents import Consent
from consentkit.domain.stories import Takedown
from consentkit.domain.values import Channel
from consentkit.pages.consents.words import withdrawal_consequence
from consentkit.pages.forms import Question
from consentkit.usecases.consents.lists import ConsentStanding, ListedConsent, touched_publications
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import CHANNELS


def nothing_to_withdraw(listed: ListedConsent) -> str:
    """Say why a consent cannot be taken back; `""` where it can."""
    if listed.standing is ConsentStanding.NO:
        return _("The person said no; there is nothing to take back.")
    if listed.standing is ConsentStanding.WITHDRAWN:
        return _("Consent {code} was taken back already.").format(code=listed.consent.id)
    return ""


def channels_to_withdraw(listed: ListedConsent) -> list[tuple[str, str]]:
    """Return the channels for which a consent still holds, as (value, what it says)."""
    return [(one.value, _(words)) for one, words in CHANNELS.items() if one in listed.channels]


def withdrawal_question(workspace: Workspace, consent: Consent, channels: frozenset[Channel]) -> Question:
    """Ask before a consent is taken back, and say exactly what that will do (no channels: for everything)."""
    touched = touched_publications(workspace, consent, channels)
    question = _("Take consent {code} of contributor {contributor} back?").format(
        code=consent.id, contributor=consent.contributor
    )
    return Question(question, withdrawal_consequence(consent, channels, touched))


def question_by_code(code: str) -> Question:
    """Ask before a consent is taken back by somebody who may not read it."""
    consequence = _(
        "It is taken back today, for everything. Every publication of its story becomes an open takedown."
        " This cannot be undone. Only the person can give a new consent."
    )
    question = (
        _("Take all back that {code} stands for?") if code[0] == "L" else _("Take consent {code} back?")
    )
    return Question(question.format(code=code), consequence)


def withdrawn_in_words(consent: str, opened: tuple[Takedown, ...]) -> str:
    """Say that a consent is taken back, and which takedowns that opened."""
    is_paper = consent.startswith("L")
    said = _("All that {code} stands for is taken back.") if is_paper else _("Consent {code} is taken back.")
    words = said.format(code=consent)
    if opened:
        words += " " + _("Takedowns open: {codes}.").format(codes=", ".join(one.id for one in opened))
    return words
