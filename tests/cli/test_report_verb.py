"""`consentkit report`: in full on the screen, without small numbers in a file."""

DAYS = ("--from", "2026-01-01", "--until", "2026-12-31")


def test_a_manager_reads_the_report_in_full_and_writes_it_for_others(run, tmp_path):
    out = tmp_path / "year.txt"
    code, text, _ = run("manager-1", "report", *DAYS, "--out", out)
    assert code == 0
    assert "0  Takedowns opened" in text
    assert "0  Attempts to certify, export or publish that the gate stopped" in text
    assert "Takedowns opened: fewer than 5" in out.read_text(encoding="utf-8")


def test_a_program_gets_the_figures(run_json):
    code, value = run_json("auditor-1", "report", *DAYS)
    assert code == 0
    assert {"code": "takedowns-open", "number": 0} in [
        {"code": figure["code"], "number": figure["number"]} for figure in value["figures"]
    ]


def test_who_does_not_audit_gets_none(run):
    code, out, err = run("officer-1", "report", *DAYS)
    assert (code, out) == (3, "")
    assert "Your role may not read this." in err
