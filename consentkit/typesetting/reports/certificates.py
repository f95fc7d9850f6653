"""The clearance certificate: what a clearance rested on, on A4, with a code and the seal of who signs it."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from consentkit.domain.bases import BasisKind
from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.gate.certificates.statements import (
    CertificateStatement,
    Lift,
    StatedAnswer,
    StatedBasis,
    StatedConsent,
    StatedLook,
    StatedMedia,
    StatedPerson,
    StatedStory,
    StatedUses,
    StoodNo,
)
from consentkit.domain.gate.clearances import NoteCode, UnreadWords
from consentkit.domain.roles import Role
from consentkit.domain.values import day_in_words, digest_of
from consentkit.typesetting.pdf import reportlab_writer
from consentkit.typesetting.reports.certificate_sheets import BOLD, FIXED, FOOT_PT, PLAIN, SMALL_PT, Sheet
from consentkit.typesetting.text.fonts import Fonts

# So many stand there in full; of more, a digest of the whole list. The attached statement has all of them.
_MAX_IMAGES = 8
_MAX_VIDEOS = 2
_MAX_PEOPLE = 8
_MAX_BASES = 8
_MAX_POLICIES = 4
_MAX_PERSONS = 8
_MAX_LOOKS = 8

T = TypeVar("T")


@dataclass(frozen=True)
class CertificatePage:
    """What is printed: the statement, the fingerprint of the key that signs it, and what the code says.

    `seal` is the block that is attached to the file, still without its digest and signature.
    """

    statement: CertificateStatement
    fingerprint: str
    code: str
    seal: bytes


def make_certificate(page: CertificatePage, fonts: Fonts) -> bytes:
    """Return the PDF, A4 and one page where it fits; the same page gives the same bytes.

    `fonts` are for an organisation's name that is not in Latin letters; one that they lack too is left out.
    """
    # Drawn once to count the pages, whose number stands on each.
    pages = _drawn(page, fonts, 1)[1]
    return _drawn(page, fonts, pages)[0]


def _drawn(page: CertificatePage, fonts: Fonts, pages: int) -> tuple[bytes, int]:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, lang="en", initialFontName=PLAIN, pageCompression=1)
    canvas.setTitle(f"Clearance certificate {page.statement.id}")
    canvas.setAuthor("consentkit")
    _attach(canvas, page.seal)
    sheet = Sheet(canvas, fonts, f"Certificate {page.statement.id}, page {{page}} of {pages}")
    for part in (_head, _use, _people, _files, _words, _signers, _noes, _persons, _answers, _foot):
        part(sheet, page)
    sheet.end_page()
    canvas.save()
    return out.getvalue(), sheet.page


def _attach(canvas: Canvas, seal: bytes) -> None:
    """Attach the seal as it is: not compressed, so that it is found as text."""
    pdf = reportlab_writer.document_of(canvas)
    stream = pdfdoc.PDFStream(content=seal, filters=[])
    stream.dictionary["Type"] = "/EmbeddedFile"
    # A slash and its escape: the media type is text/plain.
    stream.dictionary["Subtype"] = "/text#2Fplain"
    name = pdfdoc.PDFString("certificate-seal.txt")
    file = pdfdoc.PDFDictionary({
        "Type": "/Filespec", "F": name, "UF": name, "AFRelationship": "/Data",
        "Desc": pdfdoc.PDFString("What this certificate states, and its signature"),
        "EF": pdfdoc.PDFDictionary({"F": pdf.Reference(stream, "seal")}),
    })  # fmt: skip
    names = pdfdoc.PDFArray([name, pdf.Reference(file, "seal file")])
    tree = pdfdoc.PDFDictionary({"Names": names})
    pdf.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": tree})


def _head(sheet: Sheet, page: CertificatePage) -> None:
    stated = page.statement
    left_of_code, below_code = sheet.code(page.code)
    sheet.line(f"Clearance certificate {stated.id}", font=BOLD, size=16)
    sheet.name(stated.organisation, right=left_of_code)
    sheet.down(4)
    issued = f"{day_in_words(stated.issued_at)}, {stated.issued_at:%H:%M} ({stated.timezone})"
    for words in (
        f"Issued {issued} by {stated.issued_by}.",
        "On that day the records gave no reason to refuse the use below. This page says what they held.",
        "It holds while nothing listed here changes: consentkit clear checks that, and names what changed.",
        "It does not say that nobody can be recognised, nor that the law of every place allows the use.",
    ):
        sheet.words(words, right=left_of_code)
    sheet.y = min(sheet.y, below_code)
    sheet.heading("Signature")
    sheet.line("Digest of all that is stated here, and the fingerprint of the key that signed it:", size=8)
    sheet.line(f"  {stated.digest}", font=FIXED, size=SMALL_PT)
    sheet.line(f"  {in_groups(page.fingerprint)}", font=FIXED, size=SMALL_PT)
    sheet.words(
        "Check the file with: consentkit certificate check FILE --public-key KEY. Get the key, or its "
        "fingerprint, from the organisation itself and not with this file. On paper, the code at the top "
        "says certificate, story, channel, last day, digest and fingerprint, and is signed: consentkit "
        "certificate paper. For the rest of a printed page, ask for the file with this digest.",
        size=8,
    )


def in_groups(digits: str) -> str:
    """Return hex digits four by four, as they are read aloud and compared."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _use(sheet: Sheet, page: CertificatePage) -> None:
    stated = page.statement
    sheet.heading("Use")
    if stated.story is not None:
        sheet.line(f"Story {stated.story}, revision {stated.revision}. Channel: {stated.channel.value}.")
    else:
        sheet.line(f"{len(stated.stories)} stories together, below. Channel: {stated.channel.value}.")
    sheet.line(
        f"Audience: {stated.audience}. Place: {stated.place}. "
        f"From {day_in_words(stated.from_on)} to {day_in_words(stated.until)}, both days included."
    )
    if stated.draft:
        sheet.line(f"words, sealed file  {stated.draft}", font=FIXED, size=SMALL_PT)
    if stated.stories:
        _together(sheet, stated.stories)


