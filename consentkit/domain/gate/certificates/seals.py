"""The signed part of a certificate's file: one block of text in it, which covers every other byte of it.

The block stands in the PDF as an attachment that is not compressed, so that a check looks for text and hands
a stranger's file to no reader of PDF. In its place for the file's digest and for the signature stand noughts
while the digest is taken: whatever else is changed, added or taken away changes the digest.
"""

import hashlib
import re
from dataclasses import dataclass, replace

from consentkit.domain.gate.certificates.statements import CertificateStatement
from consentkit.domain.values import canonical

MAX_FILE_BYTES = 20_000_000
"""A certificate of 5,000 pictures has two million bytes."""

_BEGIN = b"-----BEGIN CONSENTKIT CERTIFICATE-----\n"
_END = b"\n-----END CONSENTKIT CERTIFICATE-----\n"
_DIGEST = b"0" * 64
_SIGNATURE = b"0" * 128
_BLOCK = re.compile(
    re.escape(_BEGIN)
    + rb"key: ([0-9a-f]{64})\nfile: ([0-9a-f]{64})\nsignature: ([0-9a-f]{128})\nstatement: ([^\n\r]+)"
    + re.escape(_END)
)
# What is signed begins so, and what is signed for a head or a page on paper begins otherwise: no signature
# of one can be shown as that of another.
_MAGIC = b"consentkit/certificate/v1\n"
_PAPER_MAGIC = b"consentkit/certificate-on-paper/v1\n"
_PAPER = re.compile(
    r"CONSENTKIT CERTIFICATE 1 (V-[0-9A-Z]{4}-[0-9A-Z]{4}) "
    r"(S-[0-9A-Z]{4}-[0-9A-Z]{4}(?: S-[0-9A-Z]{4}-[0-9A-Z]{4})*) ([A-Z-]{1,30}) "
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9A-F]{64}) ([0-9A-F]{64}) ([0-9A-F]{128})"
)


@dataclass(frozen=True)
class Seal:
    """What a file says of itself: the public key, its digest without the seal's own, and the signature.

    `statement` is the canonical JSON of what is certified, as its bytes were signed.
    """

    key: str
    file_digest: str
    signature: str
    statement: bytes

    @property
    def statement_digest(self) -> str:
        """The SHA-256 of the statement, which is printed on the certificate."""
        return hashlib.sha256(self.statement).hexdigest()

    @property
    def signed(self) -> bytes:
        """The bytes that the signature is of."""
        return _MAGIC + canonical([self.key, self.statement_digest, self.file_digest])


def unsealed_block(key: str, statement: bytes) -> bytes:
    """Return the block to put into a file before it is signed."""
    lines = (b"key: " + key.encode(), b"file: " + _DIGEST, b"signature: " + _SIGNATURE)
    return _BEGIN + b"\n".join((*lines, b"statement: " + statement)) + _END


def find_seal(data: bytes) -> Seal | None:
    """Return the seal of a file; `None` where there is none, and where there is more than one."""
    found = _found(data)
    if found is None:
        return None
    key, digest, signature = (found[number].decode() for number in (1, 2, 3))
    return Seal(key=key, file_digest=digest, signature=signature, statement=found[4])


def digest_without_seal(data: bytes) -> str:
    """Return the SHA-256 of a file that has one seal, with noughts for its digest and its signature."""
    return hashlib.sha256(_with(data, _DIGEST, _SIGNATURE)).hexdigest()


def sealed(data: bytes, digest: str, signature: str) -> bytes:
    """Return the file with digest and signature in its one seal."""
    return _with(data, digest.encode(), signature.encode())


def _with(data: bytes, digest: bytes, signature: bytes) -> bytes:
    found = _found(data)
    if found is None:
        raise ValueError("the file has no seal, or more than one")
    parts = (
        data[: found.start(2)],
        digest,
        data[found.end(2) : found.start(3)],
        signature,
        data[found.end(3) :],
    )
    return b"".join(parts)


def _found(data: bytes) -> re.Match[bytes] | None:
    # Two would leave open which of them a reader of PDF shows.
    if data.count(_BEGIN) != 1:
        return None
    return _BLOCK.search(data)


@dataclass(frozen=True)
class PaperSeal:
    """What the QR code of a printed certificate says: little, and signed by itself.

    `story` has the codes of all the stories that it clears, with a space between them.
    """

    certificate: str
    story: str
    channel: str
    until: str
    statement_digest: str
    fingerprint: str
    signature: str = ""

    @property
    def signed(self) -> bytes:
        """The bytes that the signature is of."""
        told = [self.certificate, self.story, self.channel, self.until]
        return _PAPER_MAGIC + canonical([*told, self.statement_digest, self.fingerprint])

    def with_signature(self, signature: str) -> "PaperSeal":
        """Return it signed."""
        return replace(self, signature=signature)

    @property
    def text(self) -> str:
        """The code's text: digits and capitals alone, which make the smallest code."""
        parts = [self.certificate, self.story, self.channel, self.until]
        parts += [self.statement_digest, self.fingerprint, self.signature]
        return " ".join(["CONSENTKIT CERTIFICATE 1", *parts]).upper()


def paper_seal(statement: CertificateStatement, fingerprint: str) -> PaperSeal:
    """Return what the code of a certificate says, not signed yet."""
    told = (statement.id, " ".join(statement.named), statement.channel.value, statement.until.isoformat())
    return PaperSeal(*told, statement_digest=statement.digest, fingerprint=fingerprint)


def read_paper_seal(text: str) -> PaperSeal | None:
    """Return what a code says; `None` where it is no certificate's. Spaces and line ends do not matter."""
    found = _PAPER.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    code, story, channel, until, digest, fingerprint, signature = found.groups()
    return PaperSeal(
        code, story, channel.lower(), until, digest.lower(), fingerprint.lower(), signature.lower()
    )
