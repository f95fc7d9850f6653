"""Is this certificate genuine? Asked with the public key alone, and of the records where they are open."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from pydantic import Field, ValidationError

from consentkit.domain.errors import BadDataFile, InvalidInput, NotFound
from consentkit.domain.gate.certificates.seals import (
    MAX_FILE_BYTES,
    PaperSeal,
    Seal,
    digest_without_seal,
    find_seal,
    read_paper_seal,
)
from consentkit.domain.gate.certificates.statements import CertificateStatement
from consentkit.domain.gate.contents import changed_parts
from consentkit.domain.stories import Certificate
from consentkit.domain.values import Fact, Value
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.signatures import fingerprint_of, is_signed, public_key_of
from consentkit.store.stories.stories import (
    certificates,
    newest_certificate,
    publications_of,
    takedowns_of_story,
)
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.publications.clearances import clear_story
from consentkit.usecases.workspaces import Workspace


class CertificateVerdict(StrEnum):
    """What a certificate was found to be."""

    GENUINE = "genuine"
    VOID = "void"
    """Genuine, and no longer in force."""
    UNCONFIRMED = "unconfirmed"
    """Consistent with the key inside it, and nobody said whose key that is."""
    STRANGER = "stranger"
    """Signed by another key than the one that was given."""
    ALTERED = "altered"
    UNSIGNED = "unsigned"
    """Without a signed part: none of ours, of before there were any, or it was taken out."""


class VoidCode(StrEnum):
    """Why a genuine certificate is no longer in force."""

    ENDED = "ended"
    NOT_IN_RECORDS = "not-in-records"
    CHANGED = "changed"
    REPLACED = "replaced"
    REFUSED = "refused"
    TAKEN_DOWN = "taken-down"


class Voided(Value):
    """One reason why a certificate is no longer in force, with the facts of its sentence."""

    code: VoidCode
    facts: dict[str, Fact] = Field(default_factory=dict)


class CertificateCheck(Value):
    """What a check of a file came to. Only `genuine` says that all is well.

    `statement` is what was signed; `None` where nothing was, and where a newer program stated it.
    """

    verdict: CertificateVerdict
    digest: str = ""
    fingerprint: str = ""
    """Of the key inside the file."""
    is_statement_signed: bool = False
    """Whether what is stated was signed by the key inside, also where the file around it was changed."""
    statement: CertificateStatement | None = None
    voided: tuple[Voided, ...] = ()
    has_asked_records: bool = False


class PaperCheck(Value):
    """What the code of a printed certificate came to: it vouches for what it says, and nothing else."""

    verdict: CertificateVerdict
    certificate: str
    story: str
    channel: str
    until: str
    digest: str
    fingerprint: str


def check_certificate(file: Incoming, trusted: str | None, today: date) -> CertificateCheck:
    """Check a certificate's file without records; `trusted` is the key's or its fingerprint's 64 digits.

    Raises InvalidInput where the file cannot be read, or is too large to be one.
    """
    return _checked(_data_of(file), trusted, today)


def check_with_records(workspace: Workspace, file: Incoming) -> CertificateCheck:
    """Check a certificate's file with the workspace's own key, and ask its records whether it is in force.

    Raises what `check_certificate` does.
    """
    data = _data_of(file)
    own = public_key_of(workspace.records.keys.signing_key())
    check = _checked(data, own, workspace.today)
    if check.statement is None or check.verdict is CertificateVerdict.ALTERED:
        return check
    code = check.statement.id
    if check.verdict is CertificateVerdict.STRANGER and not _is_kept(workspace, code, data):
        return check
    voided = (*check.voided, *_voided_by_records(workspace, code))
    verdict = CertificateVerdict.VOID if voided else CertificateVerdict.GENUINE
    return check.model_copy(update={"voided": voided, "verdict": verdict, "has_asked_records": True})


def check_paper(text: str, trusted: str | None, today: date) -> PaperCheck:
    """Check what the code of a printed certificate says. Raises InvalidInput where it is no such code."""
    paper = read_paper_seal(text)
    if paper is None:
        raise InvalidInput("certificate-code-unknown")
    return PaperCheck(
        verdict=_paper_verdict(paper, trusted, today),
        certificate=paper.certificate,
        story=paper.story,
        channel=paper.channel,
        until=paper.until,
        digest=paper.statement_digest,
        fingerprint=paper.fingerprint,
    )


def _data_of(file: Incoming) -> bytes:
    data = file.read()
    if len(data) > MAX_FILE_BYTES:
        raise InvalidInput("file-too-large", limit_mb=MAX_FILE_BYTES // 1_000_000)
    return data


def _checked(data: bytes, trusted: str | None, today: date) -> CertificateCheck:
    seal = find_seal(data)
    if seal is None:
        return CertificateCheck(verdict=CertificateVerdict.UNSIGNED)
    is_statement_signed = is_signed(seal.key, seal.signature, seal.signed)
    check = CertificateCheck(
        verdict=CertificateVerdict.ALTERED,
        digest=seal.statement_digest,
        fingerprint=fingerprint_of(seal.key),
        is_statement_signed=is_statement_signed,
        statement=_stated(seal) if is_statement_signed else None,
    )
    if not is_statement_signed or digest_without_seal(data) != seal.file_digest:
        return check
    verdict = _verdict(seal.key, trusted)
    voided = tuple(_ended(check.statement, today))
    if verdict is CertificateVerdict.GENUINE and voided:
        verdict = CertificateVerdict.VOID
    return check.model_copy(update={"verdict": verdict, "voided": voided})


def _stated(seal: Seal) -> CertificateStatement | None:
    try:
        return CertificateStatement.model_validate_json(seal.statement)
    except ValidationError:
        return None


def _verdict(key: str, trusted: str | None) -> CertificateVerdict:
    if trusted is None:
        return CertificateVerdict.UNCONFIRMED
    is_known = trusted in {key, fingerprint_of(key)}
    return CertificateVerdict.GENUINE if is_known else CertificateVerdict.STRANGER


def _ended(statement: CertificateStatement | None, today: date) -> Iterator[Voided]:
    if statement is not None and statement.until < today:
        yield Voided(code=VoidCode.ENDED, facts={"until": statement.until})


def _paper_verdict(paper: PaperSeal, trusted: str | None, today: date) -> CertificateVerdict:
    if trusted is None or trusted == paper.fingerprint:
        # A fingerprint alone checks no signature, and the key is not on the paper.
        return CertificateVerdict.UNCONFIRMED
    if fingerprint_of(trusted) != paper.fingerprint:
        return CertificateVerdict.STRANGER
    if not is_signed(trusted, paper.signature, paper.signed):
        return CertificateVerdict.ALTERED
    return CertificateVerdict.VOID if paper.until < today.isoformat() else CertificateVerdict.GENUINE


def _is_kept(workspace: Workspace, code: str, data: bytes) -> bool:
    """Tell whether the records keep this very file under this code, as of before the key was another."""
    try:
        kept = certificates.get(workspace.reading, code).pdf
        return workspace.records.vault.get(kept) == data
    except (NotFound, BadDataFile):
        return False


def _voided_by_records(workspace: Workspace, code: str) -> Iterator[Voided]:
    db = workspace.reading
    try:
        found = certificates.get(db, code)
    except NotFound:
        yield Voided(code=VoidCode.NOT_IN_RECORDS)
        return
    clearance = clear_story(workspace, found.story, found.channel, also=found.also)
    changed = changed_parts(found.parts, clearance.parts, clearance.first_parts)
    if changed:
        yield Voided(code=VoidCode.CHANGED, facts={"changed": changed})
    if clearance.reasons:
        yield Voided(code=VoidCode.REFUSED, facts={"count": len(clearance.reasons)})
    newest = newest_certificate(db, found.stories, found.channel)
    if newest is not None and newest.id != found.id:
        yield Voided(code=VoidCode.REPLACED, facts={"certificate": newest.id})
    gone = _taken_down(db, found)
    if gone:
        yield Voided(code=VoidCode.TAKEN_DOWN, facts={"publications": gone})


def _taken_down(db: EncryptedDatabase, certificate: Certificate) -> tuple[str, ...]:
    """Return the publications under a certificate that were taken down, or are being."""
    down = {one.publication for one in takedowns_of_story(db, certificate.story)}
    found = publications_of(db, certificate.story)
    return tuple(one.id for one in found if one.certificate == certificate.id and one.id in down)
