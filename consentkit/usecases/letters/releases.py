"""The signed letter as a whole: a person says what is ticked on it, and what that means is done."""

from collections.abc import Sequence

from consentkit.domain.consents import Decision
from consentkit.domain.errors import (
    Conflict,
    InvalidInput,
    NotFound,
    Refused,
)
from consentkit.domain.events import EventName, require
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.papers import contradictions, is_no
from consentkit.domain.letters.records import (
    Letter,
    LetterPaper,
    Release,
    ReleaseContent,
    ReturnedPage,
)
from consentkit.domain.letters.rosters import rows_of
from consentkit.domain.roles import Actor
from consentkit.store.consents import assents_from_letter, consents_with_release
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import (
    letters,
    release_of,
    releases,
    rows_of_letter,
)
from consentkit.store.letters.letters import pages_of_letter as stored_pages
from consentkit.store.log.audits import subjects_of
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.taking_back import day_of_no
from consentkit.usecases.letters.approvals import answer_of_slip, perform_approval
from consentkit.usecases.letters.noes import perform_no
from consentkit.usecases.letters.prints import open_letter
from consentkit.usecases.letters.returns import check_open, count_pages, pages_of_letter, tick_boxes_of
from consentkit.usecases.workspaces import Workspace


def confirm_release(
    workspace: Workspace,
    letter: str,
    ticked: frozenset[str],
    *,
    seen: Sequence[ReturnedPage] | None = None,
) -> Release:
    """Record which tick boxes a person saw ticked; the letter, its words and its pages become the release.

    A no on it is done in the same act (`foresee_no` says what that is), and so is what a slip says of the
    final version (`foresee_approval`). `seen` are the pages that the person had before them, where they are
    known. Raises NotFound, Conflict `letter-confirmed`, or
    `record-changed` where other pages belong to the letter by now, Refused `letter-pages-missing` (missing)
    until every page came back and `letter-pages-not-opened` (letter, pages) until this actor looked at each
    picture of one, InvalidInput `letter-box-unknown` (box), or `letter-says-two-things` (boxes), and
    `letter-has-rows` (letter) for a group's sheet, which `confirm_rows` confirms.
    """
    require(workspace.actor, EventName.RELEASE_CONFIRMED)
    paper = open_letter(workspace, letter).paper
    count = count_pages(workspace, letter)
    with workspace.change(EventName.RELEASE_CONFIRMED) as change:
        found = check_open(change, letter)
        _check_ticked(paper, ticked)
        pages = stored_pages(change.db, letter)
        if seen is not None and tuple(seen) != pages:
            raise Conflict("record-changed", kind="letter", id=letter, changed=("pages",))
        check_all_back(letter, count, pages)
        check_opened(change.db, change.actor, letter, pages)
        kept = tuple(box for box in tick_boxes_of(paper) if box in ticked)
        release = _release(change, release_content(change, found, paper, pages, kept))
        perform_no(change, found, release)
        perform_approval(change, found, release)
        return release


def correct_release(workspace: Workspace, letter: str, ticked: frozenset[str]) -> Release:
    """Record anew which tick boxes are ticked on a confirmed letter, while nothing rests on what was said.

    A no on it is done in the same act. Raises NotFound `release-missing` (letter), Conflict
    `release-relied-on` (letter, records) where an answer was recorded from it, or where it said no: a no
    stays; InvalidInput and Refused `letter-pages-not-opened` as `confirm_release`.
    """
    paper = open_letter(workspace, letter).paper
    with workspace.change(EventName.RELEASE_CORRECTED) as change:
        found, before = letters.get(change.db, letter), release_of(change.db, letter)
        if before is None:
            raise NotFound("release-missing", letter=letter)
        _check_ticked(paper, ticked)
        relied = relied_on_by(change.db, found, before)
        if relied:
            raise Conflict("release-relied-on", letter=letter, records=relied)
        pages = stored_pages(change.db, letter)
        check_opened(change.db, change.actor, letter, pages)
        kept = tuple(box for box in tick_boxes_of(paper) if box in ticked)
        after = _kept_release(change, release_content(change, found, paper, pages, kept))
        releases.update(change.db, after, expected=before)
        change.record(letter, release=after.file, ticked=after.ticked, was=before.ticked)
        perform_no(change, found, after)
        perform_approval(change, found, after)
        return after


