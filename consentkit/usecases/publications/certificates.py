"""The certificate's file: set from what it states, and signed with the organisation's key."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from consentkit.domain.gate.certificates.seals import (
    Seal,
    digest_without_seal,
    paper_seal,
    sealed,
    unsealed_block,
)
from consentkit.domain.gate.certificates.statements import CertificateStatement
from consentkit.domain.gate.certificates.stating import Issue, state_certificate
from consentkit.domain.gate.clearances import Clearance
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.values import canonical
from consentkit.store.log.audits import current_head
from consentkit.store.signatures import fingerprint_of, public_key_of, signature_of
from consentkit.usecases.changes import Change
from consentkit.usecases.letters.forms import fonts_at
from consentkit.usecases.workspaces import Workspace


def print_certificate(
    workspace: Workspace, change: Change, dossiers: Sequence[Dossier], clearance: Clearance, code: str
) -> bytes:
    """Return the signed PDF of a certificate that is issued now."""
    keys = workspace.records.keys
    issue = Issue(
        workspace=keys.workspace,
        organisation=workspace.settings.organisation,
        id=code,
        at=change.at.astimezone(ZoneInfo(workspace.settings.timezone)),
        timezone=workspace.settings.timezone,
        actor=change.actor,
        audit_head=current_head(change.db, keys.signing_key(), keys.workspace).hash,
    )
    return _signed(workspace, state_certificate(issue, dossiers, clearance, workspace.day_of))


def _signed(workspace: Workspace, statement: CertificateStatement) -> bytes:
    from consentkit.typesetting.reports.certificates import CertificatePage, make_certificate

    key = workspace.records.keys.signing_key()
    public_key = public_key_of(key)
    paper = paper_seal(statement, fingerprint_of(public_key))
    page = CertificatePage(
        statement=statement,
        fingerprint=fingerprint_of(public_key),
        code=paper.with_signature(signature_of(key, paper.signed)).text,
        seal=unsealed_block(public_key, canonical(statement)),
    )
    data = make_certificate(page, fonts_at(workspace.folders))
    digest = digest_without_seal(data)
    unsigned = Seal(public_key, digest, "", canonical(statement))
    return sealed(data, digest, signature_of(key, unsigned.signed))
