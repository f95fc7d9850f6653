"""The pictures of one story: add, scan, and see what each still needs."""

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from consentkit.domain.errors import ConsentkitError, Stopped
from consentkit.domain.events import EventName
from consentkit.domain.pictures.images import Profile
from consentkit.domain.progress import Watcher
from consentkit.domain.words.drafts import DraftPart
from consentkit.pages.files import write_file
from consentkit.pages.pictures.forms import pictures_form
from consentkit.pages.pictures.words import picture_row
from consentkit.tui.opening import bases_screen
from consentkit.tui.permissions import is_allowed
from consentkit.tui.screens.pictures.picture import PictureScreen
from consentkit.tui.screens.working import WorkScreen
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.saving import file_form
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.pictures.clusters import usual_engine
from consentkit.usecases.pictures.contact_sheets import report_images, sheet_kind
from consentkit.usecases.pictures.images import Intake, add_images
from consentkit.usecases.pictures.scans import images_to_scan, scan_images
from consentkit.usecases.pictures.states import StoryImages, get_image_states, summarize_images
from consentkit.usecases.words.drafts import shown_in_draft
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.drafts import locations_in_words
from consentkit.wording.languages import _, _n
from consentkit.wording.pictures.disclosures import intake_notes
from consentkit.wording.pictures.images import boxes_to_settle

_NONE = StoryImages((), (), 0, 0)
_BETWEEN_READS_SECONDS = 0.5


