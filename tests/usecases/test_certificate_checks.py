"""A certificate of a stranger: genuine, altered or void, told without a workspace."""

import io
import os
import re
import subprocess
import sys
from datetime import timedelta

import pypdf
import pypdfium2
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consentkit.domain.checklists import Reply
from consentkit.domain.errors import InvalidInput
from consentkit.domain.gate.certificates.seals import (
    MAX_FILE_BYTES,
    Seal,
    digest_without_seal,
    find_seal,
    read_paper_seal,
    sealed,
)
from consentkit.store.signatures import public_key_of, signature_of
from consentkit.usecases.checks.checklists import answer_question
from consentkit.usecases.checks.evidence import NewEvidence
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.log.public_keys import give_public_key, read_public_key
from consentkit.usecases.publications.certificate_checks import (
    CertificateVerdict,
    VoidCode,
    check_certificate,
    check_paper,
    check_with_records,
)
from consentkit.usecases.publications.publications import list_takedowns, publish_story
from consentkit.usecases.words.drafts import put_draft

V = CertificateVerdict
POLICY = "guidance-note-2016"


@pytest.fixture
def workspace_folder(words_folder):
    """One cleared story of words."""
    return words_folder


@pytest.fixture
def page(words, tmp_path):
    """The bytes of its certificate."""
    words.certify()
    return (tmp_path / "certificate.pdf").read_bytes()


@pytest.fixture
def key(words):
    """The workspace's public key, as its file gives it."""
    _, file = give_public_key(words.officer)
    return read_public_key(_given(file.data, file.name))


def _given(data, name="certificate.pdf"):
    return Incoming(name, lambda: data)


@pytest.fixture
def verdict(key, words):
    """What a check without records says of bytes, with the workspace's key."""
    return lambda data: check_certificate(_given(data), key, words.officer.today).verdict


def test_a_certificate_as_it_was_issued_is_genuine_by_key_and_by_fingerprint(page, key, words):
    today = words.officer.today
    check = check_certificate(_given(page), key, today)
    assert check.verdict is V.GENUINE
    assert check_certificate(_given(page), check.fingerprint, today).verdict is V.GENUINE
    assert check.statement.story == words.story
    assert check.statement.issued_by == "manager-1"
    assert not check.has_asked_records


def test_without_a_key_it_is_not_called_genuine(page, words):
    assert check_certificate(_given(page), None, words.officer.today).verdict is V.UNCONFIRMED


def test_a_strangers_key_is_told_with_its_fingerprint(page, key, words):
    stranger = Ed25519PrivateKey.generate()
    check = check_certificate(_given(page), public_key_of(stranger), words.officer.today)
    assert check.verdict is V.STRANGER
    forged = _signed_again(page, stranger)
    assert check_certificate(_given(forged), key, words.officer.today).verdict is V.STRANGER
    assert check_certificate(_given(forged), None, words.officer.today).verdict is V.UNCONFIRMED


def _signed_again(page, key, change=lambda data: data):
    """What a forger makes of it with a key of their own."""
    public = public_key_of(key)
    data = change(page).replace(f"key: {find_seal(page).key}".encode(), f"key: {public}".encode())
    seal = Seal(public, digest_without_seal(data), "", find_seal(data).statement)
    return sealed(data, seal.file_digest, signature_of(key, seal.signed))


def test_no_byte_of_it_can_be_another(page, verdict):
    # Every byte of the seal, and one in seven of the rest.
    begin = page.index(b"-----BEGIN CONSENTKIT")
    places = {*range(0, len(page), 7), *range(begin, page.index(b"-----END CONSENTKIT") + 40)}
    for place in sorted(places):
        changed = bytearray(page)
        changed[place] ^= 0x01
        assert verdict(bytes(changed)) in {V.ALTERED, V.UNSIGNED, V.STRANGER}, place