def release_content(
    change: Change,
    letter: Letter,
    paper: LetterPaper,
    pages: tuple[ReturnedPage, ...],
    ticked: tuple[str, ...],
) -> ReleaseContent:
    """Return what is kept of a letter that somebody confirms now, with the pages that they looked at."""
    return ReleaseContent(
        letter=letter,
        paper=paper,
        pages=pages,
        ticked=ticked,
        # A paper that says no stands after what it stops, also where a clock was set back.
        confirmed_on=day_of_no(change, letter.contributor, letter.story),
        confirmed_by=change.actor.handle,
    )


def relied_on_by(db: EncryptedDatabase, letter: Letter, release: Release) -> tuple[str, ...]:
    """Return the records that rest on a confirmed letter; the letter itself where it said no."""
    rests = [one.id for one in consents_with_release(db, release.file)]
    rests += [one.id for one in assents_from_letter(db, letter.id)]
    said_no = letter.purpose is FormPurpose.WITHDRAWAL or is_no(letter.purpose, release.ticked)
    slip = answer_of_slip(db, letter, frozenset(release.ticked))
    said_no = said_no or (slip is not None and slip.decision is Decision.NO)
    return tuple(rests or ([letter.id] if said_no else []))


def may_be_corrected(workspace: Workspace, letter: str) -> bool:
    """Tell whether a letter was confirmed and nothing rests on it yet; a group's sheet goes by its rows."""
    db = workspace.records.db
    found = release_of(db, letter)
    if found is None or rows_of_letter(db, letter):
        return False
    return not relied_on_by(db, letters.get(db, letter), found)


def _check_ticked(paper: LetterPaper, ticked: frozenset[str]) -> None:
    if rows_of(paper.text):
        raise InvalidInput("letter-has-rows", letter=paper.text.id or "")
    check_boxes(paper, ticked)


def check_boxes(paper: LetterPaper, ticked: frozenset[str]) -> None:
    """Raise InvalidInput `letter-box-unknown` (box), or `letter-says-two-things` (boxes)."""
    for box in sorted(ticked - set(tick_boxes_of(paper))):
        raise InvalidInput("letter-box-unknown", box=box)
    apart = contradictions(ticked)
    if apart:
        raise InvalidInput("letter-says-two-things", boxes=apart)


def check_all_back(letter: str, count: int, pages: Sequence[ReturnedPage]) -> None:
    """Raise Refused `letter-pages-missing` (missing) until each of `count` pages came back."""
    missing = set(range(1, count + 1)) - {page.page for page in pages}
    if missing:
        raise Refused(
            "letter-pages-missing", letter=letter, missing=tuple(str(page) for page in sorted(missing))
        )


def unopened_pages(workspace: Workspace, letter: str) -> tuple[ReturnedPage, ...]:
    """Return the pictures of a letter's pages that this actor has not looked at yet. Raises NotFound."""
    return _unopened(workspace.records.db, workspace.actor, pages_of_letter(workspace, letter))


def _unopened(db: EncryptedDatabase, actor: Actor, pages: Sequence[ReturnedPage]) -> tuple[ReturnedPage, ...]:
    seen = subjects_of(db, EventName.PAGE_SHOWN.value, actor.handle, [page.id for page in pages])
    return tuple(page for page in pages if page.id not in seen)


def check_opened(db: EncryptedDatabase, actor: Actor, letter: str, pages: Sequence[ReturnedPage]) -> None:
    """Raise Refused where a page was never looked at by who says what is ticked on it."""
    unopened = _unopened(db, actor, pages)
    if unopened:
        raise Refused("letter-pages-not-opened", letter=letter, pages=tuple(page.id for page in unopened))


def _kept_release(change: Change, content: ReleaseContent) -> Release:
    return Release(
        letter=content.letter.id,
        file=change.keep_file(content.model_dump_json().encode()),
        ticked=content.ticked,
        confirmed_on=content.confirmed_on,
        confirmed_by=content.confirmed_by,
    )


def _release(change: Change, content: ReleaseContent) -> Release:
    release = _kept_release(change, content)
    releases.insert(change.db, release)
    change.record(
        release.letter,
        release=release.file,
        words=content.letter.digest,
        ticked=release.ticked,
        pages=[page.digest for page in content.pages],
    )
    return release


def get_release(workspace: Workspace, letter: str) -> Release:
    """Return a letter's release. Raises NotFound `release-missing` (letter) until it was confirmed."""
    letters.get(workspace.reading_letters, letter)
    found = release_of(workspace.reading_letters, letter)
    if found is None:
        raise NotFound("release-missing", letter=letter)
    return found


def open_release(workspace: Workspace, letter: str) -> ReleaseContent:
    """Return what the vault keeps of a signed letter. Raises NotFound, BadDataFile where it was changed."""
    file = get_release(workspace, letter).file
    return ReleaseContent.model_validate_json(workspace.records.vault.get(file))