class PicturesScreen(WorkScreen):
    """Every picture of a story, with what a scan said, its faces, and its public copy."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add"),
        Binding("s", "scan", "Scan new"),
        Binding("S", "scan_again", "Scan all again"),
        Binding("t", "scan_thoroughly", "Scan all thoroughly"),
        Binding("c", "sheet", "Contact sheet"),
        Binding("y", "bases", "Rests on"),
        Binding("x", "stop", "Stop"),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(self, story_id: str) -> None:
        super().__init__()
        self.story_id = story_id
        self._known = _NONE
        self._drawn: dict[str, tuple[DraftPart, ...]] = {}
        self._read_at = 0.0
        self._left_of: dict[str, tuple[str, ...]] = {}
        self._asked: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the list, what was refused, and what runs."""
        yield self.title_bar(_("Pictures") + f" · {self.story_id}")
        yield Static("", id="hint", classes="hint", markup=False)
        yield VirtualTable(
            [
                (_("Picture"), 11),
                (_("Scan"), 16),
                (_("Faces"), 15),
                (_("Looked at by"), 14),
                (_("Public copy"), 12),
                *([(_("Where"), 20)] if self._in_draft() else []),
            ]
        )
        with VerticalScroll(id="refused"):
            yield Static("", id="refused-words", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Show the pictures."""
        self.refresh_rows()
        self.query_one(VirtualTable).focus()

    def on_screen_resume(self) -> None:
        """Show what was done on the picture's own screen."""
        # Locking leaves the screens above this one, which shows it for a moment without a workspace.
        if self.is_mounted and self.consentkit.is_unlocked:
            self.refresh_rows()

    def refresh_rows(self) -> None:
        """Read the pictures again."""
        found = self.try_act(lambda: summarize_images(self.desk.workspace, self.story_id))
        self._known, self._drawn, self._read_at = found or _NONE, self._in_draft(), time.monotonic()
        self.query_one(VirtualTable).show_rows(len(self._known.ids), self._rows)
        self.query_one("#hint", Static).update(self._hint())

    def _rows(self, first: int, count: int) -> Sequence[Row]:
        ids = self._known.ids[first : first + count]
        rows = [picture_row(state) for state in get_image_states(self.desk.workspace, ids)]
        drawn = self._drawn
        if not drawn:
            return rows
        return [(*row, locations_in_words(drawn[row[0]]) if row[0] in drawn else "") for row in rows]

    def _in_draft(self) -> dict[str, tuple[DraftPart, ...]]:
        """Return which pictures stand in the draft, and where; nothing while a lock hides the workspace."""
        if not self.consentkit.is_unlocked:
            return {}
        return self.try_act(lambda: shown_in_draft(self.desk.workspace, self.story_id)) or {}

    def _hint(self) -> str:
        known = self._known
        if not known.ids:
            return _("No pictures yet. Press a to add a file, or a whole folder.")
        return " · ".join(
            (
                _n("{count} picture", "{count} pictures", len(known.ids)).format(count=len(known.ids)),
                _("{count} not scanned").format(count=len(known.unscanned)),
                *boxes_to_settle(known.open_faces, known.open_texts),
                _("Enter opens one"),
            )
        )

    def action_add(self) -> None:
        """Ask which files."""
        if not is_allowed(self, EventName.IMAGE_ADDED):
            return
        self.app.push_screen(FormScreen(pictures_form(self.story_id)), self._take)

    def _take(self, files: object) -> None:
        if files:
            wanted = cast("tuple[Incoming, ...]", files)
            job = partial(_add, self.story_id, wanted)
            self.run_long("add", _("Adding"), job)

    def action_bases(self) -> None:
        """Go to what the picture under the cursor rests on."""
        self.app.push_screen(bases_screen(self.story_id, self.query_one(VirtualTable).key or ""))

    def action_sheet(self) -> None:
        """Ask for a file, and write all pictures on one contact sheet."""
        if not is_allowed(self, EventName.ORIGINAL_SHOWN):
            return
        form = file_form(
            "pictures-sheet",
            _("Write a contact sheet"),
            Path,
            help_text=_("Ends in .pdf or .html. Faces of people at risk, or without a name, are black on it.")
            + " "
            + _("The log keeps that you wrote it."),
        )
        self.app.push_screen(FormScreen(form), self._write_sheet)

    def _write_sheet(self, file: object) -> None:
        if file:
            job = partial(_write_sheet, self.story_id, cast("Path", file))
            self.run_long("sheet", _("Writing the contact sheet"), job)

    def action_scan(self) -> None:
        """Scan what has no answer yet, and what was not looked at as deeply as its people need."""
        waiting = self.try_act(lambda: images_to_scan(self.desk.workspace, self.story_id)) or ()
        self._scan("scan", tuple(image.id for image in waiting))

    def action_scan_again(self) -> None:
        """Scan everything again; a run that was stopped goes on with what it left."""
        self._scan_all("again", None)

    def action_scan_thoroughly(self) -> None:
        """Scan everything again with every pass; a run that was stopped goes on with what it left."""
        self._scan_all("thorough", Profile.THOROUGH)

    def _scan_here(self) -> bool:
        """Scan what was added, and tell whether that began; on a cluster only where somebody asks for it."""
        workspace = self.desk.workspace
        engine = self.try_act(lambda: usual_engine(workspace))
        if engine is None or engine.address is not None:
            return False
        waiting = self.try_act(lambda: images_to_scan(workspace, self.story_id)) or ()
        if waiting:
            self._scan("scan", tuple(image.id for image in waiting))
        return bool(waiting)

    def _scan_all(self, name: str, profile: Profile | None) -> None:
        left = self._left_of.get(name, ())
        if left:
            self.say(_("Going on with the {count} that were left.").format(count=len(left)))
        self._scan(name, left or self._known.ids, profile)

    def _scan(self, name: str, images: tuple[str, ...], profile: Profile | None = None) -> None:
        if not is_allowed(self, EventName.IMAGE_SCANNED):
            return
        if not images:
            self.say(_("Every picture is scanned. S scans all of them again."))
            return
        words = self._scanning_words()
        if words and self.run_long(name, words, partial(_scan, images, profile)):
            self._asked = images

    def _scanning_words(self) -> str | None:
        """Say what begins, and where; `None` where the settings' cluster cannot be used, which is told."""
        engine = self.try_act(lambda: usual_engine(self.desk.workspace))
        if engine is None:
            return None
        if engine.address is None:
            return _("Scanning")
        return _("Scanning on {address}").format(address=engine.address)

    @on(LongWork.Stepped)
    def _follow(self) -> None:
        # Reading the rows at each of many small pictures keeps keys waiting; the end shows what was left out.
        if time.monotonic() - self._read_at >= _BETWEEN_READS_SECONDS:
            self.refresh_rows()

    @on(LongWork.Done)
    def _finished(self, done: LongWork.Done) -> None:
        if done.name in {"again", "thorough"}:
            self._left_of[done.name] = _left(self._asked, done.error)
        if done.error is not None:
            self.show_error(done.error)
        elif done.name == "add":
            self._show_intakes(cast("tuple[Intake, ...]", done.result))
        elif done.name == "sheet":
            written = cast("Path", done.result)
            self.say(_("{file} shows persons. Look, then delete the file.").format(file=written.name))
        else:
            self.say(
                _("Scanned: {count}. A person looks at each at full size.").format(count=len(self._asked))
            )
        self.refresh_rows()

    def _show_intakes(self, intakes: tuple[Intake, ...]) -> None:
        lines = [f"✗ {one.file.name}: {sentence_of_error(one.error)}" for one in intakes if one.error]
        if lines:
            lines.insert(0, _("Not taken, and left as they are: {count}").format(count=len(lines)))
        lines += intake_notes(intakes)
        self.query_one("#refused").set_class(bool(lines), "shown")
        self.query_one("#refused-words", Static).update("\n".join(lines))
        taken = sum(one.image is not None for one in intakes)
        if taken and self._scan_here():
            self.say(_("Taken: {count}. They are scanned now.").format(count=taken))
        else:
            self.say(_("Taken: {count}. Press s to scan them.").format(count=taken))

    @on(VirtualTable.Chosen)
    def _open(self, event: VirtualTable.Chosen) -> None:
        self.app.push_screen(PictureScreen(event.key))


def _add(story: str, files: tuple[Incoming, ...], workspace: Workspace, watch: Watcher) -> tuple[Intake, ...]:
    return add_images(workspace, story, files, watch=watch)


def _scan(images: tuple[str, ...], profile: Profile | None, workspace: Workspace, watch: Watcher) -> None:
    scan_images(workspace, images, profile=profile, watch=watch)


def _write_sheet(story: str, file: Path, workspace: Workspace, watch: Watcher) -> Path:
    return write_file(file, report_images(workspace, story, sheet_kind(file.name), watch=watch))


def _left(asked: tuple[str, ...], error: ConsentkitError | None) -> tuple[str, ...]:
    return asked[error.done :] if isinstance(error, Stopped) else ()
