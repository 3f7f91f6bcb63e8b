"""The reference part of the documentation leaves nothing out: keys, commands, variables, words, attributes, rules."""

from __future__ import annotations

import importlib
import json
import re
import sys
import typing
from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def generated() -> dict[str, str]:
    """The pages that are made, by their path below docs/."""
    sys.path.insert(0, str(DOCS / "generate"))
    try:
        return importlib.import_module("hooks").generated_pages()
    finally:
        sys.path.pop(0)


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
    joined = json.loads((assets / "scripts.json").read_text("utf-8"))
    names = [*joined["calculator.js"], *joined["details.js"]]
    scripts = [(assets / name).read_text("utf-8") for name in names]
    for name in sorted({name for text in scripts for name in re.findall(r"\bdata-[a-z-]+", text)}):
        assert name in page, f"{name} is not in docs/element.md"


def test_every_rule_of_the_check_is_documented(generated: dict[str, str]) -> None:
    page = generated["reference/rules.md"]
    for rule in RULES.values():
        assert f"\n## {rule.id}\n" in page and rule.about.strip()[:40] in page
