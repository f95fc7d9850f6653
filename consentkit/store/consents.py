"""Consents, withdrawals, assents and approvals."""

from consentkit.domain.consents import Approval, Assent, Consent, Withdrawal
from consentkit.store.databases import EncryptedDatabase
from consentkit.store.tables import Table

consents = Table("consents", Consent, packed=frozenset({"scope"}), extra=frozenset({"seq", "until"}))
withdrawals = Table(
    "withdrawals", Withdrawal, key="seq", packed=frozenset({"channels"}), extra=frozenset({"seq"})
)
assents = Table("assents", Assent, extra=frozenset({"seq"}))
approvals = Table("approvals", Approval, key="seq", extra=frozenset({"seq"}))


def agree_to_face(db: EncryptedDatabase, consent: str, handle: str) -> None:
    """Note who agreed that the face may be shown."""
    db.execute("UPDATE consents SET face_agreed_by = ? WHERE id = ?", [handle, consent])


def withdrawals_of_story(db: EncryptedDatabase, story: str) -> tuple[Withdrawal, ...]:
    """Return every withdrawal of a consent for this story."""
    return withdrawals.where(db, "consent IN (SELECT id FROM consents WHERE story = ?)", story)