def _rewritten(page, change):
    """The same certificate written by another program, after a change of its text."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(page))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _lines_of(page):
    content = pypdf.PdfReader(io.BytesIO(page)).pages[0].get_contents().get_data()
    return re.findall(rb"\(((?:[^()\\]|\\.)+)\) Tj", content)


def test_each_line_of_text_is_missed_when_it_is_changed(page, verdict):
    lines = _lines_of(page)
    assert len(lines) > 50
    for number in range(len(lines)):
        altered = _with_line(page, number, b"Something else")
        assert verdict(altered) is V.ALTERED, lines[number]


def _with_line(page, number, words):
    """Another text in the place of one line, in a file of the same structure."""

    def change(writer):
        content = writer.pages[0].get_contents()
        found = list(re.finditer(rb"\(((?:[^()\\]|\\.)+)\) Tj", content.get_data()))[number]
        data = content.get_data()
        content.set_data(data[: found.start(1)] + words + data[found.end(1) :])
        writer.pages[0][pypdf.generic.NameObject("/Contents")] = content

    return _rewritten(page, change)


def _swapped(writer):
    writer.add_page(writer.pages[0])
    writer.add_blank_page(100, 100)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda page: b"\n" + page, id="a byte before"),
        pytest.param(lambda page: page + b"\n", id="a byte after"),
        pytest.param(lambda page: page[:-1], id="the last byte gone"),
        pytest.param(lambda page: _rewritten(page, lambda _: None), id="saved by another program"),
        pytest.param(lambda page: _rewritten(page, _swapped), id="other pages"),
        pytest.param(
            lambda page: page + b"\n6 0 obj\n<< /Type /Page >>\nendobj\ntrailer\n<< /Prev 9 >>\n%%EOF\n",
            id="an update appended",
        ),
        pytest.param(lambda page: page.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), id="other line ends"),
        pytest.param(lambda page: page.replace(b"/Contents", b"/Kontents"), id="no content"),
    ],
)
def test_a_file_that_was_touched_is_altered(page, verdict, change):
    assert verdict(change(page)) in {V.ALTERED, V.UNSIGNED}


def test_a_file_without_its_signed_part_and_one_with_two_are_not_genuine(page, verdict):
    begin = page.index(b"-----BEGIN CONSENTKIT")
    end = page.index(b"-----END CONSENTKIT CERTIFICATE-----\n") + len(
        b"-----END CONSENTKIT CERTIFICATE-----\n"
    )
    assert verdict(page[:begin] + page[end:]) is V.UNSIGNED
    assert verdict(page + page[begin:end]) is V.UNSIGNED
    assert verdict(page[begin:end]) is V.ALTERED


def test_of_an_altered_file_it_is_told_what_was_signed(page, key, words):
    check = check_certificate(_given(page + b"x"), key, words.officer.today)
    assert check.is_statement_signed
    assert check.statement.story == words.story


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", bytes(5_000), b"\xff" * 999])
def test_anything_else_is_unsigned(verdict, data):
    assert verdict(data) is V.UNSIGNED


def test_too_large_a_file_is_refused_by_its_size(key, words):
    with pytest.raises(InvalidInput, match="file-too-large"):
        check_certificate(_given(bytes(MAX_FILE_BYTES + 1)), key, words.officer.today)


def test_what_a_stranger_states_is_read_within_bounds(page, words):
    for statement in (b"[" * 100_000, b"{}", b'{"version": 9}', b"\xff\xfe"):
        stranger = Ed25519PrivateKey.generate()
        own = find_seal(page).statement
        forged = _signed_again(page, stranger, lambda data, s=statement, o=own: data.replace(o, s))
        check = check_certificate(_given(forged), public_key_of(stranger), words.officer.today)
        assert check.statement is None
        assert check.is_statement_signed


def test_it_is_void_after_its_last_day(page, key, words):
    until = words.clear().until
    assert check_certificate(_given(page), key, until).verdict is V.GENUINE
    check = check_certificate(_given(page), key, until + timedelta(days=1))
    assert check.verdict is V.VOID
    assert [one.code for one in check.voided] == [VoidCode.ENDED]


def _by_records(words, page):
    check = check_with_records(words.open_as("auditor-1"), _given(page))
    return check.verdict, {one.code for one in check.voided}


def test_the_records_know_a_withdrawal_and_a_takedown(page, words, words_base):
    assert _by_records(words, page) == (V.GENUINE, set())
    publish_story(words.officer, words.story, words.clear().channel, where="https://example.org")
    withdraw_consent(words.officer, words_base.consent)
    assert list_takedowns(words.officer)
    verdict, codes = _by_records(words, page)
    assert verdict is V.VOID
    assert codes == {VoidCode.CHANGED, VoidCode.REFUSED, VoidCode.TAKEN_DOWN}


def test_the_records_know_a_newer_certificate_and_another_draft(page, words):
    words.certify("newer.pdf")
    assert _by_records(words, page) == (V.VOID, {VoidCode.REPLACED})
    put_draft(words.officer, words.story, b"Other words.")
    assert VoidCode.CHANGED in _by_records(words, page)[1]


def test_the_records_do_not_vouch_for_another_workspaces_certificate(page, words):
    forged = _signed_again(page, Ed25519PrivateKey.generate())
    check = check_with_records(words.officer, _given(forged))
    assert check.verdict is V.STRANGER
    assert not check.has_asked_records or check.verdict is not V.GENUINE


def test_every_no_is_stated_with_who_lifted_it(words, tmp_path, key):
    for handle, reply in (("officer-1", Reply.NO), ("officer-1", Reply.YES)):
        shown = NewEvidence(sentence="All six choices were offered.")
        answer_question(words.open_as(handle), words.story, POLICY, "1.3a", reply=reply, shown=shown)
    words.certify("answered.pdf")
    data = (tmp_path / "answered.pdf").read_bytes()
    stated = check_certificate(_given(data), key, words.officer.today).statement
    (no,) = stated.noes
    assert (no.question, no.by, no.reply) == ("1.3a", "officer-1", Reply.NO)
    assert [lift.by for lift in no.lifts] == ["officer-1"]
    text = " ".join(pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().split())
    assert "Question 1.3a of guidance-note-2016: no by officer-1 (officer)" in text
    assert "Then yes by officer-1 (officer)" in text
    assert re.search(r"This certificate: manager-1 \([a-z, ]*manager\)", text)


@pytest.fixture
def code(page):
    """What a telephone reads from the printed page."""
    with pypdfium2.PdfDocument(page) as document:
        (found,) = zxingcpp.read_barcodes(document[0].render(scale=150 / 72).to_pil())
    return found.text


def test_a_printed_pages_code_vouches_for_what_it_says(code, key, page, words):
    today = words.officer.today
    check = check_paper(code, key, today)
    assert check.verdict is V.GENUINE
    assert (check.story, check.channel, check.until) == (
        words.story,
        "website",
        words.clear().until.isoformat(),
    )
    assert check.digest == find_seal(page).statement_digest
    assert check_paper(code, None, today).verdict is V.UNCONFIRMED
    assert check_paper(code, check.fingerprint, today).verdict is V.UNCONFIRMED
    assert check_paper(code, "ab" * 32, today).verdict is V.STRANGER
    assert check_paper(code, key, words.clear().until + timedelta(days=1)).verdict is V.VOID


def test_a_printed_code_that_was_drawn_again_is_told(code, key, words):
    said = read_paper_seal(code)
    for old, new in (
        (said.until, "2099-01-01"),
        (said.story, "S-0000-0000"),
        ("WEBSITE", "SOCIAL"),
        (said.statement_digest.upper(), "AB" * 32),
        (said.certificate, "V-0000-0000"),
    ):
        assert check_paper(code.replace(old, new), key, words.officer.today).verdict is V.ALTERED
    for other in ("", "CONSENTKIT CERTIFICATE 1", "https://example.org", code + " MORE"):
        with pytest.raises(InvalidInput, match="certificate-code-unknown"):
            check_paper(other, key, words.officer.today)


def test_the_verb_needs_no_workspace_and_no_passphrase(page, words, tmp_path):
    _, file = give_public_key(words.officer)
    away = tmp_path / "away"
    away.mkdir()
    (away / "key.json").write_bytes(file.data)
    (away / "c.pdf").write_bytes(page)
    (away / "changed.pdf").write_bytes(page + b"x")

    def check(name, *options):
        return _run_program(away, "certificate", "check", name, *options)

    # The program has the real day, on which it may be void; by the day of the test: see test_verbs.
    assert "this file is as it was signed" in check("c.pdf", "--public-key", "key.json").stdout
    unconfirmed = check("c.pdf")
    assert unconfirmed.returncode == 3
    assert "NOT CONFIRMED" in unconfirmed.stdout
    changed = check("changed.pdf", "--public-key", "key.json")
    assert changed.returncode == 3
    assert "ALTERED" in changed.stdout


@pytest.mark.slow
def test_in_a_workspace_the_verb_asks_its_records_where_a_passphrase_stands_ready(page, words, passphrase):
    folder = words.officer.folders.root
    (folder / "c.pdf").write_bytes(page)
    asked = ("--as", "auditor-1", "certificate", "check", "c.pdf")
    known = _run_program(folder, *asked, CONSENTKIT_PASSPHRASE=passphrase)
    assert "this file is as it was signed" in known.stdout, known.stderr
    assert "NOT CONFIRMED" in _run_program(folder, *asked).stdout


def _run_program(folder, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "consentkit", *arguments],
        cwd=folder,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
