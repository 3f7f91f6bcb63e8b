"""What a client installs: the wheel, built from the sdist as an index would, and the editable install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REFERENCE = ("playbook", "calculators", "templates", "site_config", "mkdocs.yml")


def build(project: Path, into: Path, *, hook: str) -> Path:
    """Call a hook of the build backend (PEP 517, 660) in a process of its own; the file it made."""
    code = f"import sys; from hatchling.build import {hook}; {hook}(sys.argv[1])"
    into.mkdir(parents=True)
    result = subprocess.run(
        [sys.executable, "-c", code, into],
        cwd=project,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    (file,) = into.iterdir()
    return file


def build_from_sdist(project: Path, into: Path) -> tuple[Path, Path]:
    """Build the sdist, unpack it where nothing of the checkout is near, and build the wheel there."""
    sdist = build(project, into / "sdist", hook="build_sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(into / "unpacked", filter="data")
    (unpacked,) = (into / "unpacked").iterdir()
    return sdist, build(unpacked, into / "wheel", hook="build_wheel")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build_from_sdist(ROOT, tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def wheel(built: tuple[Path, Path]) -> zipfile.ZipFile:
    return zipfile.ZipFile(built[1])


def files_of_reference() -> set[str]:
    """The files of the reference playbook in this checkout: what git tracks, and what it would not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *REFERENCE],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return {name for name in listed.split("\0") if name and (ROOT / name).is_file()}


def test_carries_the_whole_reference_playbook_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    prefix = "playsmith/reference/"
    carried = {name.removeprefix(prefix) for name in wheel.namelist() if name.startswith(prefix)}
    assert carried == files_of_reference()
    for name in REFERENCE:
        assert any(file == name or file.startswith(f"{name}/") for file in carried), f"{name} is not carried"


def test_reference_playbook_is_data_not_packages(wheel: zipfile.ZipFile) -> None:
    reference = [Path(name).name for name in wheel.namelist() if name.startswith("playsmith/reference/")]
    assert not {"__init__.py", "py.typed"} & set(reference)
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"playsmith", next(top for top in tops if top.endswith(".dist-info"))}


def test_carries_the_engine_with_its_browser_code(wheel: zipfile.ZipFile) -> None:
    source = ROOT / "src"
    engine = {
        file.relative_to(source).as_posix()
        for file in (source / "playsmith").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert engine <= set(wheel.namelist())
    assert any(name.startswith("playsmith/assets/") for name in wheel.namelist())


def test_metadata_names_licence_entry_points_and_python(wheel: zipfile.ZipFile) -> None:
    info = next(name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name)
    assert wheel.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
    points = wheel.read(f"{info}/entry_points.txt").decode()
    assert "playsmith = playsmith.cli:main" in points
    assert "playsmith = playsmith.plugin:PlaysmithPlugin" in points
    assert "Requires-Python: >=3.12" in wheel.read(f"{info}/METADATA").decode()


def test_two_builds_are_byte_identical_whatever_the_folder_and_the_files_times(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    copy = tmp_path / "another place"
    with tarfile.open(built[0]) as archive:
        archive.extractall(tmp_path, filter="data")
    # As a checkout is: without the metadata that the sdist added, and with times of its own.
    shutil.copytree(
        next(tmp_path.iterdir()), copy, copy_function=shutil.copy, ignore=shutil.ignore_patterns("PKG-INFO")
    )
    again = build(copy, tmp_path / "again", hook="build_wheel")
    assert again.read_bytes() == built[1].read_bytes()
    sdist = build(copy, tmp_path / "sdist", hook="build_sdist")
    assert sdist.read_bytes() == built[0].read_bytes()


def test_says_what_is_missing_when_the_reference_playbook_is_not_whole(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    with tarfile.open(built[0]) as archive:
        archive.extractall(tmp_path, filter="data")
    (project,) = tmp_path.iterdir()
    shutil.rmtree(project / "site_config")
    with pytest.raises(AssertionError, match=r"FileNotFoundError: .* has no site_config"):
        build(project, tmp_path / "wheel", hook="build_wheel")


def test_an_editable_install_has_no_copy_of_the_reference_playbook(tmp_path: Path) -> None:
    editable = zipfile.ZipFile(build(ROOT, tmp_path / "editable", hook="build_editable"))
    assert not [name for name in editable.namelist() if "reference" in name]
    path_file = next(name for name in editable.namelist() if name.endswith(".pth"))
    assert editable.read(path_file).decode().strip() == str(ROOT / "src")


def test_this_environment_has_no_stale_copy() -> None:
    assert not [file for file in distribution("playsmith").files or () if "reference" in file.parts]
    assert not (ROOT / "src/playsmith/reference").exists()


def test_the_scripts_travel_packed(wheel: zipfile.ZipFile) -> None:
    for name in ("pages.js", "calculator.js", "details.js", "packed.json"):
        carried = wheel.read(f"playsmith/packed/{name}")
        assert carried == (ROOT / "src/playsmith/packed" / name).read_bytes()
