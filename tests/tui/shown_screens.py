"""Every screen, and all that keys open over one (`from shown_screens import SCREENS`)."""

from driving import press, settle, text_of

from consentkit.domain.values import Channel
from consentkit.tui.sections import load_screen

SCREENS = {
    "home": ("officer-1", "office.home:HomeScreen", ()),
    "stories": ("officer-1", "stories.stories:StoriesScreen", ()),
    "story": ("officer-1", "stories.story:StoryScreen", ("story",)),
    "people": ("officer-1", "people.people:PeopleScreen", ()),
    "person": ("officer-1", "people.person:PersonScreen", ("person",)),
    "settings": ("manager-1", "office.settings:SettingsScreen", ()),
    "interpreters": ("officer-1", "people.interpreters:InterpretersScreen", ()),
    "inbox": ("manager-1", "people.inbox:InboxScreen", ()),
    "new-person": ("officer-1", "people.people:NewPersonScreen", ()),
    "consents": ("officer-1", "consents.consents:ConsentsScreen", ()),
    "consent": ("officer-1", "consents.consents:ConsentScreen", ("consent",)),
    "record-consent": ("officer-1", "consents.consents:RecordConsentScreen", ()),
    "checklist": ("officer-1", "checks.checklist:ChecklistScreen", ("story", Channel.WEBSITE)),
    "practice": ("officer-1", "checks.practice:PracticeScreen", ()),
    "pictures": ("officer-1", "pictures.pictures:PicturesScreen", ("story",)),
    "picture": ("officer-1", "pictures.picture:PictureScreen", ("image",)),
    "log": ("manager-1", "log.log:LogScreen", ()),
    "actors": ("manager-1", "office.actors:ActorsScreen", ()),
    "report": ("manager-1", "office.reports:ReportScreen", ()),
    "machine": ("manager-1", "office.machine:MachineScreen", ()),
    "backups": ("manager-1", "office.backups:BackupsScreen", ()),
    "policies": ("manager-1", "office.machine:PoliciesScreen", ()),
    "letters": ("officer-1", "letters.letters:LettersScreen", ()),
    "letter": ("officer-1", "letters.letter:LetterScreen", ("letter",)),
    "letter-confirming": ("officer-1", "letters.confirming:ConfirmScreen", ("letter",)),
    "letter-returns": ("officer-1", "letters.returns:ReturnsScreen", ()),
    "letter-page": ("officer-1", "letters.returns:PageScreen", ("page",)),
    "translations": ("manager-1", "letters.translations:TranslationsScreen", ()),
    "tour": ("officer-1", "office.tour:TourScreen", ()),
    "videos": ("officer-1", "videos.videos:VideosScreen", ("story",)),
    "leaks": ("officer-1", "pictures.leaks:LeaksScreen", ("image",)),
    "new-story": ("officer-1", "stories.beginning:NewStoryScreen", ()),
    "bases": ("officer-1", "stories.bases:BasesScreen", ("story",)),
    "words": ("officer-1", "stories.words:WordsScreen", ("story",)),
    "recordings": ("manager-1", "letters.recordings:RecordingsScreen", ("km",)),
    "sealed-person": ("manager-1", "people.person:PersonScreen", ("person",)),
}

_CHOSEN = (*"adult", "enter", *"km", "enter")
_WHOM = ["n", *_CHOSEN]
OPENED = {
    # What a key opens over a screen: its name, the screen below, the keys.
    "keys": ("home", ["f1"]),
    "palette": ("story", ["ctrl+p"]),
    "stories-found": ("stories", ["slash", *"weav"]),
    "stories-which": ("stories", ["s"]),
    "story-channel": ("story", ["h"]),
    "story-put-in": ("story", ["i"]),
    "story-take-out": ("story", ["x"]),
    "story-said": ("story", ["a"]),
    "story-draft": ("story", ["d"]),
    "story-statement": ("story", ["s"]),
    "story-plan": ("story", ["l"]),
    "story-publish": ("story", ["p"]),
    "story-timeline": ("story", ["5"]),
    "person-correct": ("person", ["c"]),
    "person-guardian": ("person", ["g"]),
    "person-seal": ("person", ["s"]),
    "person-record": ("person", ["n"]),
    "identity-reason": ("sealed-person", ["i"]),
    "identity": ("sealed-person", ["i", "enter"]),
    "consents-which": ("consents", ["f"]),
    "consent-back": ("consent", ["w"]),
    "consent-part": ("consent", ["p"]),
    "consent-renew": ("consent", ["r"]),
    "checklist-explained": ("checklist", ["right", "right", "right", "n"]),
    "pictures-add": ("pictures", ["a"]),
    "picture-shown": ("picture", ["v"]),
    "picture-declare": ("picture", ["d"]),
    "picture-link": ("picture", ["l"]),
    "picture-draw": ("picture", ["b"]),
    "picture-draw-numbers": ("picture", ["b", "n"]),
    "picture-looked": ("picture", ["f"]),
    "picture-copy-as": ("picture", ["C"]),
    "videos-add": ("videos", ["a"]),
    "videos-settle": ("videos", ["down", "d"]),
    "videos-copy": ("videos", ["c"]),
    "log-filter": ("log", ["slash"]),
    "log-verified": ("log", ["v"]),
    "log-others": ("log", ["g"]),
    "story-check-certificate": ("story", ["g"]),
    "actors-add": ("actors", ["a"]),
    "actors-passphrase": ("actors", ["p"]),
    "report-days": ("report", ["t"]),
    "policies-check": ("policies", ["c"]),
    "bases-kind": ("bases", ["n"]),
    "bases-form": ("bases", ["n", "down", "down", "enter"]),
    "letters-which": ("letters", ["f"]),
    "letter-form": ("letters", ["n"]),
    "letter-language": ("letters", ["n", *"adult", "enter"]),
    "letter-whom": ("letters", _WHOM),
    "letter-story": ("letters", [*_WHOM, "down", "enter"]),
    "letter-blanks": ("letters", [*_WHOM, "down", "enter", "down", "enter"]),
    "letter-aloud": ("letter", ["a"]),
    "returns-take": ("letter-returns", ["t"]),
    "page-aside": ("letter-page", ["d"]),
    "translations-mistakes": ("translations", ["l"]),
    "translations-approve": ("translations", ["a"]),
}


def opened_over(name):
    """Return the names of what keys open over a screen."""
    return [opened for opened, (below, _keys) in OPENED.items() if below == name]


async def show(pilot, name, made):
    """Leave all, and show a screen again; or what keys open over it."""
    below, keys = OPENED.get(name, (name, ()))
    _handle, place, arguments = SCREENS[below]
    pilot.app.clear_notifications()
    pilot.app.action_hide_help_panel()
    pilot.app.action_go("home")
    if below != "home":
        pilot.app.push_screen(load_screen(place, *[made.get(one, one) for one in arguments]))
    await settle(pilot)
    before = text_of(pilot.app)
    await press(pilot, *keys)
    assert not keys or text_of(pilot.app) != before, "these keys open nothing"