def _together(sheet: Sheet, stories: Sequence[StatedStory]) -> None:
    """Every story, however many: none may be counted in that is not named."""
    sheet.heading("Stories, each with the digest of all that its clearance rests on")
    for one in stories:
        sheet.line(f"Story {one.story}, revision {one.revision}", size=8)
        sheet.line(f"  rests on            {one.parts_digest}", font=FIXED, size=SMALL_PT)
        if one.draft:
            sheet.line(f"  words, sealed file  {one.draft}", font=FIXED, size=SMALL_PT)


def _people(sheet: Sheet, page: CertificatePage) -> None:
    sheet.heading("Consents")
    if not page.statement.consents:
        sheet.line("none", size=8)
    _some(sheet, page.statement.consents, _MAX_PEOPLE, lambda one: _consent(sheet, one))
    if page.statement.bases:
        sheet.heading("What else it rests on")
        _some(sheet, page.statement.bases, _MAX_BASES, lambda one: sheet.words(_basis(one), size=8))


def _consent(sheet: Sheet, one: StatedConsent) -> None:
    sheet.line(
        f"Contributor {one.contributor} ({'child' if one.is_child else 'adult'}): consent {one.consent}, "
        f"given {day_in_words(one.given_on)}, until {day_in_words(one.until)}",
        size=8,
    )
    for uses in one.uses:
        sheet.words(f"allows {_uses(uses)}", size=8)


def _uses(one: StatedUses) -> str:
    media, audiences, places = (", ".join(named) for named in (one.media, one.audiences, one.places))
    return f"{media}; appears {one.appearance}; named {one.naming}; for {audiences}; in {places}"


def _basis(one: StatedBasis) -> str:
    until = f"until {day_in_words(one.until)}" if one.until else "without a last day"
    looked = f"; {one.seen_by} looked at what proves it" if one.evidence else ""
    return f"{one.thing}: {_KINDS.get(one.kind, one.kind)} ({one.basis}), {until}{looked}."


_KINDS: dict[str, str] = {
    BasisKind.CONSENT: "a contributor's consent",
    BasisKind.RELEASE: "a release",
    BasisKind.LICENCE: "a licence",
    BasisKind.PARTNER: "a partner's consent",
    BasisKind.GATHERING: "a gathering with a notice",
    BasisKind.NOBODY: "nobody in it",
    BasisKind.MACHINE: "made or altered by a machine",
}


def _files(sheet: Sheet, page: CertificatePage) -> None:
    stated = page.statement
    sheet.heading("Pictures (SHA-256)")
    if not stated.pictures:
        sheet.line("none", size=8)
    _some(sheet, stated.pictures, _MAX_IMAGES, lambda one: _media(sheet, one))
    if stated.videos:
        sheet.heading("Videos (SHA-256)")
        _some(sheet, stated.videos, _MAX_VIDEOS, lambda one: _media(sheet, one))


