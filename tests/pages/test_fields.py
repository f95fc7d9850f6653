"""Each kind of field gives the value that its text means, or a complaint that names the field."""

from datetime import date
from pathlib import Path

import pytest

import consentkit.pages
from consentkit.domain.consents import Audience, Decision
from consentkit.domain.errors import ConsentkitError, InvalidInput
from consentkit.domain.pictures.images import Box
from consentkit.pages.fields import (
    BoxField,
    ChoiceField,
    CodeField,
    CodesField,
    DayField,
    Filled,
    MomentField,
    MonthField,
    NumberField,
    PlaceField,
    PlacesField,
    SecretField,
    SeveralField,
    TextField,
    YesNoField,
    joined,
)
from consentkit.pages.file_fields import FileField, FilesField, NewFileField, SignedLetterField
from consentkit.pages.forms import Form
from consentkit.pages.opening import opened
from consentkit.usecases.incoming import Incoming

OPTIONS = [("yes", "Yes"), ("no", "No")]
AUDIENCES = [("public", "Everyone"), ("staff", "Staff")]

FIELDS = {
    "text": TextField("one", "One"),
    "secret": SecretField("one", "One"),
    "day": DayField("one", "One"),
    "month": MonthField("one", "One"),
    "place": PlaceField("one", "One"),
    "places": PlacesField("one", "One"),
    "number": NumberField("one", "One"),
    "box": BoxField("one", "One"),
    "moment": MomentField("one", "One"),
    "code": CodeField("one", "One", kind="C"),
    "codes": CodesField("one", "One", kind="C"),
    "choice": ChoiceField("one", "One", options=OPTIONS, meaning=Decision),
    "several": SeveralField("one", "One", options=AUDIENCES, meaning=Audience),
    "yes-no": YesNoField("one", "One"),
}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "  a word ", "a word"),
        ("secret", " as typed ", " as typed "),
        ("day", " 2026-11-21 ", date(2026, 11, 21)),
        ("month", "2029-04", date(2029, 4, 1)),
        ("month", "2029-04-15", date(2029, 4, 15)),
        ("place", "th", "TH"),
        ("place", "Worldwide", "worldwide"),
        ("places", "th, KH;la", frozenset({"TH", "KH", "LA"})),
        ("places", "", frozenset()),
        ("number", " 2 ", 2),
        ("number", "two", 0),
        ("box", "1,2,30,40", Box(left=1, top=2, right=30, bottom=40)),
        ("moment", "1:02.5", 62_500),
        ("codes", "", ()),
        ("choice", "no", Decision.NO),
        ("several", "public,staff", frozenset({Audience.PUBLIC, Audience.STAFF})),
        ("several", "", frozenset()),
        ("yes-no", "yes", True),
        ("yes-no", "no", False),
    ],
)
def test_a_text_means_its_value(kind, text, value):
    assert FIELDS[kind].read(Filled({"one": text})) == value


@pytest.mark.parametrize("character", ["\x1b", "\x00", "\x9b", "\u202e", "\u2066", "\u200f", "\ud83d", "\n"])
@pytest.mark.parametrize("kind", sorted(set(FIELDS) - {"secret"}))
def test_no_field_takes_what_steers_a_screen(kind, character):
    with pytest.raises(InvalidInput) as refused:
        FIELDS[kind].read(Filled({"one": f"a{character}b"}))
    assert (refused.value.code, refused.value.facts["field"]) == ("text-steers", "one")


def test_every_page_reads_what_was_typed_through_its_field():
    """`Filled.text` gives it as it came."""
    folder = Path(consentkit.pages.__file__).parent
    reading = {path.name for path in folder.rglob("*.py") if ".text(" in path.read_text(encoding="utf-8")}
    assert reading == {"fields.py", "file_fields.py"}


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("day", "tomorrow", "day-malformed"),
        ("month", "April", "month-malformed"),
        ("place", "Thailand", "place-malformed"),
        ("places", "TH Laos", "place-malformed"),
        ("box", "1,2,3", "box-malformed"),
        ("moment", "later", "time-malformed"),
        ("code", "S-0000-0000", "code-of-another-kind"),
        ("codes", "C-1", "code-malformed"),
        ("choice", "perhaps", "field-not-usable"),
        ("several", "public,donors", "field-not-usable"),
        ("yes-no", "", "field-not-usable"),
    ],
)
def test_what_means_nothing_is_refused_beside_its_field(kind, text, code):
    with pytest.raises(InvalidInput, match=rf"^{code}$") as caught:
        FIELDS[kind].read(Filled({"one": text}))
    assert caught.value.facts["field"] == "one"


