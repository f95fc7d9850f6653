"""Marks of light markup whose words no page shows: Markdown, reStructuredText, AsciiDoc, Org, LaTeX.

Runs only in the document reader's process. A web page is read as one: see `html_words`.
"""

import re
from collections.abc import Iterator

from consentkit.documents.plain.unseen_letters import is_written_away
from consentkit.domain.words.drafts import Holds

_MARKS = (
    (Holds.PROPERTIES, rb"\A\s*\{\s*[\"'\w]|\A%[ \t]*\S"),
    (
        Holds.PROPERTIES,
        rb"\A(?:[A-Za-z][\w -]{0,30}:[^\n]*\n)*(?:authors?|e-?mail|keywords|copyright|affiliation|creator|by"
        rb"|contact|date|subject):[ \t]*\S",
    ),
    # What a short form means, what a link is called beside its words, boxes and their classes.
    (Holds.HIDDEN_WORDS, rb"(?m)^\*\[[^\]\n]+\]:[ \t]*\S|\[\[[^\]|\n]+\|[^\]\n]+\]\]|^:{3,}[ \t]*[^\s:]"),
    # Programs within the text: MDX, Hugo, Jinja, Liquid.
    (Holds.HIDDEN_WORDS, rb"(?m)^(?:import|export)\s[^\n]*[\"'=]|\{/\*|\{\{[^}\n]*\}\}|\{%[^\n]*?%\}"
                        rb"|\{#[^}\n]+#\}"),
    (Holds.TRACKED_CHANGES, rb"\{(?:--|\+\+|~~|==|>>).*?(?:--|\+\+|~~|==|<<)\}"),
    (Holds.COMMENTS, rb"\$[^$\n]*(?<!\\)%[^$\n]*\n[^$\n]*\$"),
    (
        Holds.HIDDEN_WORDS,
        rb"(?m)^\.\.[ \t]*\n[ \t]+\S|^\.\. _[^:\n]+:|^\.\. (?:\|[^|\n]+\| )?"
        rb"(?:only|meta|replace|raw|class|container|ifconfig|todo|index|role|default-role|date)::",
    ),
    (Holds.COMMENTS, rb"(?m)^/{4,}[ \t]*$|^\*+[ \t]+COMMENT\b|^#\+begin_(?:comment|export)\b"),
    (Holds.HIDDEN_WORDS, rb"(?m)^(?:ifn?def|ifeval|include)::"),
    (Holds.HIDDEN_WORDS, rb"\\end\{document\}\s*\S|\\color\{white\}"),
    (
        Holds.HIDDEN_WORDS,
        rb"\\(?:pdfinfo|hypersetup|pdfcatalog|special|write\d*|typeout|message|index|glossary|todo|[egx]?def"
        rb"|newcommand|renewcommand|newsavebox|savebox|sbox|setbox|ifx|ifnum|ifdefined|label|marginpar)"
        rb"\b[ \t]*[\\{\[\d#]",
    ),
)  # fmt: skip
_COMPILED = tuple((holds, re.compile(mark, re.IGNORECASE | re.DOTALL)) for holds, mark in _MARKS)
_DEFINED = re.compile(rb"(?m)^[ ]{0,3}\[([^\]\n]+)\]:")


def hidden_in_markup(text: bytes) -> Iterator[Holds]:
    """Yield which kinds of unseen words a plain text has."""
    yield from (holds for holds, mark in _COMPILED if mark.search(text))
    labels = _DEFINED.findall(text)
    if len(set(labels)) < len(labels) or is_written_away(text):
        yield Holds.HIDDEN_WORDS
