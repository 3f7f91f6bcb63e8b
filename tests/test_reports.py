"""What a check tells, to people and to machines, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator

from playsmith.cli import main
from playsmith.problems import Mark, Problem
from playsmith.project import Project
from playsmith.reports import FORMATS, Report, grouped_lines, make_report
from playsmith.rules import RULES

type Build = Callable[..., Project]

SARIF = json.loads((Path(__file__).parent / "data/sarif-schema-2.1.0.json").read_text("utf-8"))
TOOL = "playbook/tools/crm.yaml"
FAULTS = {
    TOOL: "summary: The list of everyone, for $1,200 a year.\ntitle: 7\n",
    "playbook/house rules.md": "# Rules\n\n![](plan.png)\n",
}
# Inside a term, so that the other things stay whole.
WARNING = {"playbook/glossary/deal.yaml": "aliases: [a deal for $5]\nexample: It costs $5, 50 % off.\n"}


def check(project: Project, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(project.root), "check", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_it_ends_with_0_1_or_2(project: Build, tmp_path: Path) -> None:
    clean, warned, broken = (
        project(files, base="client", name=name) for name, files in (("a", {}), ("b", WARNING), ("c", FAULTS))
    )
    assert check(clean) == (0, f"\n{len_of(clean)} things, no problem\n")
    assert check(clean, "--strict")[0] == 0
    assert check(warned)[0] == 0
    assert check(warned, "--strict")[0] == 1
    assert check(warned, "--rule", "bare-currency=error")[0] == 1
    assert check(warned, "--strict", "--rule", "bare-currency=off")[0] == 0
    assert check(broken)[0] == 1
    for wrong in (["--rule", "bare-curency=off"], ["--rule", "bare-currency=no"], ["--format", "xml"], ["--nothing"]):
        assert check(clean, *wrong)[0] == 2
    assert "did you mean 'bare-currency'?" in check(clean, "--rule", "bare-curency=off")[1]
    assert check(clean, "--watch", "--format", "json")[0] == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    result = CliRunner().invoke(main, ["-C", str(empty), "check", "--format", "json"])
    assert result.exit_code == 1
    assert json.loads(result.output)["problems"][0]["rule"] == "project"


def len_of(project: Project) -> int:
    return make_report(project.root).things


def test_the_rules_are_listed(project: Build) -> None:
    code, said = check(project(base="client"), "--rules")
    assert code == 0
    assert [line.split(" ")[0] for line in said.splitlines() if re.match(r"\S", line)] == [*RULES]


ONE = Problem(Mark("playbook/tools/crm.yaml", 3, 7), "there is no metric 'cca'", "did you mean 'cac'?", "reference")
TWO = Problem(Mark("playbook/tools/crm.yaml", 12, 1), "nothing refers to this tool", "Hide it.", "orphan", "warning")
WHOLE = Problem(Mark("playbook/x.yml"), "the ending is '.yml'", "", "file-name")
BOTH = Report((ONE, TWO, WHOLE), None, 3)


def test_plain_text_is_a_line_for_editors_and_grep() -> None:
    assert (
        FORMATS["text"](BOTH)
        == """\
playbook/tools/crm.yaml:3:7: there is no metric 'cca'
    did you mean 'cac'?
playbook/tools/crm.yaml:12:1: warning: nothing refers to this tool  [orphan]
    Hide it.
playbook/x.yml: the ending is '.yml'

