"""What all tests of typesetting share: the program's memory of what it has set stays small."""

import pytest

from consentkit.typesetting.text.paragraphs import paragraph
from consentkit.typesetting.text.shaping import shape

_MOST_PARAGRAPHS, _MOST_WORDS = 400, 4000


@pytest.fixture(autouse=True)
def _remembers_little():
    """Forget what was set when it is much: hundreds of letters are set here, by an office one at a time.

    Else it takes 70 MB, which Python cannot give back, as other things lie between.
    """
    yield
    for kept, most in ((paragraph, _MOST_PARAGRAPHS), (shape, _MOST_WORDS)):
        if kept.cache_info().currsize > most:
            kept.cache_clear()
