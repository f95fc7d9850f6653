"""The form for which policies are asked beside the Guidance Note's, and how that is said."""

from collections.abc import Iterator

from consentkit.domain.checklists import Policy
from consentkit.domain.questions.words import Coverage
from consentkit.pages.fields import Filled, SeveralField, joined
from consentkit.pages.forms import Form
from consentkit.usecases.office.policies import ChosenPolicies, choose_policies, look_at_policies
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import day_in_language
from consentkit.wording.languages import LANGUAGES, _
from consentkit.wording.policies import policy_words


def policies_form(workspace: Workspace) -> Form[ChosenPolicies]:
    """Return the form; it proposes what is chosen."""
    seen = look_at_policies(workspace)
    others = SeveralField(
        "policies",
        _("Also ask the questions of"),
        joined(seen.chosen),
        options=[(one.id, _title(one)) for one in seen.to_choose],
        meaning=str,
        is_required=False,
        help=_("What another list asks already is asked once. {key} ticks."),
        error_codes=("policy-unknown", "policy-has-noes", "policies-chosen-already"),
    )

    def save(filled: Filled) -> ChosenPolicies:
        return choose_policies(workspace, others.read(filled), seen=seen.chosen)

    intro = _(
        "The questions of the Guidance Note, and those of your own policies, are always asked. With another"
        " choice every story is checked anew: certificates of before no longer hold."
    )
    return Form("policies", _("Which questions are asked"), (others,), save, intro=intro)


def policies_in_words(chosen: ChosenPolicies) -> Iterator[str]:
    """Say which policies are asked here, and which could be."""
    yield _("Questions are asked of every story by:")
    yield from (f"  ✓ {_title(one)}" for one in chosen.asked)
    asked = {one.id for one in chosen.asked}
    yield from (f"  – {_title(one)}" for one in chosen.to_choose if one.id not in asked)
    if chosen.by is not None and chosen.on is not None:
        words = _("Chosen last by {actor} on {day}.")
        yield words.format(actor=chosen.by, day=day_in_language(chosen.on))


def coverage_in_words(covered: Coverage) -> str:
    """Say how much of a policy can be read in a language, and whether it is a draft."""
    name = LANGUAGES.get(covered.language, covered.language)
    state = _("draft translation") if covered.status == "unreviewed" else _("reviewed translation")
    if not covered.missing:
        return f"{name}: {state}, " + _("every question")
    words = _("{missing} of {total} questions are missing, wholly or in part")
    return f"{name}: {state}, " + words.format(missing=covered.missing, total=covered.questions)


def _title(policy: Policy) -> str:
    words = _("{title} ({id} version {version})")
    return words.format(title=policy_words(policy, policy.title), id=policy.id, version=policy.version)
