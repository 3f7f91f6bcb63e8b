"""CPython and the Python of the page give the same: every example of every calculator of the reference playbook."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
import yaml

from playsmith.calculators.collect import load_calculator_of
from playsmith.calculators.run import Calculation, python_engine
from playsmith.load import load_playbook
from playsmith.project import find_project
from playsmith.pyodide_lane.bundles import load_bundle
from playsmith.pyodide_lane.child import Child
from playsmith.pyodide_lane.modules import own_modules

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
CALCULATORS = sorted((ROOT / "playbook/calculators").glob("*.yaml"))

# Through the sandbox itself: what the page would show is rounded.
RUN = """
async (cases) => {
  const element = document.querySelector("playsmith-calculator");
  await element.code.loadLane();
  const { lane, home } = element.code;
  const sandbox = new playsmith.lane.Sandbox(lane, home, () => {});
  await sandbox.start();
  const answers = [];
  for (const { inputs, files } of cases) {
    const given = {};
    for (const [name, content] of Object.entries(files)) {
      given[name] = new Blob([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))]);
    }
    answers.push(await sandbox.run(element.spec, inputs, given));
  }
  sandbox.stop();
  return answers;
}
"""


@pytest.fixture(scope="module")
def playbook():
    return load_playbook(find_project(ROOT))


@pytest.mark.parametrize("id", [path.stem for path in CALCULATORS])
def test_examples_give_the_same_to_the_last_digit(reader, site_url, playbook, id):
    calculator = load_calculator_of(playbook, id)
    bundle = calculator.bundle
    if bundle is None:
        bundle = load_bundle(calculator.source, own_modules(calculator.source, calculator.helpers))
    cases, expected = [], []
    with python_engine(calculator) as engine, Child(bundle, 300) as child:
        calculation = Calculation(calculator, engine)
        for example in calculator.spec.examples:
            found = calculation.evaluate(example.inputs, only_inputs=True)
            if found.problems:
                continue  # What a field or a rule refuses does not reach Python.
            files = {name: value for name, value in found.values.items() if isinstance(value, bytes)}
            plain = {name: value for name, value in found.values.items() if name not in files}
            expected.append(child.run(plain, files))
            coded = {name: base64.b64encode(content).decode() for name, content in files.items()}
            cases.append({"inputs": plain, "files": coded})
    declared = yaml.safe_load((ROOT / f"playbook/calculators/{id}.yaml").read_text("utf-8"))["examples"]
    assert len(cases) > len(declared) / 2
    page = reader(search=False)
    page.set_default_timeout(180_000)
    page.goto(f"{site_url}/calculators/{id}.html")
    page.wait_for_selector("playsmith-calculator[data-ready]")
    answers = page.evaluate(RUN, cases)
    for example, answer, wanted in zip(cases, answers, expected, strict=True):
        assert without_lines(answer) == without_lines(wanted), example["inputs"]


def without_lines(answer: dict) -> dict:
    """Lines of an error are those of the calculator's file in both; the folder is not."""
    if "error" in answer:
        return {"error": {key: answer["error"][key] for key in ("type", "code", "line")}}
    return answer
