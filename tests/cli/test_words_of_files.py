"""`consentkit text check FILE`: any file, outside of a workspace, for people, programs and editors."""

import json

import pytest

from consentkit.cli import main

CASE = "Rice grows.\nCall +855 12 345 678.\n"


@pytest.fixture
def check(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.txt").write_text(CASE)
    (tmp_path / "rice.md").write_text("Rice grows in the rain, and it is green.")
    (tmp_path / "other.txt").write_text("Дети деревни ходят в школу.")
    (tmp_path / "no.docx").write_bytes(b"PK\3\4no document")

    def run_it(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main(["text", "check", *arguments])
        return stopped.value.code, capsys.readouterr().out

    return run_it


def test_a_file_is_told_by_line_and_column_and_the_exit_code_says_whether_somebody_must_look(check):
    assert check("case.txt", "rice.md") == (3, "case.txt:2:6: a telephone number: “+855 12 345 678”\n")
    assert check("rice.md") == (0, "")


def test_what_could_not_be_read_is_never_nothing_found(check):
    code, out = check("other.txt", "no.docx")
    assert code == 3
    assert out.count("The words could not be searched") == 2
    assert check("absent.txt")[0] == 2


def test_an_editor_reads_sarif_and_a_program_json(check):
    code, out = check("case.txt", "other.txt", "--format", "sarif")
    assert code == 3
    (run,) = json.loads(out)["runs"]
    found, unread = run["results"]
    assert {"ruleId": found["ruleId"], "level": found["level"]} == {"ruleId": "phone", "level": "error"}
    region = found["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 6, "endLine": 2, "endColumn": 21}
    assert unread["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    _, out = check("case.txt", "--format", "json")
    assert json.loads(out)["case.txt"]["findings"][0]["kind"] == "phone"