_UNREAD = {
    UnreadWords.DRAFT.value: "the words of the draft",
    UnreadWords.PICTURES.value: "the words in pictures",
    UnreadWords.CODES.value: "codes in pictures, such as QR and bar codes",
    UnreadWords.VIDEOS.value: "the words in videos",
    UnreadWords.SOUND.value: "what is said in videos",
}


def _words(sheet: Sheet, page: CertificatePage) -> None:
    """Which words no program looked at, and who looked at what no program sees into."""
    stated = page.statement
    if not stated.unread and not stated.looked_at:
        return
    sheet.heading("Words, and what no program looked at")
    if stated.unread:
        kinds = ", ".join(_UNREAD.get(kind, kind) for kind in stated.unread)
        sheet.words(f"No program looked for names and places in: {kinds}.", size=8)
    _some(sheet, stated.looked_at, _MAX_LOOKS, lambda one: sheet.words(_look(one), size=8))


def _look(one: StatedLook) -> str:
    draft = f"the draft of {one.story}" if one.story else "the draft"
    return f"Part {one.number} of {draft} ({one.holds.replace('-', ' ')}): {one.by} looked at it."


def _media(sheet: Sheet, one: StatedMedia) -> None:
    looked = "looked at full size" if one.sound is None else f"sound {one.sound}; watched"
    sheet.line(
        f"{one.id}: covered {one.covered}, shown {one.shown}, marked as no face {one.ignored}; "
        f"{looked} by {one.viewed_by}",
        size=8,
    )
    sheet.line(f"  original     {one.original}", font=FIXED, size=SMALL_PT)
    if one.copy_digest is not None:
        sheet.line(f"  public copy  {one.copy_digest}", font=FIXED, size=SMALL_PT)


def _some(sheet: Sheet, items: Sequence[T], most: int, show: Callable[[T], None]) -> None:
    """Show what fits; the rest is bound by one digest, so that it stays short."""
    for item in items[:most]:
        show(item)
    if len(items) > most:
        sheet.line(f"and {len(items) - most} more; the digest of the whole list is", size=8)
        sheet.line(f"  {digest_of(items)}", font=FIXED, size=SMALL_PT)


def _signers(sheet: Sheet, page: CertificatePage) -> None:
    stated = page.statement
    sheet.heading("Who signed off")
    issuer = _who(stated.issued_by, stated.issued_as)
    sheet.line(f"This certificate: {issuer}, {day_in_words(stated.issued_at)}.", size=8)
    for no in stated.noes:
        for lift in no.lifts:
            if lift.is_sign_off:
                signer = _who(lift.by, lift.roles)
                sheet.words(f"The explanation of {_question(no)} by {no.by}: {signer}.", size=8)
    answered = ", ".join(_who(handle, roles) for handle, roles in stated.answered_as.items())
    if answered:
        sheet.words(f"Answered questions: {answered}.", size=8)


def _noes(sheet: Sheet, page: CertificatePage) -> None:
    sheet.heading("Every no that stood before")
    if not page.statement.noes:
        sheet.line("none", size=8)
    for no in page.statement.noes:
        sheet.words(_no_in_words(no), size=8)


def _no_in_words(no: StoodNo) -> str:
    said = "no" if no.reply is Reply.NO else "don't know"
    question = _question(no)
    words = f"{question[:1].upper()}{question[1:]}: {said} by {_who(no.by, no.roles)}, {day_in_words(no.on)}."
    if not no.lifts:
        return f"{words} Nobody said otherwise since."
    return f"{words} Then {'; '.join(_lift_in_words(lift) for lift in no.lifts)}."


def _lift_in_words(lift: Lift) -> str:
    who = _who(lift.by, lift.roles)
    if lift.is_sign_off:
        return f"explained, and signed off by {who}"
    return f"yes by {who}" + (f", {day_in_words(lift.on)}" if lift.on else "")


def _question(no: StoodNo) -> str:
    asked_in = f" in {no.story}" if no.story else ""
    return f"question {no.question} of {no.policy}{asked_in}"


def _who(handle: str, roles: Sequence[Role]) -> str:
    return f"{handle} ({', '.join(role.value for role in roles)})"


