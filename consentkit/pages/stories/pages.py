"""All that a story's page shows, read at one moment."""

from dataclasses import dataclass
from datetime import date

from consentkit.domain.bases import Basis, standing_bases
from consentkit.domain.consents import Approval
from consentkit.domain.errors import Refused
from consentkit.domain.gate.clearances import Clearance
from consentkit.domain.people import Contributor
from consentkit.domain.stories import Plan, Publication, Story, Takedown
from consentkit.domain.values import Channel
from consentkit.domain.words.settlements import StoryWords
from consentkit.store.log.audits import Event
from consentkit.usecases.pictures.states import ImageState, list_image_states
from consentkit.usecases.publications.clearances import clear_certified_together, clear_for_channels
from consentkit.usecases.publications.publications import list_publications
from consentkit.usecases.publications.refusals import count_first_refusals
from consentkit.usecases.stories.bases import bases_of
from consentkit.usecases.stories.stories import approvals_of, people_in, show_story, takedowns_of, timeline_of
from consentkit.usecases.words.checks import words_of
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class StoryPage:
    """A story with everything around it. `events` is `None` for roles that do not audit."""

    story: Story
    plans: tuple[Plan, ...]
    clearances: tuple[Clearance, ...]
    together: tuple[Clearance, ...]
    """Those of certificates under which it goes out with other stories."""
    people: tuple[Contributor, ...]
    approvals: tuple[Approval, ...]
    images: tuple[ImageState, ...]
    bases: dict[str, Basis]
    """What its parts rest on beside consents, by their codes."""
    words: StoryWords | None
    """What is found in its words; `None` where nobody looked."""
    publications: tuple[Publication, ...]
    takedowns: tuple[Takedown, ...]
    events: tuple[Event, ...] | None
    today: date

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that were looked at."""
        return tuple(clearance.channel for clearance in self.clearances)

    @property
    def children(self) -> tuple[Contributor, ...]:
        """Who of its people counts as a child today."""
        return tuple(person for person in self.people if person.is_child_on(self.today))

    def said_by(self, person: str) -> Approval | None:
        """Return what someone said last about the story as it stands now."""
        now = [a for a in self.approvals if a.contributor == person and a.revision == self.story.revision]
        return now[-1] if now else None

    def takedown_of(self, publication: str) -> Takedown | None:
        """Return the open takedown of a publication."""
        found = [t for t in self.takedowns if t.publication == publication and t.is_open]
        return found[0] if found else None

    @property
    def recorded(self) -> tuple[Publication, ...]:
        """The publications that stand as far as the records know."""
        return tuple(p for p in self.publications if p.ended_on is None)

    @property
    def standing(self) -> tuple[Publication, ...]:
        """The publications that stand, and that nobody works on taking down."""
        return tuple(p for p in self.recorded if self.takedown_of(p.id) is None)


def read_page(workspace: Workspace, story: str, also: Channel | None) -> StoryPage:
    """Read a story's page, cleared for every planned channel and one more (website, where none is).

    That a planned channel is refused for the first time is recorded.
    """
    found, plans = show_story(workspace, story)
    channels = [plan.channel for plan in plans]
    if also is not None and also not in channels:
        channels.append(also)
    clearances = clear_for_channels(workspace, story, channels or [Channel.WEBSITE])
    count_first_refusals(workspace, clearances[: len(plans)])
    return StoryPage(
        story=found,
        plans=plans,
        clearances=clearances,
        together=clear_certified_together(workspace, story),
        people=people_in(workspace, story),
        approvals=approvals_of(workspace, story),
        images=list_image_states(workspace, story),
        bases=standing_bases(bases_of(workspace, story)),
        words=words_of(workspace, story),
        publications=list_publications(workspace, story),
        takedowns=takedowns_of(workspace, story),
        events=_events(workspace, story),
        today=workspace.today,
    )


def _events(workspace: Workspace, story: str) -> tuple[Event, ...] | None:
    try:
        return timeline_of(workspace, story)
    except Refused:
        return None
