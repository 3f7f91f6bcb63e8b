"""The documentation: each page's commands and files are run in order, and the reference leaves nothing out."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import typing
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import jinja2
import pytest
import yaml

from playsmith.cli import main
from playsmith.locale import Locale
from playsmith.model import KINDS, Brand, CheckSettings, Model, PlaybookInfo
from playsmith.render import Renderer
from playsmith.rules import RULES
from playsmith.site import build_site

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
FRONT = re.compile(r"\A---\n(.*?)^---\n", re.MULTILINE | re.DOTALL)
# What a command that fails is shown to print: a problem at its place, or a calculator's answer.
TELLS_PROBLEMS = re.compile(r'^\S+\.\w+(:\d+:\d+)?: (?!warning|note)|"problems"|^Error:', re.MULTILINE)
CLIENT = ["init", "playbook", "--client", "Nordwind", "--currency", "EUR", "--language", "en"]


@dataclass(frozen=True)
class Block:
    """A fenced block: a file to write where it has a title without blanks, else commands or an illustration."""

    language: str
    title: str | None
    text: str
    line: int

    @property
    def is_file(self) -> bool:
        return self.title is not None and " " not in self.title

    @property
    def commands(self) -> Iterator[tuple[str, str]]:
        """(command, what it is said to print): lines after `$`, and those below them."""
        for part in re.split(r"^\$ ", self.text, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield command, shown.strip()


def blocks(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    return [Block(m[1], m[2], m[3], text[: m.start()].count("\n") + 1) for m in FENCE.finditer(text)]


def start_of(page: Path) -> str | None:
    """`start:` of the front matter: `empty`, or `client` for a playbook made with `playsmith init`."""
    match = FRONT.match(page.read_text("utf-8"))
    return yaml.safe_load(match[1]).get("start") if match else None


PAGES = sorted(DOCS.rglob("*.md"))
RUN = [page for page in PAGES if start_of(page)]


class Reader:
    """Somebody who does what a page says, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        remote = folder.parent / "remote.git"
        subprocess.run(["git", "init", "--quiet", "--bare", remote], check=True)
        settings = folder.parent / "gitconfig"
        settings.write_text(
            "[user]\n\tname = Reader\n\temail = reader@example.com\n"
            f'[url "{remote}"]\n\tinsteadOf = https://github.com/nordwind/playbook.git\n'
        )
        self.env = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON"))},
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": str(settings),
            "NO_COLOR": "1",
            "COLUMNS": "100",
        }

    def write(self, block: Block) -> None:
        path = self.folder / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")

    def run(self, command: str, shown: str) -> None:
        if command.startswith("cd "):
            self.folder = (self.folder / command[3:]).resolve(strict=True)
            return
        if command == "playsmith serve":
            self.serve()
            return
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said = "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())
        assert matches(shown, said), f"{command}\n--- the page says\n{shown}\n--- it printed\n{said}"
        # A page that shows problems means the command to fail.
        told = TELLS_PROBLEMS.search(shown)
        assert (done.returncode == 0) is not bool(told), f"{command} exits {done.returncode}\n{said}"

    def serve(self) -> None:
        """The preview answers; then it is ended."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        server = subprocess.Popen(
            ["playsmith", "serve", "--address", address],
            cwd=self.folder,
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            for _ in range(240):
                assert server.poll() is None, "playsmith serve ended by itself"
                try:
                    assert b"<html" in urllib.request.urlopen(f"http://{address}/index.html").read()
                    return
                except OSError:
                    time.sleep(0.5)
            raise AssertionError("playsmith serve does not answer")
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)


def matches(shown: str, said: str) -> bool:
    """Whether `said` is what the page shows; `...` there stands for anything, and nothing shown for whatever comes."""
    if not shown:
        return True
    lines = [".*".join(re.escape(part) for part in line.rstrip().split("...")) for line in shown.splitlines()]
    # A line of dots alone stands for any number of lines, none among them.
    pattern = "".join("(?:.*\n)?" if line == ".*" else f"{line}\n" for line in lines)
    return re.fullmatch(pattern, f"{said}\n", re.DOTALL) is not None


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook as `playsmith init` makes it, its calculators proven once."""
    folder = tmp_path_factory.mktemp("client") / "work"
    folder.mkdir()
    reader = Reader(folder)
    reader.run(f"playsmith {' '.join(CLIENT)}", "")
    reader.run("cd playbook", "")
    reader.run("playsmith check", "...no problem...")
    return reader.folder


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_what_a_page_says_works(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "playbook"
    if start_of(page) == "client":
        shutil.copytree(request.getfixturevalue("client"), folder)
    else:
        folder.mkdir()
    reader = Reader(folder)
    for block in blocks(page):
        if block.is_file:
            reader.write(block)
        elif block.language == "console":
            for command, shown in block.commands:
                try:
                    reader.run(command, shown)
                except AssertionError as error:
                    raise AssertionError(f"{page.relative_to(ROOT)}:{block.line}: {error}") from None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_examples_are_well_formed(page: Path) -> None:
    for block in blocks(page):
        if block.language == "yaml":
            assert yaml.safe_load(block.text) is not None
        if block.language == "console":
            assert start_of(page), f"{page.name}:{block.line}: commands that nobody runs; say `start:` or use sh"
            assert block.text.startswith("$ ")


def test_the_pattern_of_what_is_shown_is_no_rubber_stamp() -> None:
    assert matches("a\n...\nb", "a\nx\ny\nb")
    assert matches("a\n...\nb", "a\nb")
    assert matches("1 ...", "1 thing")
    assert not matches("a\n...\nb", "a\nx")
    assert not matches("a", "ab")


@pytest.fixture(scope="session")
def generated() -> dict[str, str]:
    """The pages that are made, by their path below docs/."""
    sys.path.insert(0, str(DOCS / "generate"))
    try:
        return importlib.import_module("hooks").generated_pages()
    finally:
        sys.path.pop(0)


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", DOCS / "generate/mkdocs.yml", "-d", tmp_path]
    done = subprocess.run(
        command,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0 and "WARNING" not in done.stdout, done.stdout
    assert (tmp_path / "reference/yaml/metrics.html").is_file()


def models_in(model: type[Model]) -> Iterator[type[Model]]:
    """A model, and those that its fields hold at any depth."""
    found, waiting = set(), [model]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, Model):
            if one not in found:
                found.add(one)
                yield one
                waiting += [field.annotation for field in one.model_fields.values()]
        else:
            waiting += typing.get_args(one)


@pytest.mark.parametrize("name", [*KINDS, "playbook", "brand", "check"])
def test_every_key_of_the_yaml_is_documented(name: str, generated: dict[str, str]) -> None:
    page = generated[f"reference/yaml/{name}.md"]
    top = KINDS.get(name) or {"playbook": PlaybookInfo, "brand": Brand, "check": CheckSettings}[name]
    for model in models_in(top):
        for key, field in model.model_fields.items():
            if key == "id":
                continue
            rows = re.findall(rf"^\| `(?:\w+\.)*{key}`.*\| (.+) \|$", page, re.MULTILINE)
            said = field.description and field.description.replace("|", "\\|")
            assert rows, f"{name}: {model.__name__}.{key} is not documented"
            assert said is None or said in rows, f"{name}: {model.__name__}.{key} is not explained"
    assert not re.search(r"^\|.*\|\s*\|$", page, re.MULTILINE), "a key without a meaning"


def test_every_command_and_option_is_documented(generated: dict[str, str]) -> None:
    page = generated["reference/commands.md"]
    context = click.Context(main)
    for name in main.list_commands(context):
        part = page.partition(f"\n## {name} ")[2].partition("\n## ")[0]
        assert part, name
        for parameter in main.get_command(context, name).params:
            if isinstance(parameter, click.Option):
                assert parameter.help and parameter.help[:40] in part, f"{name} {parameter.opts}"
            for written in parameter.opts if isinstance(parameter, click.Option) else [parameter.human_readable_name]:
                assert written in part, f"{name} {written}"


def test_every_name_that_templates_have_is_documented(project, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    class Watched(Renderer):
        def page(self, *given, **variables):
            made.append((self, variables))
            return super().page(*given, **variables)

    monkeypatch.setattr("playsmith.site.Renderer", Watched)
    build_site(project())
    environment = made[0][0]._environment
    said = yaml.safe_load((DOCS / "generate/templates.yaml").read_text("utf-8"))
    plain = jinja2.Environment()
    assert {*environment.globals} - {*plain.globals} == {*said["values"], *said["functions"]}
    assert {*environment.filters} - {*plain.filters} == {*said["filters"]}
    variables = {name for _, given in made for name in given}
    assert variables == {*said["overviews"], *(model.kind for model in KINDS.values())} & variables
    for name in said["locale"]:
        assert callable(getattr(Locale, name))
    used = {name for path in TEMPLATES for name in re.findall(r"\blocale\.(\w+)\(", path.read_text("utf-8"))}
    assert used <= {*said["locale"]}


def test_every_template_is_listed(generated: dict[str, str]) -> None:
    for path in TEMPLATES:
        assert f"`{path.relative_to(ROOT / 'templates').as_posix()}`" in generated["reference/templates.md"]


def test_every_fixed_word_is_listed(generated: dict[str, str]) -> None:
    words = yaml.safe_load((ROOT / "site_config/locale/en.yaml").read_text("utf-8"))
    page = generated["reference/words.md"]
    waiting = list(words.items())
    for name in words:
        assert f"\n## {name} " in page
    while waiting:
        key, inner = waiting.pop()
        if isinstance(inner, dict) and "other" not in inner:
            waiting += [(f"{key}.{name}", one) for name, one in inner.items()]
        else:
            assert f"| `{key}` |" in page


def test_the_keys_of_mkdocs_yml_are_documented() -> None:
    said = yaml.safe_load((DOCS / "generate/mkdocs_keys.yaml").read_text("utf-8"))
    assert said.keys() == yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8")).keys()


def test_every_attribute_of_the_element_is_documented() -> None:
    """What the element's scripts look for or set, they look for in markup that others write."""
    page = (DOCS / "element.md").read_text("utf-8")
    assets = ROOT / "src/playsmith/assets"
    names = (assets / "scripts.txt").read_text("utf-8").split()
    scripts = [(assets / name).read_text("utf-8") for name in names if (assets / name).is_file()]
    for name in sorted({name for text in scripts for name in re.findall(r"\bdata-[a-z-]+", text)}):
        assert name in page, f"{name} is not in docs/element.md"


def test_every_rule_of_the_check_is_documented(generated: dict[str, str]) -> None:
    page = generated["reference/rules.md"]
    for rule in RULES.values():
        assert f"\n## {rule.id}\n" in page and rule.about.strip()[:40] in page
