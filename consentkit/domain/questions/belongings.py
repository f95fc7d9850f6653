"""What a question can be about in a story: its people, places, uses, pictures, gatherings and suppliers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from consentkit.domain.checklists import Question
from consentkit.domain.consents import Audience
from consentkit.domain.people import Contributor
from consentkit.domain.questions.origins import GATHERINGS, MAKERS, RECEIVERS, OriginKind, Origins
from consentkit.domain.questions.scopes import ORGANISATION, THIS_STORY, QuestionScope
from consentkit.domain.questions.things import facts_about
from consentkit.domain.stories import Plan
from consentkit.domain.values import Channel, digest_of

PASSED_ON = frozenset({Channel.PRESS, Channel.BROADCAST, Channel.EXHIBITION})
"""Where somebody else publishes it, and so receives the files."""

OF_ORIGINS = frozenset({QuestionScope.GATHERING, QuestionScope.SUPPLIER})
OF_MEDIA = OF_ORIGINS | {QuestionScope.IMAGE}
"""What is about pictures and videos."""

_SUPPLIERS = MAKERS | RECEIVERS


@dataclass(frozen=True)
class Belongings:
    """What is in a story on a day. `media` holds the digest of each picture's and video's bytes.

    `story` is its code, `others` what else of it may belong to a gathering: consents and bases.
    """

    on: date
    story: str = ""
    revision: int = 0
    people: tuple[Contributor, ...] = ()
    plans: tuple[Plan, ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    has_words: bool = False
    origins: Origins = field(default_factory=Origins)

    def things(self, question: Question) -> dict[str, str]:
        """Return what a question is about, each with a digest of the facts under its answer."""
        match question.scope:
            case QuestionScope.ORGANISATION:
                found = {ORGANISATION: ""}
            case QuestionScope.PLACE:
                found = {f"place {place}": "" for place in sorted({plan.place for plan in self.plans})}
            case QuestionScope.CONTRIBUTOR:
                story = (self.story, self.revision) if question.reread_after_edit else None
                found = {one.code: facts_about(one, story) for one in self.people}
            case QuestionScope.IMAGE:
                found = dict(self.media)
            case QuestionScope.USE:
                found = {f"use {plan.story} {plan.channel}": digest_of(plan) for plan in self.plans}
            case QuestionScope.GATHERING:
                found = self._of(GATHERINGS, whole=self._is_gathered)
            case QuestionScope.SUPPLIER:
                found = self._of(_SUPPLIERS, whole=self._is_supplied)
            case QuestionScope.STORY:
                found = {}
        return found

    def _of(self, kinds: frozenset[OriginKind], *, whole: bool) -> dict[str, str]:
        """Those of the story, and the story itself where not all of it belongs to one of them."""
        parts = (self.story, *self.media, *self.others, *(one.code for one in self.people))
        found = {one.id: digest_of(one.facts_on(self.on)) for one in self.origins.of(parts, kinds)}
        return found if whole else found | {THIS_STORY: ""}

    @property
    def _is_gathered(self) -> bool:
        """Whether the story belongs to a gathering, or all that is shown of it and it has no words."""
        if self.origins.of((self.story,), GATHERINGS):
            return True
        return not self.has_words and bool(self.media) and self._all_media(GATHERINGS)

    @property
    def _is_supplied(self) -> bool:
        """Whether each picture comes from somebody, and who passes it on is named, where somebody does."""
        is_made = bool(self.origins.of((self.story,), MAKERS)) or self._all_media(MAKERS)
        is_passed_on = any(
            plan.channel in PASSED_ON or plan.audience is Audience.PARTNERS for plan in self.plans
        )
        return is_made and (not is_passed_on or bool(self.origins.of((self.story,), RECEIVERS)))

    def _all_media(self, kinds: frozenset[OriginKind]) -> bool:
        return all(self.origins.of((one,), kinds) for one in self.media)