@pytest.mark.parametrize("kind", FIELDS)
def test_what_is_left_empty_is_none(kind):
    assert FIELDS[kind].read_or_none(Filled({"one": "  "})) is None
    assert FIELDS[kind].read_or_none(Filled({})) is None


def test_only_what_may_be_kept_is_kept_of_an_unfinished_form():
    fields = (
        TextField("title", "Title"),
        TextField("name", "Name", is_kept=False),
        SecretField("passphrase", "Passphrase"),
    )
    form = Form("some", "Some", fields, lambda filled: filled)
    assert form.to_keep({"title": "", "name": "Sok", "passphrase": "x"}) is None
    assert form.to_keep({"title": "A year", "name": "Sok", "passphrase": "x"}) == {"title": "A year"}


def test_what_is_needed_is_missed_and_an_uploaded_file_is_there():
    fields = (
        TextField("title", "Title"),
        FileField("file", "File"),
        TextField("note", "", is_required=False),
    )
    form = Form("some", "Some", fields, lambda filled: filled)
    assert form.missing(Filled({"title": " "})) == ("title", "file")
    assert form.missing(Filled({"title": "A"}, files={"file": (Incoming("a.jpg", bytes),)})) == ()


def test_a_complaint_belongs_beside_the_field_that_it_names_or_that_knows_its_code():
    fields = (DayField("on", "On"), TextField("why", "Why", error_codes=("why-missing",)))
    form = Form("some", "Some", fields, lambda filled: filled)
    assert form.place_of(InvalidInput("day-malformed", given="x", field="on")) == "on"
    assert form.place_of(InvalidInput("why-missing")) == "why"
    assert form.place_of(InvalidInput("why-missing", field="on")) == "on", "who names a field knows better"
    assert form.place_of(InvalidInput("title-missing")) == ""


# files, where there is a disk


def test_typed_paths_become_files_that_are_read_when_they_are_needed(tmp_path):
    (tmp_path / "a b.jpg").write_bytes(b"1")
    (tmp_path / "c.png").write_bytes(b"22")
    (tmp_path / "notes.txt").write_bytes(b"3")
    many = FilesField("files", "Files", endings=frozenset({".jpg", ".png"}))
    one = FileField("one", "One", most_bytes=0)
    typed = {"files": str(tmp_path), "one": str(tmp_path / "c.png")}
    filled = opened((many, one), typed)
    assert [(file.name, file.read()) for file in many.read(filled)] == [("a b.jpg", b"1"), ("c.png", b"22")]
    with pytest.raises(InvalidInput, match=r"^file-too-large$"):
        one.read(filled).read()
    whole = opened((many,), {"files": str(tmp_path / "a b.jpg")})
    assert [file.name for file in many.read(whole)] == ["a b.jpg"]
    quoted = f'"{tmp_path / "a b.jpg"}" {tmp_path / "c.png"}'
    assert len(many.read(opened((many,), {"files": quoted}))) == 2


def test_a_folder_without_pictures_and_a_missing_file_are_refused_beside_their_field(tmp_path):
    many = FilesField("files", "Files", endings=frozenset({".jpg"}))
    for typed, code in ((tmp_path, "no-pictures"), (tmp_path / "none.jpg", "file-not-found")):
        with pytest.raises(InvalidInput, match=rf"^{code}$") as caught:
            opened((many,), {"files": str(typed)})
        assert caught.value.facts["field"] == "files"


def test_a_new_file_is_written_once_and_never_over_another(tmp_path):
    field = NewFileField("file", "File")
    out = field.read(opened((field,), {"file": str(tmp_path / "new.pdf")}))
    out.write(b"pages")
    assert (tmp_path / "new.pdf").read_bytes() == b"pages"
    assert (out.name, out.place) == ("new.pdf", str(tmp_path / "new.pdf"))
    with pytest.raises(ConsentkitError, match=r"^file-exists$"):
        opened((field,), {"file": str(tmp_path / "new.pdf")})


def test_a_signed_letter_is_a_code_or_a_file_and_what_lies_here_is_a_file(tmp_path, monkeypatch):
    field = SignedLetterField("release", "Letter", is_required=False)
    monkeypatch.chdir(tmp_path)
    assert field.code(opened((field,), {"release": "l 2m4n 88ty"})) == "L-2M4N-88TY"
    (tmp_path / "L-2M4N-88TY").write_bytes(b"scan")
    filled = opened((field,), {"release": "L-2M4N-88TY"})
    assert field.code(filled) is None
    assert field.read(filled).read() == b"scan"
    with pytest.raises(InvalidInput) as caught:
        field.code(Filled({"release": "L-2M4N-88TB"}))
    assert caught.value.facts["field"] == "release"


def test_several_choices_are_one_text():
    assert joined(["public", "staff"]) == "public,staff"
