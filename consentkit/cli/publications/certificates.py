"""`consentkit certificate`: is it genuine? Needs no workspace and no passphrase."""

from datetime import date, datetime
from pathlib import Path

import click

from consentkit.cli.keys import digits_of, public_key_option
from consentkit.cli.options import json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.errors import Refused
from consentkit.domain.gate.certificates.seals import MAX_FILE_BYTES
from consentkit.pages.files import incoming
from consentkit.pages.publications.checks import check_lines, paper_lines
from consentkit.usecases.publications.certificate_checks import (
    CertificateCheck,
    CertificateVerdict,
    check_certificate,
    check_paper,
    check_with_records,
)


@click.group()
def certificate() -> None:
    """Check certificates, on any machine."""


@certificate.command(
    epilog="\b\nExamples:\n  consentkit certificate check S-2M4N-88TY.pdf --public-key river-house.json\n"
    "  consentkit certificate check S-2M4N-88TY.pdf"
)
@click.argument("file", type=click.Path(path_type=Path))
@public_key_option
@json_option
@pass_session
def check(session: Session, file: Path, public_key: Path | None) -> None:
    """Is FILE as it was signed, and in force? Exit 0: genuine, as far as can be known. Exit 3: it is not.

    In a workspace and without --public-key its own key counts, and its records are asked.
    """
    found = _checked(session, file, public_key)
    show(found, check_lines(found), as_json=session.as_json)
    if found.verdict is not CertificateVerdict.GENUINE:
        raise SystemExit(Refused.exit_code)


def _checked(session: Session, file: Path, public_key: Path | None) -> CertificateCheck:
    given = incoming(file, MAX_FILE_BYTES)
    if public_key is not None or not (session.is_in_workspace and session.may_sign_in):
        return check_certificate(given, _digits(public_key), _today())
    with session.opened() as workspace:
        return check_with_records(workspace, given)


@certificate.command(
    epilog='\b\nExample:\n  consentkit certificate paper "CONSENTKIT CERTIFICATE 1 V-…" --public-key key.json'
)
@click.argument("text")
@public_key_option
@json_option
@pass_session
def paper(session: Session, text: str, public_key: Path | None) -> None:
    """Check what the square code of a printed certificate says: TEXT, as a telephone reads it.

    It vouches for certificate, story, channel, last day, digest and fingerprint, for nothing else printed.
    """
    found = check_paper(text, _digits(public_key), _today())
    show(found, paper_lines(found), as_json=session.as_json)
    if found.verdict is not CertificateVerdict.GENUINE:
        raise SystemExit(Refused.exit_code)


def _digits(public_key: Path | None) -> str | None:
    return None if public_key is None else digits_of(public_key)


def _today() -> date:
    return datetime.now().astimezone().date()
