"""Keep the interface's catalogues in step with its words.

Usage: `python .ci/catalogues.py extract` after changing words (renews the template and every .po);
`python .ci/catalogues.py check` fails when that was forgotten, or when a translation has other blanks than
its English. Nothing is compiled here: a checkout reads the .po, and the wheel's build makes its .mo.
"""

import ast
import gettext
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from consentkit.wording.catalogues import compiled, forms_of, is_translated, read_catalogue, with_one_form

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "consentkit"
LOCALE = PACKAGE / "wording" / "locale"
TEMPLATE = LOCALE / "consentkit.pot"
LANGUAGES = ("th", "lo", "km", "my", "vi", "zh")
# Calls whose arguments at these places are shown to people; the rest is marked by `_(…)`.
SHOWN = {"Binding": (2,), "Section": (2,), "Act": (1, 2)}
# Calls whose first two arguments are a sentence for one and the same for many.
COUNTED = frozenset({"_n", "Counted"})
_UNSTEADY = re.compile(
    rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To):[^"]*"\n'
)
_BLANK = re.compile(r"\{(\w*)\}")


def main() -> int:
    """Run the mode that was asked for."""
    mode = sys.argv[1] if len(sys.argv) > 1 else ""
    if mode == "extract":
        return extract()
    if mode == "check":
        return check()
    print(__doc__)
    return 2


Sentence = str | tuple[str, str]
"""What is translated: a sentence, or the pair of one that goes with a number (for one, for many)."""


def words() -> dict[Sentence, str]:
    """Every sentence of the interface, with the module where it stands first."""
    found: dict[Sentence, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for text in _words_in(path):
            found.setdefault(text, path.relative_to(PROJECT).as_posix())
    return found


def _words_in(path: Path) -> Iterator[Sentence]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    room = path.relative_to(PACKAGE).parts[0]
    if room == "wording" and path.name not in {"__init__.py", "catalogues.py", "languages.py"}:
        yield from _table(tree)
    if room == "pages" or path == PACKAGE / "cli" / "sentences.py":
        yield from _tables_of_sentences(tree)
    if path == PACKAGE / "tui" / "tours.py":
        yield from _table(tree)
    elif room == "tui":
        yield from _labels(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "")
        if name in COUNTED:
            yield from _pair(node)
        for place in (0,) if name == "_" else SHOWN.get(name, ()):
            argument = node.args[place] if len(node.args) > place else None
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                yield argument.value


def _pair(node: ast.Call) -> Iterator[tuple[str, str]]:
    """The two sentences of a call, where they are written out in it."""
    written = [str(argument.value) for argument in node.args[:2] if isinstance(argument, ast.Constant)]
    if len(written) == len(("one", "many")):
        yield written[0], written[1]


def _table(tree: ast.Module) -> Iterator[str]:
    """The sentences in a module's tables: the values of a dict, the last of each pair, a lone sentence."""
    for statement in tree.body:
        value = getattr(statement, "value", None)
        if not isinstance(statement, ast.AnnAssign | ast.Assign):
            continue
        if isinstance(value, ast.Dict):
            for item in value.values:
                yield from _strings(item)
        elif isinstance(value, ast.Tuple):
            for item in value.elts:
                yield from list(_strings(item))[-1:]
        elif isinstance(value, ast.Constant) or getattr(getattr(value, "func", None), "id", "") in COUNTED:
            yield from _strings(value)


def _tables_of_sentences(tree: ast.Module) -> Iterator[str]:
    """The sentences in a page's tables: a dict's values, and the first of each pair, where all are such."""
    for statement in tree.body:
        value = getattr(statement, "value", None)
        found = value.values if isinstance(value, ast.Dict) else _firsts(value)
        if all(_is_sentence(one) for one in found):
            yield from (str(one.value) for one in found if isinstance(one, ast.Constant))


def _firsts(value: ast.AST | None) -> list[ast.expr]:
    """What stands first in each pair of a tuple of pairs."""
    parts = value.elts if isinstance(value, ast.Tuple) else []
    pairs = [part for part in parts if isinstance(part, ast.Tuple) and part.elts]
    return [pair.elts[0] for pair in pairs] if len(pairs) == len(parts) else []


def _is_sentence(node: ast.AST) -> bool:
    value = getattr(node, "value", None)
    return isinstance(value, str) and any(letter.isalpha() for letter in value)


def _labels(tree: ast.Module) -> Iterator[str]:
    """The labels in a screen's own tables: the values of a dict, the first of each pair."""
    for statement in tree.body:
        value = getattr(statement, "value", None)
        if isinstance(value, ast.Dict):
            found = value.values
        elif isinstance(value, ast.Tuple):
            found = [pair.elts[0] for pair in value.elts if isinstance(pair, ast.Tuple) and pair.elts]
        else:
            continue
        for one in found:
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value[:1].isupper():
                yield one.value


def _strings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in COUNTED:
        return
    for part in ast.iter_child_nodes(node):
        yield from _strings(part)


def template() -> Catalog:
    """The catalogue without translations."""
    catalog = Catalog(project="consentkit", charset="utf-8", header_comment="# Words of the interface.")
    for text, place in words().items():
        catalog.add(text, locations=[(place, 0)])
    return catalog


def extract() -> int:
    """Renew the template and merge it into every language."""
    fresh = template()
    _write(TEMPLATE, fresh)
    for code in LANGUAGES:
        catalog = _read(code)
        catalog.update(fresh, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        _write(_po(code), catalog)
        print(f"{code}: {sum(is_translated(m) for m in catalog if m.id)} of {len(catalog)} translated")
    return 0


def check() -> int:
    """Compare code, template and .po, and see that each can be compiled."""
    problems = []
    current = set(words())
    if {m.id for m in read_po(io.BytesIO(TEMPLATE.read_bytes())) if m.id} != current:
        problems.append("the template is old: run `python .ci/catalogues.py extract`")
    for code in LANGUAGES:
        known = {m.id for m in _read(code) if m.id}
        if known != current:
            problems.append(f"{code}: the .po is old: run `python .ci/catalogues.py extract`")
        gettext.GNUTranslations(io.BytesIO(compiled(_po(code))))
        translated = [m for m in _read(code) if m.id and is_translated(m)]
        wrong = [m.id for m in translated if any(_blanks(form) != _wanted(m) for form in forms_of(m))]
        problems += [f"{code}: other blanks than the English: {text!r}" for text in wrong]
    for problem in problems:
        print(problem)
    print(f"catalogues: {len(current)} sentences, {len(problems)} problems")
    return 1 if problems else 0


def _wanted(message: Message) -> list[str]:
    return _blanks(message.id if isinstance(message.id, str) else message.id[-1])


def _blanks(text: str) -> list[str]:
    return sorted(set(_BLANK.findall(text)))


def _po(code: str) -> Path:
    return LOCALE / code / "LC_MESSAGES" / "consentkit.po"


def _read(code: str) -> Catalog:
    path = _po(code)
    if path.exists():
        return read_catalogue(path)
    note = "# Its status stands in ../../status.toml."
    return with_one_form(Catalog(locale=code, project="consentkit", charset="utf-8", header_comment=note))


def _write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    write_po(out, catalog, width=0, sort_output=True, omit_header=False, include_lineno=False)
    # Times and tool versions would change every file at every run.
    text = _UNSTEADY.sub(b"", out.getvalue())
    path.write_bytes(text)


if __name__ == "__main__":
    sys.exit(main())
