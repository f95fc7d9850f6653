"""The form by which the words of a language are approved, or an approval is withdrawn."""

from pydantic import ValidationError

from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.records import WordingReview
from consentkit.pages.fields import DayField, Filled, TextField
from consentkit.pages.forms import Form, Question
from consentkit.usecases.letters.forms import review_wording
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _


def review_form(workspace: Workspace, language: str, *, is_approved: bool) -> Form[WordingReview]:
    """Return the form that approves a language's words, or takes the approval back."""
    reviewer = TextField(
        "reviewer",
        _("Who read every word?"),
        help=_("The handle of someone who grew up with the language, such as sokha-1; never a name."),
        error_codes=("handle-malformed",),
    )
    reviewed_on = DayField(
        "reviewed_on", _("When?"), workspace.today.isoformat(), error_codes=("day-not-come",)
    )

    def save(filled: Filled) -> WordingReview:
        handle, day = reviewer.read(filled), reviewed_on.read(filled)
        try:
            return review_wording(
                workspace, language, is_approved=is_approved, reviewer=handle, reviewed_on=day
            )
        except ValidationError:
            raise InvalidInput("handle-malformed", given=handle) from None

    def question(filled: Filled) -> Question:
        return _approval(language, reviewer.read(filled)) if is_approved else _withdrawal(language)

    title = _("Approve the words: {language}") if is_approved else _("Withdraw the approval: {language}")
    return Form(
        f"wording-{language}-{is_approved}",
        title.format(language=language),
        (reviewer, reviewed_on),
        save,
        confirm=question,
    )


def _approval(language: str, reviewer: str) -> Question:
    return Question(
        _("Approve the words of {language}?").format(language=language),
        _(
            "Letters in it are printed without the mark of unreviewed words from now on: whoever reads"
            " one relies on these words. It holds for these words; a file that changes is unreviewed"
            " again. The log keeps that {reviewer} read them, and that you approved."
        ).format(reviewer=reviewer),
    )


def _withdrawal(language: str) -> Question:
    return Question(
        _("Withdraw the approval of {language}?").format(language=language),
        _(
            "Letters in it carry the mark of unreviewed words from now on. Those that are printed stay as"
            " they are."
        ),
    )
