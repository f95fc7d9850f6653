"""Reading and writing `config.toml`."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentkit.catalogue.settings import load_settings, settings_text
from consentkit.catalogue.toml_files import read_value
from consentkit.domain.errors import BadDataFile, InvalidInput
from consentkit.domain.settings import Settings


def written(tmp_path, content):
    path = tmp_path / "config.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_line_that_is_removed_means_the_usual_value(tmp_path):
    text = re.sub(r"(?m)^(timezone|detectors) = .*\n", "", settings_text("Example", "Asia/Bangkok"))
    settings = load_settings(written(tmp_path, text))
    assert settings == Settings(organisation="Example")
    assert (settings.timezone, settings.detectors) == ("UTC", ("centerface", "face-recognition", "rapidocr"))


def test_a_file_that_was_cut_at_any_byte_is_told(tmp_path):
    whole = settings_text("Example บ้าน", "Asia/Bangkok").encode()
    for length in range(len(whole)):
        with pytest.raises(BadDataFile) as caught:
            load_settings(written(tmp_path, whole[:length]))
        assert caught.value.code == "settings-broken", length
    assert load_settings(written(tmp_path, whole)).organisation == "Example บ้าน"
    assert load_settings(written(tmp_path, whole.replace(b"\n", b"\r\n"))).organisation == "Example บ้าน"


def test_a_file_of_an_older_version_loads_and_a_cut_one_is_told(tmp_path):
    older = Path(__file__).parent.parent / "usecases" / "data" / "workspace-0.1.0" / "config.toml"
    text = older.read_text(encoding="utf-8")
    assert "end of the settings" not in text
    assert load_settings(written(tmp_path, text)).organisation == "Example"
    lines = text.splitlines(keepends=True)
    before_cluster = next(place for place, line in enumerate(lines) if "[cluster]" in line) - 2
    first = next(place for place, line in enumerate(lines) if line.startswith("heads_folder"))
    for end in [*range(first + 1), *range(before_cluster + 3, len(lines))]:
        with pytest.raises(BadDataFile):
            load_settings(written(tmp_path, "".join(lines[:end])))


def test_what_init_writes_loads_back(tmp_path):
    path = written(tmp_path, settings_text('บ้าน "ปลอดภัย" \\ House', "Asia/Bangkok"))
    assert load_settings(path) == Settings(organisation='บ้าน "ปลอดภัย" \\ House', timezone="Asia/Bangkok")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_any_name_on_one_line_loads_back(name):
    assert read_value(settings_text(name, "UTC").encode(), Settings) == Settings(organisation=name)


@pytest.mark.parametrize(
    ("organisation", "timezone", "field"),
    [
        ("Safe House", "Asia/Bankok", "timezone"),
        ("Safe House", "", "timezone"),
        ("two\nlines", "UTC", "organisation"),
        ("a\x7f", "UTC", "organisation"),
        ("x" * 201, "UTC", "organisation"),
        ("\ud800", "UTC", "organisation"),
    ],
)
def test_what_would_not_load_back_is_refused_before_it_is_written(organisation, timezone, field):
    with pytest.raises(InvalidInput) as caught:
        settings_text(organisation, timezone)
    assert (caught.value.code, caught.value.facts["field"]) == ("setting-not-usable", field)
    assert caught.value.facts["problem"]


@pytest.mark.parametrize(
    ("content", "field", "words"),
    [
        ('timezone = "Asia/Bankok"', "timezone", "time zone is not known"),
        ('timezone = "Asia"', "timezone", "time zone is not known"),
        ('timezone = "../UTC"', "timezone", "time zone is not known"),
        ("timezone = 7", "timezone", "in quotes"),
        ("detectors = []", "detectors", "at least one"),
        ('detectors = ["centerface", "centerface"]', "detectors", "twice"),
        ('detectors = ["Center Face"]', "detectors[0]", "small letters"),
        ('detectors = "centerface"', "detectors", "square brackets"),
        ("heads_folder = false", "heads_folder", "in quotes"),
        ('organisation = "two\\nlines"', "organisation", "one line"),
        ('detector = ["centerface"]', "detector", "not known"),
        ('cluster = "dask://127.0.0.1:1"', "cluster", "table of fields"),
        ('[cluster]\naddress = "192.0.2.7:8786"', "cluster.address", "dask://HOST:PORT"),
        ("[cluster]\ntls = true", "cluster.tls", "not known"),
        ("timezone UTC", "", "line 1"),
        (b"\xff", "", "UTF-8"),
    ],
)
def test_a_fault_names_file_and_field(tmp_path, content, field, words):
    with pytest.raises(BadDataFile) as caught:
        load_settings(written(tmp_path, content))
    facts = caught.value.facts
    assert caught.value.code == "settings-broken"
    assert (facts["file"], facts["field"]) == ("config.toml", field)
    assert words in str(facts["problem"])


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(BadDataFile) as caught:
        load_settings(tmp_path / "config.toml")
    assert (caught.value.code, caught.value.facts) == ("settings-missing", {"file": "config.toml"})


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "config.toml").mkdir()
    with pytest.raises(BadDataFile) as caught:
        load_settings(tmp_path / "config.toml")
    assert caught.value.code == "settings-broken"
    assert str(tmp_path) not in str(caught.value.facts)
