"""What confirming a letter will do, in words: a no on it is done in the same act."""

from collections.abc import Iterator

from consentkit.domain.consents import Decision
from consentkit.domain.values import Channel
from consentkit.usecases.letters.approvals import SlipAnswer, foresee_approval
from consentkit.usecases.letters.noes import PaperNo, foresee_no
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _, _n
from consentkit.wording.vocabularies import CHANNELS


def foreseen_for(workspace: Workspace, letter: str, ticked: frozenset[str]) -> Iterator[str]:
    """Say what confirming these ticks on a letter does beside keeping it. Raises NotFound."""
    yield from foreseen_lines(foresee_no(workspace, letter, ticked))
    yield from _of_slip(foresee_approval(workspace, letter, ticked))


def foreseen_lines(no: PaperNo | None) -> Iterator[str]:
    """Say what confirming these ticks does beside keeping the letter; nothing where it says no "no"."""
    if no is None:
        return
    count = len(no.taken_back)
    if count:
        words = _n(
            "It takes {count} consent of contributor {contributor} back, {scope}.",
            "It takes {count} consents of contributor {contributor} back, {scope}.",
            count,
        )
        yield words.format(count=count, contributor=no.contributor, scope=_scope(no.channels))
    if no.refused:
        words = _("It records that contributor {contributor} says no. Stories: {stories}.")
        yield words.format(contributor=no.contributor, stories=", ".join(no.refused))
    if no.childs_no:
        words = _("It records the child's own no of contributor {contributor}. Stories: {stories}.")
        yield words.format(contributor=no.contributor, stories=", ".join(no.childs_no))
    if not (count or no.refused or no.childs_no):
        yield _(
            "Contributor {contributor} has no consent that it could take back; none of before counts."
        ).format(contributor=no.contributor)
    if no.is_never_ask:
        yield _("Nobody asks contributor {contributor} again, until they come by themselves.").format(
            contributor=no.contributor
        )
    if no.publications:
        yield _n(
            "{count} publication must come down: a takedown is opened.",
            "{count} publications must come down: takedowns are opened.",
            no.publications,
        ).format(count=no.publications)


def _of_slip(answer: SlipAnswer | None) -> Iterator[str]:
    """Say what a slip for the final version does; nothing where the letter is none."""
    if answer is None:
        return
    told = {"contributor": answer.contributor, "story": answer.story, "revision": answer.revision}
    if answer.decision is Decision.NO:
        words = _(
            "It records that contributor {contributor} says no to version {revision} of story {story}: it is"
            " not used before they see it again and say yes."
        )
        yield words.format(**told)
    elif answer.is_stale:
        words = _(
            "It records a yes of contributor {contributor} to version {revision} of story {story}. The story"
            " has changed since: print a new slip, and ask again."
        )
        yield words.format(**told)
    else:
        words = _(
            "It records that contributor {contributor} saw version {revision} of story {story} and says yes."
        )
        yield words.format(**told)
    if answer.wants_change:
        yield _("Read on the paper what they want changed.")


def _scope(channels: frozenset[Channel]) -> str:
    if not channels:
        return _("for everything")
    named = ", ".join(_(CHANNELS[one]) for one in sorted(channels))
    return _("only for: {channels}").format(channels=named)