3 things, 2 errors, 1 warning
"""
    )


def test_at_a_terminal_problems_stand_below_their_file() -> None:
    assert [line.plain for line in grouped_lines(BOTH)] == [
        "playbook/tools/crm.yaml",
        "       3:7  error   there is no metric 'cca'",
        "                    did you mean 'cac'?",
        "      12:1  warning nothing refers to this tool  [orphan]",
        "                    Hide it.",
        "",
        "playbook/x.yml",
        "            error   the ending is '.yml'",
        "",
        "3 things, 2 errors, 1 warning",
    ]


def test_all_languages_are_checked(project: Build) -> None:
    german = {
        "playbook/playbook.yaml": "extends: ../base\ntrust: [../base]\nlanguages: {de: [../german]}\n",
        "../german/playbook/playbook.yaml": "translates: en\nlanguage: de\nlocale: de-DE\n",
        "../german/playbook/glossary/deal.yaml": "summary: Kostet $5.\n",
    }
    report = make_report(project(german, base="client").root)
    assert [(str(one.mark), one.rule) for one in report.problems] == [
        ("german:playbook/glossary/deal.yaml:1:10", "bare-currency")
    ]
    silent = {**german, "../german/playbook/playbook.yaml": "translates: en\n"}
    report = make_report(project(silent, base="client", name="silent").root)
    assert [one.rule for one in report.problems if one.level == "error"] == ["language"]


def test_json_says_everything(project: Build) -> None:
    built = project(WARNING, base="client")
    code, said = check(built, "--format", "json")
    data = json.loads(said)
    assert code == 0
    assert data["version"] == 1
    assert data["counts"] == {"error": 0, "warning": 1, "note": 0}
    assert data["problems"] == [
        {
            "file": "playbook/glossary/deal.yaml",
            "line": 2,
            "column": 10,
            "level": "warning",
            "rule": "bare-currency",
            "message": "the amount '$5' keeps its currency and its way of writing",
            "hint": "Write {money 5}: the page then writes it as it has to be.",
        }
    ]


NASTY = Problem(Mark("playbook/a,b: c.md", 3, 7), "50 % of\nthis, that: all", "Cure", "dead-link")
ELSEWHERE = Problem(Mark("base:playbook/tools/crm.yaml", 2, 1), "odd", "", "orphan", "note")
FAR = Problem(Mark("reference:playbook/tools/crm.yaml", 2, 1), "odd", "", "orphan", "warning")


def report_in_repository(project: Build) -> Report:
    info = "extends: ../../base\ntrust: [../../base]\ntitle: A client's playbook\n"
    files = {"playbook/a,b: c.md": "# A\n", "playbook/playbook.yaml": info}
    built = project(files, base="client", name="docs/client")
    (built.root.parents[1] / ".git").mkdir()
    return Report((NASTY, ELSEWHERE, FAR), built, 3)


def test_github_gets_a_command_for_each_problem(project: Build) -> None:
    said = FORMATS["github"](report_in_repository(project)).splitlines()
    assert said == [
        "::error file=docs/client/playbook/a%2Cb%3A c.md,title=dead-link,line=3,col=7"
        "::50 %25 of%0Athis, that: all%0ACure",
        "::notice file=base/playbook/tools/crm.yaml,title=orphan,line=2,col=1::odd",
        # What lies outside the repository is told where the layer is named.
        "::warning file=docs/client/playbook/playbook.yaml,title=orphan::reference:playbook/tools/crm.yaml:2:1: odd",
        "3 things, 1 error, 1 warning, 1 note",
    ]


def test_sarif_is_that_of_its_schema(project: Build) -> None:
    Draft4Validator.check_schema(SARIF)
    validator = Draft4Validator(SARIF, format_checker=Draft4Validator.FORMAT_CHECKER)
    report = report_in_repository(project)
    data = json.loads(FORMATS["sarif"](report))
    assert list(validator.iter_errors(data)) == []
    (run,) = data["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["dead-link", "orphan"]
    first, second, third = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/client/playbook/a%2Cb%3A%20c.md"
    assert place["region"] == {"startLine": 3, "startColumn": 7}
    assert (first["level"], second["level"], third["level"]) == ("error", "note", "warning")
    assert rules[second["ruleIndex"]] == second["ruleId"] == "orphan"
    assert "region" not in third["locations"][0]["physicalLocation"]
    # The schema is not one that takes everything.
    data["runs"][0]["results"][0]["level"] = "fatal"
    assert list(validator.iter_errors(data))
    empty = json.loads(FORMATS["sarif"](Report((), report.project, 3)))
    assert list(validator.iter_errors(empty)) == []


def test_sarif_of_a_real_check_is_that_of_its_schema(project: Build) -> None:
    data = json.loads(FORMATS["sarif"](make_report(project(FAULTS, base="client").root)))
    assert list(Draft4Validator(SARIF).iter_errors(data)) == []
    fingerprints = [result["partialFingerprints"]["playsmith/v1"] for result in data["runs"][0]["results"]]
    assert len(fingerprints) == len(set(fingerprints)) >= 2


def test_notes_are_counted_and_shown_on_demand() -> None:
    report = Report((ELSEWHERE,), None, 3)
    assert report.summary == "3 things, no problem, 1 note"
    assert report.without_notes().summary == "3 things, no problem, 1 note (--notes shows them)"
    assert report.without_notes().problems == ()
    assert not report.fails(strict=True)


COMMAND = [str(Path(sys.executable).with_name("playsmith"))]


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("no_colour", [False, True])
def test_colours_stand_at_a_terminal_unless_nobody_wants_them(no_colour: bool, project: Build) -> None:
    built = project(WARNING, base="client")
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    environment |= {"TERM": "xterm-256color", **({"NO_COLOR": "1"} if no_colour else {})}
    with Terminal([*COMMAND, "check"], built.root, environment) as terminal:
        said = terminal.until("things, ")
        assert terminal.end() == 0
    assert bool(re.search(r"\x1b\[[0-9;]*3[0-9]m", said)) is not no_colour
    assert re.search(r"^\S*playbook/glossary/deal.yaml\S*\r?$", re.sub(r"\x1b\[[0-9;]*m", "", said), re.MULTILINE)


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_watching_tells_each_change_until_it_is_stopped(project: Build) -> None:
    built = project(base="client")
    file = built.root / TOOL
    with Terminal([*COMMAND, "check", "--watch"], built.root, {**os.environ, "NO_COLOR": "1"}) as terminal:
        terminal.until("no problem")
        terminal.until("Waiting")
        file.parent.mkdir(parents=True, exist_ok=True)
        time.sleep(1)
        file.write_text("titel: CRM\n")
        terminal.until("unknown key 'titel'")
        terminal.until("Waiting")
        file.write_text("title: [a\n")
        terminal.until("not valid YAML")
        terminal.until("Waiting")
        file.write_text("title: CRM system\n")
        terminal.until("no problem")
        terminal.until("Waiting")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.end() == 0


class Terminal:
    """A command in a terminal of its own."""

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str]) -> None:
        self.reader, writer = pty.openpty()
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=writer,
            stdout=writer,
            stderr=writer,
            start_new_session=True,
            # A shell starts what runs in the background with interrupts ignored, and children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        os.close(writer)
        self.said = ""

    def until(self, words: str) -> str:
        """What it says up to these words, and a little more."""
        end = time.monotonic() + 120
        while words not in self.said:
            assert time.monotonic() < end, self.said
            if select.select([self.reader], [], [], 1)[0]:
                try:
                    self.said += os.read(self.reader, 65536).decode(errors="replace")
                except OSError:
                    assert words in self.said, self.said
        said, self.said = self.said, self.said.partition(words)[2]
        return said

    def end(self) -> int:
        return self.process.wait(60)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        os.close(self.reader)
