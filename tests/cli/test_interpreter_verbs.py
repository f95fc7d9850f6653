"""`consentkit consent record` keeps who interpreted, by handle alone."""

import pytest


@pytest.fixture
def record(run_json):
    person = run_json("officer-1", "contributor", "add", "--language", "km")[1]["code"]
    story = run_json("officer-1", "story", "add", "A year at the school")[1]["id"]
    fixed = ("--answer", "no", "--given", "2026-11-20", "--language", "km")

    def record_it(*more):
        return run_json("officer-1", "consent", "record", person, story, *fixed, *more)

    return record_it


def test_an_interpreter_is_kept_by_handle(record):
    code, kept = record("--interpreter", "interpreter-1")
    assert code == 0
    assert kept["interpreter"] == "interpreter-1"


def test_an_interpreters_name_is_refused(record):
    code, said = record("--interpreter", "Aunt Mai")
    assert code == 2
    assert said["code"] == "interpreter-not-handle"
