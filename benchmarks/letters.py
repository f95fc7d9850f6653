"""How many letters a second one core makes, beside plain reportlab in the same run.

    uv run python benchmarks/letters.py [language]

Each letter has another code and another value, so that nothing but what letters share is remembered.
Goal: at least 25 a second for Thai after warm-up, under 100 MB.
"""

import io
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph as PlainParagraph
from reportlab.platypus import SimpleDocTemplate

from consentkit.domain.letters.letters import LetterText, Paragraph, Points, Run
from consentkit.domain.letters.records import LetterPaper
from consentkit.typesetting.letters.letters import make_letter
from tests.typesetting.letter_samples import FONTS, letter_named, sample, shipped_names

WARM_UP, LETTERS = 10, 100


def chosen(language: str) -> LetterText:
    name = f"adult-{language}"
    return letter_named(name) if name in shipped_names() else sample(language)


def changed(text: LetterText, number: int) -> LetterText:
    code = f"L-7K3Q-{number:04d}"
    value = Paragraph(words=(Run(text=f"{code} "), Run(text=f"0300-{number:07d}", is_value=True)))
    return text.model_copy(update={"id": code, "blocks": (value, *text.blocks)})


def plain_letter(text: LetterText) -> bytes:
    """The same words with reportlab's own paragraphs: fast, and unreadable beyond Latin."""
    out = io.BytesIO()
    style = ParagraphStyle("plain", fontName="Helvetica", fontSize=10.5, leading=14)
    flow = []
    for block in text.blocks:
        if isinstance(block, Paragraph):
            flow.append(PlainParagraph("".join(run.text for run in block.words), style))
        if isinstance(block, Points):
            flow += [PlainParagraph("".join(run.text for run in item), style) for item in block.items]
    SimpleDocTemplate(out).build(flow)
    return out.getvalue()


def a_second(make: Callable[[int], bytes]) -> float:
    for number in range(WARM_UP):
        make(number)
    started = time.process_time()
    for number in range(WARM_UP, WARM_UP + LETTERS):
        make(number)
    return LETTERS / (time.process_time() - started)


def main() -> None:
    language = sys.argv[1] if len(sys.argv) > 1 else "th"
    text = chosen(language)
    ours = a_second(lambda number: make_letter(LetterPaper(text=changed(text, number)), FONTS))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plain = a_second(lambda number: plain_letter(changed(text, number)))
    size = len(make_letter(LetterPaper(text=text), FONTS))
    print(f"{text.form} in {language}, {len(text.blocks)} blocks, {size:,} bytes")
    print(f"consentkit      {ours:7.1f} letters a second of one core, {peak:.0f} MB at most")
    print(f"plain reportlab {plain:7.1f} letters a second of one core; ratio {ours / plain:.2f}")


if __name__ == "__main__":
    main()
