"""`playsmith init`: what a consultant gets in an empty folder, and what is refused."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from playsmith import __version__
from playsmith.checked import check_project
from playsmith.cli import main
from playsmith.colours import DARK_GROUNDS, LIGHT_GROUNDS, readable
from playsmith.config import load_config
from playsmith.kept import cache_folder
from playsmith.load import load_playbook
from playsmith.problems import PlaybookError
from playsmith.project import find_project
from playsmith.scaffold import Answers, plan_files, resolve, write_new
from playsmith.scaffold.logo import read_logo, svg_problems
from playsmith.scaffold.options import client_from, industries, languages
from playsmith.scaffold.regions import country_for
from playsmith.source import parse_document

ROOT = Path(__file__).parent.parent
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3" fill="url(#a)"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(folder), "init", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with every option."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "their logo.svg").write_bytes(SVG)
    options = ["--client", "Müller & Söhne", "--language", "de-AT", "--currency", "eur", "--colour", "#0B6E4F"]
    code, output = run(folder, "müller", *options, "--logo", str(folder / "their logo.svg"))
    assert code == 0, output
    return folder / "müller"


def test_makes_a_thin_layer_that_is_right(made: Path) -> None:
    written = files_in(made)
    schemas = {path for path in written if path.startswith(".playsmith/schema/")}
    assert written - schemas == {
        ".github/workflows/site.yml",
        ".gitignore",
        ".gitlab-ci.yml",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        "README.md",
        "mkdocs.yml",
        "playbook/images/logo.svg",
        "playbook/playbook.yaml",
        "playsmith.lock.json",
        "requirements.txt",
        "site_config/brand.yaml",
    }
    checked = check_project(find_project(made))
    assert [str(remark) for remark in checked.remarks if remark.level != "note"] == []
    info, brand = checked.playbook.info, checked.config.brand
    assert (info.language, info.locale, info.currency) == ("de", "de-AT", "EUR")
    assert "Müller & Söhne" in info.title
    assert (brand.name, brand.logo, brand.colour.light) == ("Müller & Söhne", "images/logo.svg", "#0b6e4f")
    assert readable(brand.colour.light, LIGHT_GROUNDS) and readable(brand.colour.dark, DARK_GROUNDS)
    assert (made / "playbook/images/logo.svg").read_bytes() == SVG


def test_mkdocs_is_told_what_the_reference_tells_it_but_for_the_name(made: Path) -> None:
    def said(folder: Path) -> dict:
        return yaml.safe_load((folder / "mkdocs.yml").read_text())

    theirs, ours = said(made), said(ROOT)
    assert theirs.pop("site_name") == load_playbook(find_project(made)).info.title
    assert theirs == {key: value for key, value in ours.items() if key != "site_name"}


def test_workflows_install_the_pinned_version_check_build_strictly_and_publish(made: Path) -> None:
    assert f"\nplaysmith=={__version__}\n" in (made / "requirements.txt").read_text()
    github = yaml.safe_load((made / ".github/workflows/site.yml").read_text())
    steps = [step.get("run") for step in github["jobs"]["build"]["steps"] if "run" in step]
    expected = ["pip install -r requirements.txt", "playsmith check --strict", "playsmith build --strict"]
    assert steps == expected
    assert github["jobs"]["publish"]["needs"] == "build"
    assert github["jobs"]["publish"]["environment"]["url"] == "${{ steps.deployment.outputs.page_url }}"
    gitlab = yaml.safe_load((made / ".gitlab-ci.yml").read_text())
    build = gitlab[".build"]
    assert [*build["before_script"], *build["script"]] == [*expected[:2], "playsmith build --strict --site-dir public"]
    assert gitlab["pages"]["extends"] == ".build" and build["artifacts"]["paths"] == ["public"]


def test_workflows_keep_what_a_build_worked_out(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    github = yaml.safe_load((made / ".github/workflows/site.yml").read_text())
    (step,) = [step for step in github["jobs"]["build"]["steps"] if step.get("uses", "").startswith("actions/cache@")]
    for name in ("PLAYSMITH_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert Path(step["with"]["path"]).expanduser() == cache_folder()
    gitlab = yaml.safe_load((made / ".gitlab-ci.yml").read_text())
    monkeypatch.setenv("PLAYSMITH_CACHE", gitlab["variables"]["PLAYSMITH_CACHE"].replace("$CI_PROJECT_DIR", str(made)))
    assert str(cache_folder().relative_to(made)) in gitlab["cache"]["paths"]


def test_the_editor_has_a_schema_for_every_file_a_consultant_writes(made: Path) -> None:
    settings_ = json.loads((made / ".vscode/settings.json").read_text())
    found = 0
    for schema, pattern in settings_["yaml.schemas"].items():
        validator = Draft202012Validator(json.loads((made / schema).read_text()))
        for path in made.glob(pattern):
            found += 1
            values = parse_document(path.read_text(), path.name).plain()
            assert [error.message for error in validator.iter_errors(values)] == []
    assert found == 2
    assert json.loads((made / ".vscode/extensions.json").read_text())["recommendations"] == ["redhat.vscode-yaml"]
    # A patch needs nothing but what differs, and ids of the layers below are known.
    roles = json.loads((made / ".playsmith/schema/roles.json").read_text())
    assert "account-executive" in json.dumps(roles)
    assert list(Draft202012Validator(roles).iter_errors({"title": "Kundenberater"})) == []


def test_the_examples_of_the_readme_are_right(tmp_path: Path) -> None:
    assert run(tmp_path, "x")[0] == 0
    root = tmp_path / "x"
    readme = (root / "README.md").read_text()
    whole = dict(re.findall(r"`(playbook/\w+/[\w-]+\.yaml)` with `([^`]+)`", readme))
    assert whole.keys() == {"playbook/roles/account-executive.yaml", "playbook/calculators/cac.yaml"}
    (lists,) = re.findall(r"`(metrics: \{add[^`]+)`", readme)
    whole["playbook/roles/account-executive.yaml"] += f"\n{lists}"
    for path, text in {**whole, "playbook/tools/web-analytics.yaml": "hide: true"}.items():
        (root / path).parent.mkdir()
        (root / path).write_text(text + "\n")
    for example, file in (("currency: CHF", "playbook/playbook.yaml"), ("colour: {", "site_config/brand.yaml")):
        (line,) = [one for one in re.findall("`([^`]+)`", readme) if one.startswith(example)]
        text = (root / file).read_text()
        (root / file).write_text(re.sub(rf"(?m)^{line.split(':')[0]}:.*$", "", text) + line + "\n")
    checked = check_project(find_project(root))
    role = checked.playbook.get("role", "account-executive")
    assert role.title == "Client partner" and "nps" in role.metrics and "deals-closed" not in role.metrics
    assert checked.playbook.info.currency == "CHF"
    assert ("tool", "web-analytics") not in checked.playbook.entities
    assert readable(checked.config.brand.colour.light, LIGHT_GROUNDS)
    assert readable(checked.config.brand.colour.dark, DARK_GROUNDS)


def test_without_options_it_takes_defaults_and_says_them(tmp_path: Path) -> None:
    code, output = run(tmp_path, "acme-corp")
    assert code == 0
    assert "Acme Corp: sales and marketing playbook" in output
    assert "USD" in output and "en-US" in output and "none" in output
    info = load_playbook(find_project(tmp_path / "acme-corp")).info
    assert (info.extends, info.currency) == (("reference",), "USD")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("industry", ["none", *industries()])
def test_every_industry_in_every_language_is_right(industry: str, language: str, tmp_path: Path) -> None:
    code, output = run(tmp_path, "x", "--industry", industry, "--language", language)
    assert code == 0, output
    project = find_project(tmp_path / "x")
    assert load_playbook(project).info.language == language
    load_config(project, language)


def test_a_language_without_translated_content_says_so(tmp_path: Path) -> None:
    for language in languages():
        choices = resolve(Answers(language=language), tmp_path / "x")
        translated = language == "en" or len(choices.layers) > 1
        assert bool(choices.notes) != translated


def test_bad_options_are_a_problem_each_with_what_would_be_right(tmp_path: Path) -> None:
    (tmp_path / "logo.gif").write_bytes(b"GIF89a")
    bad = ["--industry", "bb-softwar", "--language", "germn", "--currency", "EURO", "--colour", "#12345"]
    code, output = run(tmp_path, "x", *bad, "--logo", str(tmp_path / "logo.gif"))
    assert code == 2
    for said in (
        "--industry: there is no industry 'bb-softwar'",
        "--language: the fixed words are not there in 'germn'",
        "--currency: there is no currency 'EURO' in use",
        "did you mean 'EUR'",
        "--colour: '#12345' is no colour",
        "logo.gif: a logo with the ending '.gif'",
    ):
        assert said in output
    assert "Traceback" not in output
    assert files_in(tmp_path) == {"logo.gif"}


@pytest.mark.parametrize(
    ("option", "text", "hint"),
    [
        ("industry", "fishing", "one of: " + ", ".join(["none", *industries()])),
        ("language", "Deutsh", "did you mean 'deutsch'" if "de" in languages() else None),
        ("language", "en-XX", "en-US"),
        ("currency", "Swiss franc", "did you mean 'CHF'"),
        ("currency", "DEM", None),
        ("colour", "green", "'#0b6e4f'"),
        ("client", "two\nlines", "in one line"),
    ],
)
def test_each_option_is_checked(option: str, text: str, hint: str | None, tmp_path: Path) -> None:
    with pytest.raises(PlaybookError) as error:
        resolve(Answers(**{option: text}), tmp_path / "x")
    assert len(error.value.problems) == 1
    assert hint is None or hint in str(error.value)


def test_what_is_there_is_never_overwritten_and_all_of_it_is_named(tmp_path: Path) -> None:
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "mkdocs.yml").write_text("mine")
    (tmp_path / "site_config").write_text("a file where a folder has to be")
    before = files_in(tmp_path)
    code, output = run(tmp_path, ".", "--client", "Acme")
    assert code == 1
    for name in ("README.md", "mkdocs.yml", "site_config"):
        assert f"{name}: is there already" in output
    assert "3 problems" in output
    assert files_in(tmp_path) == before
    assert (tmp_path / "README.md").read_text() == "mine"


def test_goes_into_a_folder_that_holds_other_things(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github/CODEOWNERS").write_text("* @them")
    code, output = run(tmp_path, ".")
    assert code == 0, output
    assert {".github/CODEOWNERS", ".github/workflows/site.yml", "playbook/playbook.yaml"} <= files_in(tmp_path)
    assert not [path for path in tmp_path.parent.iterdir() if path.name.startswith(".playsmith-")]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_does_not_write_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project").mkdir()
    (tmp_path / "project/playbook").symlink_to(tmp_path / "elsewhere")
    code, output = run(tmp_path, "project")
    assert code == 1
    assert "playbook: is there already, and is no folder" in output
    assert files_in(tmp_path) == set()


@pytest.mark.parametrize("fails_at", range(1, 6))
def test_a_failure_while_moving_leaves_nothing(fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "project"
    (folder / ".github").mkdir(parents=True)
    moves = 0
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == fails_at:
            raise OSError(28, "No space left on device", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(PlaybookError, match="No space left on device"):
        write_new(folder, plan_files(resolve(Answers(), folder)))
    assert moves >= fails_at
    assert files_in(tmp_path) == set()


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=40))
def test_any_name_is_taken_as_it_is(name: str) -> None:
    name = name.strip()
    if not name:
        return
    files = plan_files(resolve(Answers(client=name), Path("x")))
    assert parse_document(files["site_config/brand.yaml"].decode(), "brand.yaml").plain()["name"] == name
    assert name in parse_document(files["playbook/playbook.yaml"].decode(), "playbook.yaml").plain()["title"]
    assert name in yaml.safe_load(files["mkdocs.yml"])["site_name"]
    assert name in files["README.md"].decode()


@settings(deadline=None)
@given(st.integers(0, 0xFFFFFF))
def test_any_colour_leads_to_two_that_can_be_read(number: int) -> None:
    colour = f"#{number:06x}"
    choices = resolve(Answers(colour=colour), Path("x"))
    light, dark = choices.colour
    assert readable(light, LIGHT_GROUNDS) and readable(dark, DARK_GROUNDS)
    assert (light == colour) == readable(colour, LIGHT_GROUNDS)
    assert bool(choices.notes) == (light != colour)


def test_the_country_follows_from_language_and_currency() -> None:
    pairs = {("de", "EUR"): "DE", ("de", "CHF"): "CH", ("en", "USD"): "US", ("en", "GBP"): "GB", ("fr", "CAD"): "CA"}
    assert {pair: country_for(*pair) for pair in pairs} == pairs
    assert country_for("de", "JPY") == "DE"


def test_the_name_of_a_folder_becomes_a_name() -> None:
    assert client_from(Path("/x/acme-corp_of  ohio")) == "Acme Corp Of Ohio"
    assert client_from(Path("/")) == "Client"


def test_a_logo_is_taken_as_it_is(tmp_path: Path) -> None:
    for name, content in (("a.SVG", SVG), ("b.png", PNG)):
        (tmp_path / name).write_bytes(content)
        logo = read_logo(tmp_path / name)
        assert (logo.content, logo.path) == (content, f"images/logo{Path(name).suffix.lower()}")
    (tmp_path / "c.png").write_bytes(SVG)
    for bad, said in (("c.png", "not a PNG"), ("none.svg", "cannot be read")):
        with pytest.raises(PlaybookError, match=said):
            read_logo(tmp_path / bad)


@pytest.mark.parametrize(
    "inner",
    [
        "<script>1</script>",
        "<a onclick='x()'/>",
        "<g OnLoad='x()'/>",
        "<image href='https://example.com/a.png'/>",
        "<image xlink:href='//example.com/a.png' xmlns:xlink='http://www.w3.org/1999/xlink'/>",
        "<a href='javascript:alert(1)'/>",
        "<use href='other.svg#x'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zz4='/>",
        "<foreignObject/>",
        "<style>@import 'https://example.com/a.css';</style>",
        "<style>.a{fill:url(https://example.com/a)}</style>",
        "<g style='background:url(\"//example.com/a\")'/>",
        "<g fill='url(a.svg#x)'/>",
        "<set attributeName='href' to='javascript:1'/>",
        "<?xml-stylesheet href='https://example.com/a.css'?>",
    ],
)
def test_an_svg_that_is_more_than_a_picture_is_refused_where_it_is(inner: str) -> None:
    problems = svg_problems(f"<svg xmlns='http://www.w3.org/2000/svg'>\n  {inner}\n</svg>".encode(), "logo.svg")
    assert problems
    assert all((problem.mark.file, problem.mark.line) == ("logo.svg", 2) for problem in problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html/>", "not an SVG image"),
        ("<svg>", "not a valid SVG"),
        ("", "not a valid SVG"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "entity declaration"),
    ],
)
def test_what_is_no_svg_is_refused(text: str, said: str) -> None:
    assert said in " ".join(problem.message for problem in svg_problems(text.encode(), "logo.svg"))


def test_a_picture_as_drawing_programs_save_it_is_taken() -> None:
    text = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">
<defs><linearGradient id="a"/><style>.b{fill:url(#a)}</style></defs>
<use xlink:href="#a"/><path class="b" d="M0 0h9v9z" style="fill: url('#a')"/>
<image href="data:image/png;base64,iVBORw0KGgo="/></svg>"""
    assert svg_problems(text.encode(), "logo.svg") == []


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_at_a_terminal_it_asks_and_asks_again_after_a_bad_answer(tmp_path: Path) -> None:
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from playsmith.cli import main; main()", "init", "acme", "--industry", "none"],
        cwd=tmp_path,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={**os.environ, "TERM": "dumb"},
        close_fds=True,
    )
    os.close(terminal)
    # Client, language, currency twice, colour, logo; an empty line takes the default.
    os.write(controller, b"\nen-GB\nEURO\nGBP\n\n\n")
    shown = b""
    while True:
        try:
            chunk = os.read(controller, 4096)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    assert process.wait(timeout=60) == 0, shown.decode()
    text = shown.decode()
    assert "The client's name [Acme]" in text
    assert "did you mean 'EUR'" in text
    assert "Industry" not in text
    info = load_playbook(find_project(tmp_path / "acme")).info
    assert (info.locale, info.currency) == ("en-GB", "GBP")
