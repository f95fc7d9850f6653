"""One text of a form as a row of a spreadsheet, for who translates."""

from consentkit.domain.values import Value


class SheetRow(Value):
    """One text: its place in the file, the English, the translation (`""`: none yet), and a remark on it."""

    key: str
    english: str
    translation: str
    remark: str
