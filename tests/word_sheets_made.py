"""Spreadsheets of a form's words as somebody who translates them sends them back."""

import csv
import io

from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.forms import forms_of
from consentkit.usecases.letters.word_sheets import HEADINGS, export_words


def words_sheet(workspace, *, remark, form="withdrawal-received", language="km"):
    """The words as they are, with a remark beside the first."""
    data = export_words(forms_of(workspace), form, language).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data)))
    rows[0]["remark"] = remark
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADINGS)
    writer.writeheader()
    writer.writerows(rows)
    return Incoming("km.csv", lambda: out.getvalue().encode())
