"""One consent for several stories: the form that lets it serve one more, and which it serves."""

from collections.abc import Iterator, Sequence

from consentkit.domain.consents import Consent
from consentkit.pages.fields import CodeField, Filled
from consentkit.pages.forms import Form, Question
from consentkit.usecases.consents.serving import use_consent, words_behind
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _


def use_form(workspace: Workspace, consent: str) -> Form[Consent]:
    """Return the form that lets a consent serve one more story; it asks before it does."""
    story = CodeField(
        "story",
        _("Story"),
        help=_("Only where the signed paper is for no single story. Else ask for the other story, too."),
        error_codes=(
            "consent-serves-already",
            "consent-answered-since",
            "consent-bound-to-story",
            "consent-paper-unread",
        ),
        kind="S",
    )

    def save(filled: Filled) -> Consent:
        return use_consent(workspace, story.read(filled), consent)

    def question(filled: Filled) -> Question:
        asked = _("Let consent {code} serve story {story} too?").format(
            code=consent, story=story.read(filled)
        )
        consequence = _(
            "It has one end for all its stories, and who takes it back takes it back in all of them."
        )
        said = " ".join(words_behind(workspace, consent))
        if said:
            consequence = _("Its paper says: {said}").format(said=said) + "\n" + consequence
        return Question(asked, consequence)

    return Form(f"use-consent/{consent}", _("Use in one more story"), (story,), save, confirm=question)


def serving_lines(served: Sequence[Consent], consent: str) -> Iterator[str]:
    """Say in which other stories the same consent stands; nothing where it serves one alone."""
    others = [f"{one.story} ({one.id})" for one in served if one.id != consent]
    if others:
        yield ""
        yield _("It serves these stories too, with one end for all: {stories}.").format(
            stories=", ".join(others)
        )
