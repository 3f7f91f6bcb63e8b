"""The page's scripts: packed once, joined from their files where those have changed since, and the same either way."""

from __future__ import annotations

import json
import shutil
from importlib import resources
from pathlib import Path

import pytest

from playsmith import bundle, packed
from playsmith.charts.compiled import NAME, compiled_charts
from playsmith.compiler.engine import RUNTIME_FILES

ASSETS = Path(str(resources.files("playsmith") / "assets"))
JOINED = json.loads((ASSETS / "scripts.json").read_text("utf-8"))


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """An installation's files, free to be changed."""
    shutil.copytree(ASSETS, tmp_path / "assets")
    if packed.FOLDER.is_dir():
        shutil.copytree(packed.FOLDER, tmp_path / "packed")
    monkeypatch.setattr(packed, "ASSETS", tmp_path / "assets")
    monkeypatch.setattr(packed, "FOLDER", tmp_path / "packed")
    for module in (packed.is_packed, bundle.script):
        module.cache_clear()
    yield tmp_path
    for module in (packed.is_packed, bundle.script):
        module.cache_clear()


def test_set_up_has_packed_the_scripts():
    assert packed.is_packed()
    for name, files in JOINED.items():
        assert len(bundle.script(name)) < 0.8 * sum((ASSETS / file).stat().st_size for file in files)


def test_every_script_is_in_exactly_one_file():
    named = sorted(name for files in JOINED.values() for name in files)
    assert named == sorted(path.name for path in ASSETS.glob("*.js"))


def test_the_runtime_comes_first():
    *first, rare = RUNTIME_FILES
    assert JOINED["calculator.js"][: len(first)] == first
    assert JOINED["rare.js"] == [rare]


def test_a_changed_script_is_not_served_packed(installation):
    path = installation / "assets" / "playsmith-page.js"
    assert packed.is_packed()
    packed.is_packed.cache_clear()
    path.write_text(path.read_text("utf-8") + "// changed\n", "utf-8")
    assert not packed.is_packed()
    assert bundle.script("pages.js") == "".join((ASSETS / name).read_text("utf-8") for name in JOINED["pages.js"])


def test_what_is_packed_already_is_left_alone(installation, monkeypatch):
    monkeypatch.setattr(packed, "terser", lambda place: pytest.fail("asked for terser"))
    packed.pack()


def test_without_npm_it_says_so(installation, monkeypatch, capsys):
    (installation / "packed" / packed.PACKED_FROM).write_text("{}", "utf-8")
    monkeypatch.setattr(packed.runpy, "run_path", lambda path: {"npms": lambda place: iter(())})
    assert packed.main() == 1
    assert "There is no npm" in capsys.readouterr().err


def test_the_charts_are_compiled_from_the_layouts_as_they_are():
    """After a change: python -m playsmith.charts.compiled."""
    assert (ASSETS / NAME).read_text("utf-8") == compiled_charts()
