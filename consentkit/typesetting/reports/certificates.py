"""The clearance certificate: one A4 page that says what a clearance rested on."""

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from consentkit.domain.checklists import QuestionState, Standing
from consentkit.domain.errors import InvalidInput
from consentkit.domain.gate.clearances import Clearance
from consentkit.domain.gate.consent_rules import latest_consent
from consentkit.domain.gate.dossiers import Dossier, ImageRecord, VideoRecord
from consentkit.domain.letters.letters import Run
from consentkit.domain.pictures.images import Settlement
from consentkit.domain.values import day_in_words, digest_of
from consentkit.typesetting.pdf import reportlab_writer
from consentkit.typesetting.pdf.fonts import PdfFont
from consentkit.typesetting.pdf.text import draw_line
from consentkit.typesetting.text.fonts import FontFace, Fonts, chain_for
from consentkit.typesetting.text.paragraphs import Paragraph, Setting, paragraph

_WIDTH, _HEIGHT = A4
# One page of A4 with small type, made to be filed rather than read aloud. Measures by eye.
_MARGIN = 40.0
_PLAIN, _BOLD, _FIXED = "Helvetica", "Helvetica-Bold", "Courier"
_BODY_PT, _SMALL_PT = 9.0, 7.0
_NAME_PT = 10.0
_LINE = 1.3
# For any script: marks above and below the letters, and Nastaliq's slope.
_ANY_LINE = 1.8
_MOST_COLUMNS = 8
_GUTTER_PT = 6.0
_FOOT_PT = 40.0
# So many fit on one page in full; of more, a digest of the whole list stands there instead.
_MAX_IMAGES = 8
_MAX_VIDEOS = 2
_MAX_PEOPLE = 8
_MAX_POLICIES = 4

T = TypeVar("T")


@dataclass(frozen=True)
class CertificatePage:
    """What is printed. Codes, dates and digests only: no title, no name, no free text."""

    id: str
    organisation: str
    issued_at: datetime
    issued_by: str
    clearance: Clearance
    dossier: Dossier
    audit_head: str


