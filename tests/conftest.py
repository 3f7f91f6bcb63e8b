"""Projects built from a few lines: each test says only what is special about its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from playsmith.project import Project, find_project

ROOT = Path(__file__).parent.parent
MINIMAL = Path(__file__).parent / "sites" / "minimal" / "input"

type Files = Mapping[str, str | bytes | None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Write what is rendered now to tests/sites/*/expected."
    )


def write_files(folder: Path, files: Files) -> None:
    """Write each text (or bytes) at its path; None deletes what is there."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            target.unlink()
        else:
            target.write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """`project({path: text}, base="minimal")`: a project in a folder of its own.

    `minimal` is tests/sites/minimal with the templates and words of this checkout, one layer; `reference` is a client's
    playbook that extends the reference one; `client` extends a minimal one, which is the trusted layer `base`.
    """

    def build(files: Files | None = None, base: str = "minimal", name: str = "project") -> Project:
        root = tmp_path / name
        if base == "minimal":
            _minimal(root)
        elif base == "client":
            _minimal(tmp_path / "base")
            info = "extends: ../base\ntrust: [../base]\ntitle: A client's playbook\n"
            write_files(root, {"playbook/playbook.yaml": info})
        elif base == "reference":
            write_files(root, {"playbook/playbook.yaml": "extends: reference\ntitle: A client's playbook\n"})
        if base != "minimal":
            shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
        write_files(root, files or {})
        return find_project(root)

    return build


def _minimal(root: Path) -> None:
    shutil.copytree(MINIMAL, root, dirs_exist_ok=True)
    # What brand.yaml names goes with it.
    for folder in ("templates", "site_config", "playbook/images"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("presets"), dirs_exist_ok=True)
