"""Run the command line as a person does, in this process."""

import json

import pytest

from consentkit.cli import main


@pytest.fixture
def run(workspace_folder, passphrase, monkeypatch, capsys):
    """`run("officer-1", "story", "list")` gives (exit code, stdout, stderr)."""
    monkeypatch.setenv("CONSENTKIT_PASSPHRASE", passphrase)
    monkeypatch.setenv("CONSENTKIT_WORKSPACE", str(workspace_folder))

    def run_it(handle, *arguments):
        with pytest.raises(SystemExit) as stopped:
            main(["--as", handle, *map(str, arguments)])
        out, err = capsys.readouterr()
        return stopped.value.code, out, err

    return run_it


@pytest.fixture
def run_json(run):
    """The same with `--json`; gives (exit code, what was printed)."""

    def run_it(handle, *arguments):
        code, out, _ = run(handle, *arguments, "--json")
        return code, json.loads(out)

    return run_it


@pytest.fixture
def ok(run_json):
    """Run a verb that must succeed; gives what it printed."""

    def run_it(handle, *arguments):
        code, value = run_json(handle, *arguments)
        assert code == 0, value
        return value

    return run_it