def make_certificate(page: CertificatePage, fonts: Fonts) -> bytes:
    """Return the PDF, one A4 page; the same page gives the same bytes.

    `fonts` are for an organisation's name that is not in Latin letters; one that they lack too is left out.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, lang="en", initialFontName=_PLAIN)
    canvas.setTitle(f"Clearance certificate {page.id}")
    canvas.setAuthor("consentkit")
    sheet = _Sheet(canvas, fonts)
    for part in (_head, _use, _people, _files, _answers, _foot):
        part(sheet, page)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Sheet:
    """A page that is written from the top down."""

    def __init__(self, canvas: Canvas, fonts: Fonts) -> None:
        self.canvas = canvas
        self.fonts = fonts
        self.y = _HEIGHT - _MARGIN
        self._embedded: dict[FontFace, PdfFont] = {}

    def write(self, operators: str) -> None:
        """Add PDF operators to the page."""
        reportlab_writer.write(self.canvas, operators)

    def font(self, font_face: FontFace) -> PdfFont:
        """Return a font face of ours, embedded."""
        if font_face not in self._embedded:
            self._embedded[font_face] = PdfFont(
                font_face, reportlab_writer.document_of(self.canvas), len(self._embedded) + 1
            )
        return self._embedded[font_face]

    def shaped_line(self, words: Paragraph, *, size: float) -> None:
        """Write words of any script, on as many lines as they need."""
        for line in words.lines((_WIDTH - 2 * _MARGIN) / size):
            self.down(size * _ANY_LINE)
            draw_line(self, words, line, x=_MARGIN, y=self.y, size=size)

    def text(self, words: str, *, font: str = _PLAIN, size: float = _BODY_PT, x: float = _MARGIN) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, words)

    def line(self, words: str, *, font: str = _PLAIN, size: float = _BODY_PT) -> None:
        self.down(size * 1.35)
        self.text(words, font=font, size=size)

    def heading(self, words: str) -> None:
        self.down(9)
        self.line(words, font=_BOLD, size=9.5)
        self.canvas.setLineWidth(0.4)
        self.canvas.line(_MARGIN, self.y - 3, _WIDTH - _MARGIN, self.y - 3)
        self.down(4)

    def down(self, points: float) -> None:
        self.y -= points


def _head(sheet: _Sheet, page: CertificatePage) -> None:
    sheet.line(f"Clearance certificate {page.id}", font=_BOLD, size=16)
    _organisation(sheet, page.organisation)
    sheet.down(4)
    issued = f"{day_in_words(page.issued_at)}, {page.issued_at:%H:%M} ({page.issued_at.tzinfo})"
    sheet.line(f"Issued {issued} by {page.issued_by}.")
    sheet.line(
        "On that day the records gave no reason to refuse the use below. This page says what they held."
    )
    sheet.line(
        "It holds while nothing listed here changes: consentkit clear checks that, and names what changed."
    )
    sheet.line(
        "It does not say that nobody can be recognised, nor that the law of every place allows the use."
    )


def _organisation(sheet: _Sheet, name: str) -> None:
    """Write the name; one with a letter that no font has is left out, never boxed."""
    if not name:
        return
    if _is_latin(name):
        sheet.line(name, size=_NAME_PT)
        return
    setting = Setting(chain_for(sheet.fonts, "en", "Latn"), "en", "Latn", is_right_to_left=False)
    with suppress(InvalidInput):
        # A value is isolated: a name from right to left is written so, whatever stands around it.
        sheet.shaped_line(paragraph((Run(text=name, is_value=True),), setting), size=_NAME_PT)


def _is_latin(words: str) -> bool:
    """Tell whether the letters that every reader of PDF has are enough."""
    try:
        words.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _use(sheet: _Sheet, page: CertificatePage) -> None:
    clearance, plan = page.clearance, page.dossier.plan
    sheet.heading("Use")
    story = page.dossier.story
    sheet.line(f"Story {story.id}, revision {story.revision}. Channel: {clearance.channel.value}.")
    if plan is not None:
        sheet.line(
            f"Audience: {plan.audience.value}. Place: {plan.place}. "
            f"From {day_in_words(plan.from_on)} to {day_in_words(plan.until)}, both days included."
        )
    if story.draft:
        sheet.line(f"words, sealed file  {story.draft}", font=_FIXED, size=_SMALL_PT)


def _people(sheet: _Sheet, page: CertificatePage) -> None:
    sheet.heading("Consents")
    lines = list(_people_lines(page.dossier))
    _some(sheet, lines, _MAX_PEOPLE, lambda words: sheet.line(words, size=8))


def _people_lines(dossier: Dossier) -> Iterator[str]:
    for person in dossier.contributors:
        consent = latest_consent(dossier, person.code)
        if consent is not None and consent.scope is not None:
            age = "child" if person.is_child_on(dossier.on) else "adult"
            yield (
                f"Contributor {person.code} ({age}): consent {consent.id}, "
                f"given {day_in_words(consent.given_on)}, until {day_in_words(consent.scope.until)}"
            )


def _files(sheet: _Sheet, page: CertificatePage) -> None:
    sheet.heading("Pictures (SHA-256)")
    if not page.dossier.images:
        sheet.line("none", size=8)
    _some(sheet, list(page.dossier.images), _MAX_IMAGES, lambda record: _image(sheet, record))
    if page.dossier.videos:
        sheet.heading("Videos (SHA-256)")
        _some(sheet, list(page.dossier.videos), _MAX_VIDEOS, lambda record: _video(sheet, record))


def _image(sheet: _Sheet, record: ImageRecord) -> None:
    image, copy = record.image, record.copy_made
    covered = sum(face.must_be_covered for face in record.faces)
    ignored = sum(face.settlement is Settlement.NOT_A_FACE for face in record.faces)
    shown = len(record.faces) - covered - ignored
    sheet.line(
        f"{image.id}: covered {covered}, shown {shown}, marked as no face {ignored}; "
        f"looked at full size by {image.viewed_by}",
        size=8,
    )
    sheet.line(f"  original     {image.digest}", font=_FIXED, size=_SMALL_PT)
    if copy is not None:
        sheet.line(f"  public copy  {copy.digest}", font=_FIXED, size=_SMALL_PT)


def _video(sheet: _Sheet, record: VideoRecord) -> None:
    video, copy = record.video, record.copy_made
    covered = sum(track.must_be_covered for track in record.tracks)
    ignored = sum(track.settlement is Settlement.NOT_A_FACE for track in record.tracks)
    shown = len(record.tracks) - covered - ignored
    sound = copy.sound.value if copy else "none"
    sheet.line(
        f"{video.id}: covered {covered}, shown {shown}, marked as no face {ignored}; sound {sound}; "
        f"watched by {video.viewed_by}",
        size=8,
    )
    sheet.line(f"  original     {video.digest}", font=_FIXED, size=_SMALL_PT)
    if copy is not None:
        sheet.line(f"  public copy  {copy.digest}", font=_FIXED, size=_SMALL_PT)


def _some(sheet: _Sheet, items: list[T], most: int, show: Callable[[T], None]) -> None:
    """Show what fits; the rest is bound by one digest, so that the page stays one page."""
    for item in items[:most]:
        show(item)
    if len(items) > most:
        sheet.line(f"and {len(items) - most} more; the digest of the whole list is", size=8)
        sheet.line(f"  {digest_of(items)}", font=_FIXED, size=_SMALL_PT)


def _answers(sheet: _Sheet, page: CertificatePage) -> None:
    sheet.heading("Answers")
    digests = page.dossier.policy_digests
    policies = [f"{p.id} version {p.version}  {digests.get(p.id, '')}" for p in page.dossier.policies]
    _some(sheet, policies, _MAX_POLICIES, lambda words: sheet.line(words, font=_FIXED, size=_SMALL_PT))
    sheet.down(2)
    _columns(sheet, [_answer(state) for state in page.clearance.questions])


def _columns(sheet: _Sheet, items: list[str]) -> None:
    """Show every item whole, in as many columns as make the letters largest."""
    if not items:
        return
    height = sheet.y - _MARGIN - _FOOT_PT
    width_per_pt = max(stringWidth(item, _PLAIN, 1) for item in items)

    def size_in(columns: int) -> float:
        rows = -(-len(items) // columns)
        room = (_WIDTH - 2 * _MARGIN) / columns - _GUTTER_PT
        return float(min(_SMALL_PT, height / rows / _LINE, room / width_per_pt))

    columns = max(range(_MOST_COLUMNS, 0, -1), key=size_in)
    size, rows = size_in(columns), -(-len(items) // columns)
    top, step = sheet.y - size * _LINE, (_WIDTH - 2 * _MARGIN) / columns
    for number, item in enumerate(items):
        sheet.y = top - (number % rows) * size * _LINE
        sheet.text(item, size=size, x=_MARGIN + (number // rows) * step)
    sheet.y = top - (rows - 1) * size * _LINE


def _answer(state: QuestionState) -> str:
    words = "open (advice)" if state.standing is Standing.OPEN else state.standing.value
    return f"{state.question}  {words}  {', '.join(state.answered_by)}"


def _foot(sheet: _Sheet, page: CertificatePage) -> None:
    sheet.down(4)
    sheet.line(
        "Digest of all that this certificate rests on, and the head of the audit chain before it:", size=7.5
    )
    sheet.line(f"  {digest_of(page.clearance.parts)}", font=_FIXED, size=_SMALL_PT)
    sheet.line(f"  {page.audit_head}", font=_FIXED, size=_SMALL_PT)
