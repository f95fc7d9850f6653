"""What the check of a certificate says, and the forms that ask for one."""

from collections.abc import Iterator

from consentkit.domain.characters import visible
from consentkit.domain.gate.certificates.seals import MAX_FILE_BYTES
from consentkit.domain.gate.certificates.statements import CertificateStatement, StoodNo
from consentkit.domain.roles import Role
from consentkit.pages.fields import Filled, TextField
from consentkit.pages.file_fields import FileField
from consentkit.pages.forms import Form
from consentkit.pages.log.heads import fingerprint_line
from consentkit.store.log.public_keys import MAX_KEY_BYTES
from consentkit.usecases.log.public_keys import read_public_key
from consentkit.usecases.publications.certificate_checks import (
    CertificateCheck,
    CertificateVerdict,
    PaperCheck,
    check_certificate,
    check_with_records,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.sentences import filled
from consentkit.wording.signatures import (
    CANNOT_KNOW,
    NOTHING_STATED,
    OWN_GENUINE,
    OWN_STRANGER,
    PAPER_VERDICTS,
    STATEMENT_ALONE,
    VERDICTS,
    VOIDED,
)
from consentkit.wording.vocabularies import CHANNELS, ROLES

V = CertificateVerdict


def check_lines(check: CertificateCheck) -> Iterator[str]:
    """Say what a file was found to be, whose key signed it, and what was signed."""
    yield _verdict(check)
    for one in check.voided:
        yield f"  · {filled(VOIDED[one.code], one.facts, '')}"
    if check.fingerprint:
        yield fingerprint_line(check.fingerprint)
    if check.digest:
        yield _("Digest: {digest}").format(digest=check.digest)
    if check.is_statement_signed:
        yield ""
        yield _(STATEMENT_ALONE)
        yield from _stated(check.statement)
    if not check.has_asked_records and check.verdict in {V.GENUINE, V.VOID, V.UNCONFIRMED}:
        yield _(CANNOT_KNOW)


def paper_lines(check: PaperCheck) -> Iterator[str]:
    """Say what a printed code was found to be, and what it says."""
    yield _(PAPER_VERDICTS[check.verdict])
    yield f"{check.certificate}  {check.story}  {check.channel}  {check.until}"
    yield fingerprint_line(check.fingerprint)
    yield _("Digest: {digest}").format(digest=check.digest)
    yield _("The file of the certificate has the same digest. Ask for it, and check it.")


def _verdict(check: CertificateCheck) -> str:
    if check.has_asked_records and check.verdict is V.GENUINE:
        return _(OWN_GENUINE)
    if check.has_asked_records and check.verdict is V.STRANGER:
        return _(OWN_STRANGER)
    return _(VERDICTS[check.verdict])


def _stated(stated: CertificateStatement | None) -> Iterator[str]:
    if stated is None:
        yield "  " + _(NOTHING_STATED)
        return
    issued = _("{certificate}: {organisation}, story {story} for {channel}, {first} to {last}.")
    yield "  " + issued.format(
        certificate=stated.id,
        organisation=visible(stated.organisation or stated.workspace),
        story=", ".join(stated.named),
        channel=_(CHANNELS[stated.channel]),
        first=day_in_language(stated.from_on),
        last=day_in_language(stated.until),
    )
    signed = _("Signed off by {who} on {day}.")
    who = _who(stated.issued_by, stated.issued_as)
    yield "  " + signed.format(who=who, day=day_in_language(stated.issued_at.date()))
    for no in stated.noes:
        yield "  " + _no(no)


def _no(no: StoodNo) -> str:
    words = _("A no before: question {question} of {policy}, {who}, {day}.").format(
        question=no.question, policy=no.policy, who=_who(no.by, no.roles), day=day_in_language(no.on)
    )
    lifted = ", ".join(dict.fromkeys(_who(lift.by, lift.roles) for lift in no.lifts))
    said = _("Lifted by: {who}.").format(who=lifted) if lifted else _("It stands: the question is advice.")
    return f"{words} {said}"


def _who(handle: str, roles: tuple[Role, ...]) -> str:
    return f"{handle} ({', '.join(_(ROLES[role]) for role in roles)})"


def check_form(workspace: Workspace) -> Form[CertificateCheck]:
    """Return the form that checks a certificate: by this workspace's key and records, or another's key."""
    file = FileField(
        "file",
        _("Certificate"),
        help=_("The PDF as it was issued, not scanned and not saved again."),
        most_bytes=MAX_FILE_BYTES,
        error_codes=("file-not-found", "file-too-large"),
    )
    key = FileField(
        "key",
        _("Public key of another organisation"),
        is_required=False,
        help=_("Its file. Empty: this workspace's own key counts, and its records are asked."),
        most_bytes=MAX_KEY_BYTES,
        error_codes=("public-key-damaged",),
    )
    digits = TextField(
        "digits",
        _("Or its fingerprint"),
        is_required=False,
        is_kept=False,
        help=_("64 digits, as that organisation tells them."),
        error_codes=("public-key-malformed",),
    )

    def save(filled_in: Filled) -> CertificateCheck:
        given = file.read(filled_in)
        said = key.read_or_none(filled_in) or digits.read(filled_in)
        if not said:
            return check_with_records(workspace, given)
        return check_certificate(given, read_public_key(said), workspace.today)

    return Form("check-certificate", _("Check a certificate"), (file, key, digits), save)
