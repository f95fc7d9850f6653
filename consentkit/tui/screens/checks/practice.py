"""The checklist without a story: nothing is saved, and each answer says what it would mean."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual import work

from consentkit.domain.checklists import Reply, Standing
from consentkit.pages.checks.practice import meaning_of, practice_questions
from consentkit.tui.screens.walking import WalkScreen
from consentkit.tui.widgets.dialogs import Choose
from consentkit.usecases.checks.checklists import AskedQuestion
from consentkit.wording.languages import _
from consentkit.wording.policies import policy_words
from consentkit.wording.vocabularies import REPLIES


class PracticeScreen(WalkScreen):
    """Walks through a policy, to learn it."""

    BINDINGS: ClassVar = []

    def __init__(self) -> None:
        super().__init__()
        self._replies: dict[int, Reply] = {}

    def heading(self) -> str:
        """Say where one is."""
        return _("Practice: nothing is saved")

    def on_mount(self) -> None:
        """Ask which policy, where there are several."""
        super().on_mount()
        self._choose_policy()

    @work
    async def _choose_policy(self) -> None:
        policies = self.desk.workspace.catalogue.policies
        chosen = policies[0].id if policies else None
        if len(policies) > 1:
            options = [(policy.id, policy_words(policy, policy.title)) for policy in policies]
            chosen = await self.app.push_screen_wait(Choose(_("Which policy?"), options))
            if chosen is None:
                self.dismiss(None)
                return
        self.asked = tuple(
            one for policy in policies if policy.id == chosen for one in practice_questions(policy)
        )
        self.show_page()

    def act_on(self, reply: Reply) -> None:
        """Say what the answer would mean; it is kept only until this page is left."""
        asked = self.current
        if asked is None:
            return
        self._replies[self.place] = reply
        standing = Standing.YES if reply is Reply.YES and asked.question.who else Standing.OPEN
        state = asked.state.model_copy(update={"standing": standing})
        self.asked = (
            *self.asked[: self.place],
            replace(asked, state=state),
            *self.asked[self.place + 1 :],
        )
        self.show_page()
        self.query_one("#page").scroll_home(animate=False)

    def lines_below(self, asked: AskedQuestion) -> Iterator[str]:
        """Say that this is practice, and what the answer would mean."""
        yield _("This is practice: there is no story, and nothing is saved.")
        reply = self._replies.get(self.place)
        if not asked.question.who:
            yield _("With a story, consentkit answers this question itself.")
        elif reply is None:
            yield _("Answer with y, n or u, and see what it would mean.")
        else:
            yield _("You answered: {reply}.").format(reply=_(REPLIES[reply]))
            yield meaning_of(asked, reply)
        yield ""
