"""The installed wheel, far from any checkout and without a terminal: from an empty folder to a client's site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from playsmith.scaffold.options import industries

ROOT = Path(__file__).parent.parent
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>'
# Runs at the start of every Python of the new environment, children included: notes each file of the checkout that
# is opened, but for the libraries in its own environment, which stand in for those an index would give.
WATCH = """
import os, sys

def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path = os.path.realpath(arguments[0])
        if path.startswith({root!r} + os.sep) and not path.startswith({libraries!r} + os.sep):
            descriptor = os.open({log!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.write(descriptor, (path + "\\n").encode())
            os.close(descriptor)

sys.addaudithook(watch)
"""


class Installed:
    """A fresh environment with the wheel in it, and a folder to work in."""

    def __init__(self, folder: Path) -> None:
        self.work = folder / "work"
        self.log = folder / "opened-in-checkout.txt"
        self.home = folder / "home"
        self.root = folder / "environment"
        self.work.mkdir()
        self.home.mkdir()
        venv.create(self.root, with_pip=False)
        self.python = self.root / "bin" / "python"
        run([sys.executable, "-c", BUILD, folder / "wheel"], ROOT, dict(os.environ))
        (wheel,) = (folder / "wheel").iterdir()
        pip = [sys.executable, "-m", "pip", "--python", self.python, "install", "--quiet", "--no-index", "--no-deps"]
        run([*pip, wheel], folder, dict(os.environ))
        libraries = sysconfig.get_path("purelib")
        where = run([self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder, self.env())
        packages = Path(where.strip())
        # A path in a .pth file is searched, but its own .pth files, and with them the editable install, are not read.
        (packages / "libraries.pth").write_text(libraries + "\n")
        watch = WATCH.format(root=str(ROOT), libraries=str(Path(libraries).resolve()), log=str(self.log))
        (packages / "sitecustomize.py").write_text(watch)

    def env(self) -> dict[str, str]:
        path = f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return {"PATH": path, "HOME": str(self.home), "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "1700000000"}

    def playsmith(self, *arguments: str, cwd: Path) -> str:
        return run([self.root / "bin" / "playsmith", *arguments], cwd, self.env())


BUILD = "import sys; from pathlib import Path; Path(sys.argv[1]).mkdir(); " + (
    "from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
)


def run(command: list[str | Path], cwd: Path, env: dict[str, str]) -> str:
    result = subprocess.run(
        command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed"))


def opened_in_checkout(installed: Installed) -> list[str]:
    return installed.log.read_text().splitlines() if installed.log.exists() else []


@pytest.mark.skipif(os.name == "nt", reason="environments are laid out differently there")
def test_what_is_opened_in_the_checkout_is_seen(installed: Installed) -> None:
    run([installed.python, "-c", f"open({str(ROOT / 'pyproject.toml')!r}).close()"], installed.work, installed.env())
    assert opened_in_checkout(installed) == [str(ROOT / "pyproject.toml")]
    installed.log.unlink()


@pytest.mark.skipif(os.name == "nt", reason="environments are laid out differently there")
def test_from_an_empty_folder_to_a_clients_site(installed: Installed) -> None:
    work = installed.work
    (work / "logo.svg").write_text(SVG)
    industry = industries()[0] if industries() else "none"
    said = installed.playsmith(
        *("init", "kunde", "--client", "Müller & Söhne", "--industry", industry),
        *("--language", "de", "--currency", "EUR", "--colour", "#b3005e", "--logo", "logo.svg"),
        cwd=work,
    )
    assert "Müller & Söhne" in said and "EUR" in said
    project = work / "kunde"
    installed.playsmith("check", cwd=project)
    installed.playsmith("build", "--strict", cwd=project)

    home = (project / "site/index.html").read_text(encoding="utf-8")
    assert "Müller &amp; Söhne" in home
    assert '<html lang="de"' in home
    assert (project / "site/images/logo.svg").read_text() == SVG
    assert "images/logo.svg" in home
    sheets = [project / "site" / name for name in re.findall(r'<link rel="stylesheet" href="([^"]+)"', home)]
    assert any("#b3005e" in sheet.read_text(encoding="utf-8") for sheet in sheets)
    calculator = (project / "site/calculators/cac.html").read_text(encoding="utf-8")
    headline = re.search(r'<output data-output="cac"[^>]*>([^<]*)<', calculator)
    assert headline and re.fullmatch(r"[\d.]+\s\N{EURO SIGN}", headline[1])
    assert f"playsmith=={version(installed)}" in (project / "requirements.txt").read_text()

    # A client's change shows, and a mistake is told with its place.
    role = project / "playbook/roles/account-executive.yaml"
    role.parent.mkdir()
    role.write_text("title: Kundenberatung im Vertrieb\n")
    installed.playsmith("build", "--strict", cwd=project)
    assert "Kundenberatung im Vertrieb" in (project / "site/roles/account-executive.html").read_text(encoding="utf-8")
    role.write_text("titel: Kundenberatung\n")
    with pytest.raises(AssertionError, match=r"playbook/roles/account-executive.yaml:1:1: unknown key 'titel'"):
        installed.playsmith("check", cwd=project)

    assert sorted(path.name for path in work.iterdir()) == ["kunde", "logo.svg"]
    assert list(installed.home.iterdir()) == []
    assert opened_in_checkout(installed) == []


@pytest.mark.skipif(os.name == "nt", reason="environments are laid out differently there")
def test_schemas_are_there_outside_a_playbook(installed: Installed) -> None:
    assert '"x-reference": "team"' in installed.playsmith("schema", "metric", cwd=installed.home)


def version(installed: Installed) -> str:
    return installed.playsmith("--version", cwd=installed.work).split()[-1]
