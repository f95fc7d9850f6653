"""Which screen stands at each place where something is done."""

from textual.screen import Screen

from consentkit.domain.values import Channel
from consentkit.pages.actions import Place, action_for_need, person_of
from consentkit.pages.places import PLACES
from consentkit.tui.sections import load_screen
from consentkit.usecases.office.agendas import Need


def screen_for(need: Need) -> Screen[object]:
    """Return the screen on which a need is solved."""
    screen, *arguments = _arguments(PLACES[action_for_need(need)], need)
    return load_screen(str(screen), *arguments)


def _arguments(place: Place, need: Need) -> tuple[object, ...]:
    wanted: dict[Place, tuple[object, ...]] = {
        Place.CONSENT: ("consents.consents:ConsentScreen", need.subject),
        Place.PERSON: ("people.person:PersonScreen", person_of(need)),
        Place.CHECKLIST: (
            "checks.checklist:ChecklistScreen",
            need.story,
            need.channel or Channel.WEBSITE,
        ),
        Place.CLEARANCE: ("stories.story:StoryScreen", need.story),
        Place.PUBLICATIONS: ("stories.story:StoryScreen", need.story, "publications"),
        Place.PICTURES: ("pictures.pictures:PicturesScreen", need.story),
        Place.VIDEOS: ("videos.videos:VideosScreen", need.story),
        Place.CONFIRMING: ("letters.confirming:ConfirmScreen", need.subject),
        Place.LOOSE_PAGES: ("letters.returns:ReturnsScreen",),
        Place.LETTER: ("letters.letter:LetterScreen", need.subject),
    }
    return wanted[place]
