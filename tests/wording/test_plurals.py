"""A sentence with a number has one for 1, in code, catalogues and on screens."""

import gettext
import importlib.util
import io
from pathlib import Path

import pytest
from babel.messages.pofile import write_po

from consentkit.domain.gate.clearances import Reason, ReasonCode
from consentkit.wording import checkup_sentence, languages, sentence_of
from consentkit.wording.languages import UNTRANSLATED, use_language
from consentkit.wording.pictures.images import faces_to_settle

PROJECT = Path(__file__).parent.parent.parent
PAIR = ("{count} face to settle", "{count} faces to settle")


def _forget():
    """Read the catalogues again."""
    gettext._translations.clear()
    languages._catalogue.cache_clear()
    languages._known.cache_clear()


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    """The script that keeps the catalogues, on catalogues of this test's own."""
    spec = importlib.util.spec_from_file_location("catalogues", PROJECT / ".ci" / "catalogues.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "LOCALE", tmp_path)
    monkeypatch.setattr(module, "TEMPLATE", tmp_path / "consentkit.pot")
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    _forget()
    yield module
    use_language("en")
    _forget()


def _translate(catalogues, code, translation):
    catalog = catalogues._read(code)
    catalog.get(PAIR[0]).string = translation
    out = io.BytesIO()
    write_po(out, catalog)
    catalogues._po(code).write_bytes(out.getvalue())


@pytest.mark.parametrize(("count", "told"), [(0, "0 faces"), (1, "1 face"), (2, "2 faces")])
def test_one_has_a_sentence_of_its_own(count, told):
    assert faces_to_settle(count) == f"{told} to settle"


def test_a_sentence_of_a_table_goes_with_its_number():
    assert checkup_sentence("audit", {"events": 1}) == "The log is intact (1 event)."
    reason = Reason(code=ReasonCode.REFLECTION_SHORT, subject="K-0000-0000", facts={"days": 1})
    assert sentence_of(reason).startswith("Between asking and answering lay less than 1 day,")


@pytest.mark.slow
@pytest.mark.parametrize("code", ["my", "th"])
def test_a_catalogue_holds_one_form_and_it_is_spoken(catalogues, code, capsys):
    assert PAIR in catalogues.words()
    catalogues.extract()
    assert 'msgstr[0] ""' in catalogues._po(code).read_text()
    assert "msgstr[1]" not in catalogues._po(code).read_text()
    use_language(code)
    assert faces_to_settle(1) == f"{UNTRANSLATED}1 face to settle"
    _translate(catalogues, code, ("{count} F",))
    assert catalogues.check() == 0, capsys.readouterr().out
    _forget()
    assert faces_to_settle(1) == "1 F"
    done, total = languages.progress_of(code)
    assert (done, total) == (1, len(catalogues.words()))


@pytest.mark.slow
def test_a_plural_with_other_blanks_is_found(catalogues, capsys):
    catalogues.extract()
    _translate(catalogues, "km", ("{number} F",))
    assert catalogues.check() == 1
    assert "km: other blanks than the English" in capsys.readouterr().out
