"""The corpus and random programs once more, in the engine of a browser."""

import json
from pathlib import Path
from random import Random

import pytest
from programs import Program, inputs
from proof import Pair, difference

from playsmith.bundle import script
from playsmith.compiler.engine import BRIDGE, json_answer
from playsmith.problems import PlaybookError

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.py"))
PROGRAMS = 50
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(chromium):
    page = chromium.new_page()
    # The runtime as pages load it, packed; what follows it in the file asks for a page, and stops there.
    page.add_script_tag(content=script("calculator.js"))
    page.add_script_tag(content=script("rare.js"))
    page.add_script_tag(content=BRIDGE.read_text(encoding="utf-8"))
    yield page
    page.close()


def in_chromium(page, pair, given):
    page.add_script_tag(content=f"globalThis.compiled = ({pair.compiled.javascript})(playsmith.runtime);")
    answers = page.evaluate(
        "(all) => all.map((one) => bridge('calculate', one, 5e6, 0))", [json.dumps(one) for one in given]
    )
    for one, answer in zip(given, answers, strict=True):
        parted = difference(pair.python(**one), json_answer(answer, pair.compiled.functions["calculate"]))
        assert parted is None, f"{parted}\ninputs: {one}\n{pair.text}"


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_corpus(page, path):
    text = path.read_text(encoding="utf-8")
    lines = [line.removeprefix("# inputs: ") for line in text.split("\n") if line.startswith("# inputs: ")]
    in_chromium(page, Pair(text), [json.loads(line) for line in lines])


def test_random_programs_without_transcendentals(page):
    proven = 0
    seed = 0
    while proven < PROGRAMS:
        seed += 1
        random = Random(seed)
        program = Program(random, transcendental=False)
        try:
            pair = Pair(program.text)
        except PlaybookError:
            continue
        assert not pair.compiled.transcendental
        in_chromium(page, pair, [inputs(random) for _ in range(4)])
        proven += 1
