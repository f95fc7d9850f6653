"""A story on its way: what every screen is shown with (`from story_on_its_way import make_story`)."""

from datetime import timedelta

from saying_yes import say_yes

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.codes import new_code
from consentkit.domain.consents import WORLDWIDE, Audience, Decision, Medium, Scope
from consentkit.domain.events import EventName
from consentkit.domain.letters.records import ReturnedPage, ReturnNote, TickState
from consentkit.domain.people import Age, AgeBasis, GuardianLink, Identity
from consentkit.domain.pictures.images import Box, ScanOutcome, Settlement
from consentkit.domain.values import Channel
from consentkit.domain.videos.videos import Track, TrackPoint, Video, VideoLeak, VideoScan
from consentkit.pages.files import incoming
from consentkit.store.letters.letters import returned_pages
from consentkit.store.videos import tracks, videos
from consentkit.usecases.consents.consents import NewConsent, record_consent
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.returns import tick_boxes_of
from consentkit.usecases.people.contributors import NewContributor, add_contributor, add_guardian
from consentkit.usecases.people.identities import seal_identity
from consentkit.usecases.pictures.faces import add_face
from consentkit.usecases.pictures.images import add_images
from consentkit.usecases.stories.stories import add_story, plan_story, put_contributor


def make_story(officer):
    """Make an adult, a child, a picture with a face drawn by hand, an answer; return their codes by name."""
    today = officer.today
    adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    person = add_contributor(officer, adult).code
    child = add_contributor(officer, NewContributor(language="th")).code
    add_guardian(officer, child, GuardianLink.COURT)
    add_contributor(officer, adult)
    story = add_story(officer, "A year at the weaving school · ខ្មែរ").id
    for code in (person, child):
        put_contributor(officer, story, code)
    (taken,) = add_images(officer, story, [incoming(assets_folder() / "demo" / "grace_hopper.jpg")])
    add_face(officer, taken.image.id, Box(left=174, top=131, right=358, bottom=337))
    plan_story(
        officer, story, Channel.WEBSITE, audience=Audience.PUBLIC, place=WORLDWIDE,
        from_on=today, until=today + timedelta(days=90),
    )  # fmt: skip
    scope = Scope(
        media=frozenset({Medium.PHOTO}), channels=frozenset({Channel.WEBSITE}),
        audiences=frozenset({Audience.PUBLIC}), places=frozenset({WORLDWIDE}),
        until=today + timedelta(days=20),
    )  # fmt: skip
    consent = record_consent(
        officer,
        NewConsent(
            contributor=person, story=story, decision=Decision.YES, scope=scope, given_on=today, language="km"
        ),
    ).id
    say_yes(officer, story, "guidance-note-2016", "1.2a")
    letter, page = _letter_that_came_back(officer, person, story)
    seal_identity(officer, person, Identity(name="Invented Person", contact="+66 2 555 0199"))
    return {
        "story": story,
        "image": taken.image.id,
        "consent": consent,
        "person": person,
        "letter": letter,
        "page": page,
        "video": _video(officer, story),
    }


def _video(officer, story):
    """A video in which two faces were found, one of them settled."""
    video = Video(
        id=new_code("M"), story=story, digest="0" * 64, original=officer.records.vault.put(b"no video"),
        media_type="video/mp4", width_px=1920, height_px=1080, duration_ms=42_500, has_sound=True,
        leaks=(VideoLeak.PLACE, VideoLeak.DATES),
        scan=VideoScan(outcome=ScanOutcome.FOUND, frames=1062, looked=1062, passes=("every-frame",)),
        scanned_at=officer.clock(),
    )  # fmt: skip
    paths = [
        (TrackPoint(0, 100, 80, 220, 230), TrackPoint(9_000, 400, 90, 520, 240)),
        (TrackPoint(30_000, 9, 9, 45, 60),),
    ]
    states = [{"settlement": Settlement.REDACTED, "settled_by": "officer-1"}, {}]
    with officer.change(EventName.VIDEO_ADDED) as change:
        videos.insert(change.db, video)
        for path, state in zip(paths, states, strict=True):
            found = Track(
                id=new_code("H"), video=video.id, path=path, score=0.9, detector="centerface", **state
            )
            tracks.insert(change.db, found)
        change.record(video.id, story=story)
    return video.id


def _letter_that_came_back(officer, person, story):
    """A letter of which one page came back, with a box that is unclear."""
    blanks = {"contact": "+66 2 555 0100", "purpose": "our yearly report", "until": "2027-05-03"}
    made = make_letter(
        officer, NewLetter(form="adult", language="km", contributor=person, story=story, blanks=blanks)
    )
    boxes = tick_boxes_of(made.paper)
    ticks = dict.fromkeys(boxes, TickState.EMPTY) | {
        boxes[0]: TickState.TICKED,
        boxes[1]: TickState.UNSURE,
    }
    page = ReturnedPage(
        id=new_code("R"), letter=made.letter.id, page=1, pages=2,
        original=officer.records.vault.put(b"no picture"), digest="0" * 64, original_page=1,
        straightened=None, ticks=ticks, notes=(ReturnNote.LOW_RESOLUTION,), taken_in_on=officer.today,
        taken_in_by="officer-1",
    )  # fmt: skip
    with officer.change(EventName.PAGE_TAKEN_IN) as change:
        returned_pages.insert(change.db, page)
        change.record(page.id, letter=made.letter.id, number=1)
    return made.letter.id, page.id