_PERSONS = {
    NoteCode.SECOND_LOOK: "{subject} is seen as {by} and {second} both say.",
    NoteCode.INTERPRETED: "Consent {subject} was given through interpreter {by}.",
    NoteCode.BACK_CHECKED: "{by} found on {on} that what was interpreted for {subject} was understood.",
    NoteCode.VOUCHED: "{subject} was made or given a role by {maker} shortly before; keeper {by} vouched.",
    NoteCode.FROM_BEFORE: "{subject} acted with a passphrase that somebody else gave.",
}


def _persons(sheet: Sheet, page: CertificatePage) -> None:
    """By whose word an account is somebody's own, and what two people said of a face."""
    if page.statement.people:
        sheet.heading("Accounts and second looks")
        _some(sheet, page.statement.people, _MAX_PERSONS, lambda one: sheet.words(_person(one), size=8))


def _person(one: StatedPerson) -> str:
    on = day_in_words(one.on) if one.on else ""
    return _PERSONS[one.code].format(
        subject=one.subject, by=one.by, second=one.second, maker=one.maker, on=on
    )


def _answers(sheet: Sheet, page: CertificatePage) -> None:
    sheet.heading("Answers")
    policies = [f"{p.id} version {p.version}  {p.digest}" for p in page.statement.policies]
    _some(sheet, policies, _MAX_POLICIES, lambda words: sheet.line(words, font=FIXED, size=SMALL_PT))
    sheet.down(2)
    for story in dict.fromkeys(one.story for one in page.statement.answers):
        if story is not None:
            sheet.line(f"Story {story}", font=BOLD, size=8)
        _answers_of(sheet, [one for one in page.statement.answers if one.story == story])


def _answers_of(sheet: Sheet, answers: Sequence[StatedAnswer]) -> None:
    of_records = [one for one in answers if one.evidence and one.standing in _OF_RECORDS]
    sheet.columns([_answer(one) for one in answers if one not in of_records])
    _evidence(sheet, of_records)
    _shown(sheet, answers)


_NOT_SETTLED = frozenset({Standing.OPEN, Standing.ASKED_ELSEWHERE})
_OF_RECORDS = frozenset({Standing.YES, Standing.DOES_NOT_APPLY})


def _evidence(sheet: Sheet, answers: Sequence[StatedAnswer]) -> None:
    """What answered questions instead of people, and what spares them: each with its questions."""
    by_evidence: dict[str, list[str]] = {}
    for one in answers:
        start = "does not apply, " if one.standing is Standing.DOES_NOT_APPLY else ""
        for evidence in one.evidence:
            by_evidence.setdefault(start + evidence, []).append(one.question)
    if by_evidence:
        sheet.down(4)
        grouped = "; ".join(f"{evidence}: {', '.join(ids)}" for evidence, ids in by_evidence.items())
        sheet.words(f"Answered by the records, or not asked: {grouped}.", size=SMALL_PT)


def _shown(sheet: Sheet, answers: Sequence[StatedAnswer]) -> None:
    """What people gave with their answers, each with its questions; of a sentence not a word."""
    by_given: dict[str, list[str]] = {}
    for one in answers:
        if one.shown:
            by_given.setdefault(", ".join(map(_given, one.shown)), []).append(one.question)
    if by_given:
        grouped = "; ".join(f"{given}: {', '.join(ids)}" for given, ids in by_given.items())
        sheet.words(f"Given with answers, and kept: {grouped}.", size=SMALL_PT)


def _given(shown: str) -> str:
    kind, _colon, value = shown.partition(": ")
    return _GIVEN.get(kind, shown).format(value=value, start=value[:_FILE_CHARACTERS])


_FILE_CHARACTERS = 12
_GIVEN = {
    "sentence": "a sentence",
    "date": "the day {value}",
    "handle": "the handle {value}",
    "file": "the file {start}",
    "risks": "the risk form of {value}",
}


def _answer(one: StatedAnswer) -> str:
    words = "open (advice)" if one.standing in _NOT_SETTLED else one.standing.value
    return f"{one.question}  {words}  {', '.join(one.answered_by)}"


def _foot(sheet: Sheet, page: CertificatePage) -> None:
    sheet.need(FOOT_PT)
    sheet.down(4)
    sheet.line(
        "Digest of all that this certificate rests on, and the head of the audit chain before it:", size=7.5
    )
    sheet.line(f"  {page.statement.parts_digest}", font=FIXED, size=SMALL_PT)
    sheet.line(f"  {page.statement.audit_head}", font=FIXED, size=SMALL_PT)
