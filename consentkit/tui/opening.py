"""One function for each screen that others open; a screen is loaded only when it is opened.

Screens name each other here and not by import: a story opens its people, and a person their stories.
"""

from collections.abc import Callable

from textual.screen import Screen

from consentkit.domain.values import Channel
from consentkit.pages.actions import Place, action_for_need, person_of
from consentkit.pages.places import PLACES
from consentkit.tui.sections import load_screen
from consentkit.usecases.office.needs import Need

Opened = Screen[object]


def home_screen() -> Opened:
    """Open Home."""
    return load_screen("office.home:HomeScreen")


def new_story_screen() -> Opened:
    """Open the form for a new story."""
    return load_screen("stories.beginning:NewStoryScreen")


def story_screen(story_id: str, section: str = "clearance", then: str = "") -> Opened:
    """Open a story's page at a section; `then` is an action that follows once it is read."""
    return load_screen("stories.story:StoryScreen", story_id, section, then)


def checklist_screen(story_id: str = "", channel: Channel | None = None) -> Opened:
    """Open the checklist of a story; without one it asks which."""
    return load_screen("checks.checklist:ChecklistScreen", story_id, channel)


def sheet_screen() -> Opened:
    """Open the questions about the organisation itself."""
    return load_screen("checks.organisation:OrganisationScreen")


def pictures_screen(story_id: str) -> Opened:
    """Open a story's pictures."""
    return load_screen("pictures.pictures:PicturesScreen", story_id)


def bases_screen(story_id: str, *at: str) -> Opened:
    """Open what a story and all in it rest on; the first of `at` that is there is under the cursor."""
    return load_screen("stories.bases:BasesScreen", story_id, *at)


def words_screen(story_id: str, at: str = "") -> Opened:
    """Open what is found in a story's words; the finding `at` is under the cursor."""
    return load_screen("stories.words:WordsScreen", story_id, at)


def writing_screen(story_id: str) -> Opened:
    """Open a story's words to be written or mended."""
    return load_screen("stories.writing:WritingScreen", story_id)


def videos_screen(story_id: str) -> Opened:
    """Open a story's videos."""
    return load_screen("videos.videos:VideosScreen", story_id)


def person_screen(code: str) -> Opened:
    """Open a contributor."""
    return load_screen("people.person:PersonScreen", code)


def interpreters_screen(handle: str = "") -> Opened:
    """Open the interpreters; what was last told of `handle` is under the cursor."""
    return load_screen("people.interpreters:InterpretersScreen", handle)


def inbox_screen() -> Opened:
    """Open the sealed names that were not taken in."""
    return load_screen("people.inbox:InboxScreen")


def settings_screen() -> Opened:
    """Open the settings and own files, as they stand against what was accepted."""
    return load_screen("office.settings:SettingsScreen")


def consent_screen(consent_id: str) -> Opened:
    """Open a consent."""
    return load_screen("consents.consents:ConsentScreen", consent_id)


def letter_screen(code: str) -> Opened:
    """Open a letter."""
    return load_screen("letters.letter:LetterScreen", code)


def confirm_screen(letter: str) -> Opened:
    """Open what stands on a signed letter, to be confirmed."""
    return load_screen("letters.confirming:ConfirmScreen", letter)


def returns_screen() -> Opened:
    """Open the letters that came back."""
    return load_screen("letters.returns:ReturnsScreen")


def page_screen(code: str) -> Opened:
    """Open a page that came back."""
    return load_screen("letters.returns:PageScreen", code)


def translations_screen() -> Opened:
    """Open the languages of the letters."""
    return load_screen("letters.translations:TranslationsScreen")


def recordings_screen(language: str) -> Opened:
    """Open the recordings of a language."""
    return load_screen("letters.recordings:RecordingsScreen", language)


def log_screen() -> Opened:
    """Open the log."""
    return load_screen("log.log:LogScreen")


def backups_screen() -> Opened:
    """Open the backups."""
    return load_screen("office.backups:BackupsScreen")


def actors_screen() -> Opened:
    """Open the actors."""
    return load_screen("office.actors:ActorsScreen")


def screen_for(need: Need) -> Opened:
    """Return the screen on which a need is solved."""
    place, story = PLACES[action_for_need(need)], need.story or ""
    if place is Place.CONSENT:
        return consent_screen(need.subject)
    if place is Place.PERSON:
        return person_screen(person_of(need))
    if place in _OF_THE_OFFICE:
        return _OF_THE_OFFICE[place]()
    if place is Place.CHECKLIST:
        return checklist_screen(story, need.channel or Channel.WEBSITE)
    if place in {Place.CONFIRMING, Place.LOOSE_PAGES, Place.LETTER}:
        return _letters_at(place, need.subject)
    return _story_at(place, story, str(need.facts.get("thing", "")))


def _letters_at(place: Place, letter: str) -> Opened:
    if place is Place.LOOSE_PAGES:
        return returns_screen()
    return letter_screen(letter) if place is Place.LETTER else confirm_screen(letter)


def _story_at(place: Place, story: str, thing: str) -> Opened:
    if place is Place.BASES:
        return bases_screen(story, thing)
    if place is Place.PICTURES:
        return pictures_screen(story)
    if place is Place.VIDEOS:
        return videos_screen(story)
    return story_screen(story, "publications" if place is Place.PUBLICATIONS else "clearance")


_OF_THE_OFFICE: dict[Place, Callable[[], Opened]] = {
    Place.ACTORS: actors_screen,
    Place.INBOX: inbox_screen,
    Place.SETTINGS: settings_screen,
    Place.SHEET: sheet_screen,
    Place.BACKUPS: backups_screen,
    Place.LOG: log_screen,
}
"""Those that are no story's and no person's."""
