"""The scripts in .ci, each on a machine made of a few files: a PATH, a HOME, programs that play a part."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

CI = Path(__file__).parent.parent / ".ci"
SHIM = "#!/bin/sh\necho 'pyenv: python3: command not found' >&2\nexit 127\n"
BROWSER = "#!/bin/sh\necho 'Chromium 140.0.1'\n"


@dataclass
class Machine:
    """A machine on which nothing is installed but what a test puts there."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)

    def put(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o755)
        return file

    def put_python(self, path: str, version: str, *, extra: str = "") -> Path:
        """A real Python that takes itself for another version, at another place."""
        file = self.root / path
        numbers = ", ".join(version.split("."))
        play = (
            f"import sys; sys.version_info = ({numbers}, 'final', 0); "
            f"sys.executable = sys._base_executable = {str(file)!r}; {extra}\n"
            "exec(sys.argv.pop(1))"
        )
        real = shlex.quote(sys.executable)
        # The script under test calls it with -c CODE.
        return self.put(path, f'#!/bin/sh\nshift\nexec {real} -c {shlex.quote(play)} "$@"\n')

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [CI / script, *arguments],
            env={
                "PATH": f"{self.root}/first:{self.root}/bin",
                "HOME": f"{self.root}/home",
                **self.environment,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


class TestFindPython:
    def test_the_newest_wins_whatever_its_place(self, machine: Machine) -> None:
        machine.put_python("first/python3", "3.12.4")
        newest = machine.put_python("bin/python3.14", "3.14.0")
        machine.put_python("bin/python3", "3.13.9")
        machine.put_python("home/.pyenv/versions/3.13.10/bin/python3", "3.13.10")
        assert machine.run("find-python").stdout == f"{newest}\n"

    def test_a_newer_one_under_pyenv_wins_over_path(self, machine: Machine) -> None:
        machine.put_python("bin/python3", "3.12.9")
        newest = machine.put_python("home/.pyenv/versions/3.12.10/bin/python3", "3.12.10")
        assert machine.run("find-python").stdout == f"{newest}\n"

    def test_pyenv_folder_alone_beside_failing_shims_and_an_old_system_python(self, machine: Machine) -> None:
        for name in ("python3", "python3.13", "python"):
            machine.put(f"first/{name}", SHIM)
        machine.put_python("bin/python3", "3.11.7")
        machine.put_python("home/.pyenv/versions/3.9.1/bin/python3", "3.9.1")
        good = machine.put_python("home/.pyenv/versions/3.13.0/bin/python3", "3.13.0")
        result = machine.run("find-python")
        assert (result.returncode, result.stdout, result.stderr) == (0, f"{good}\n", "")

    def test_a_failing_shim_does_not_hide_a_python_of_the_same_name(self, machine: Machine) -> None:
        machine.put("first/python3.13", SHIM)
        good = machine.put_python("bin/python3.13", "3.13.1")
        assert machine.run("find-python").stdout == f"{good}\n"

    @pytest.mark.parametrize(
        "folder", ["elsewhere/versions/3.13.0", "home/.local/share/uv/python/cpython-3.13.0-linux-x86_64-gnu"]
    )
    def test_pyenv_root_and_pythons_of_uv(self, machine: Machine, folder: str) -> None:
        machine.environment["PYENV_ROOT"] = f"{machine.root}/elsewhere"
        good = machine.put_python(f"{folder}/bin/python3", "3.13.0")
        assert machine.run("find-python").stdout == f"{good}\n"

    @pytest.mark.parametrize(
        ("version", "extra", "reason"),
        [
            ("3.11.7", "", "Python 3.11.7 is too old"),
            ("3.13.0", "sys.modules['ensurepip'] = None", "lacks venv and ensurepip"),
            ("3.15.0", "sys.version_info = (3, 15, 0, 'alpha', 2)", "pre-release"),
            ("3.14.0", "sys._is_gil_enabled = lambda: False", "free-threaded"),
            ("3.13.0", "sys.implementation.name = 'pypy'", "not CPython"),
        ],
    )
    def test_one_that_cannot_be_used_is_named_with_the_reason(
        self, machine: Machine, version: str, extra: str, reason: str
    ) -> None:
        unfit = machine.put_python("bin/python3", version, extra=extra)
        result = machine.run("find-python")
        assert (result.returncode, result.stdout) == (1, "")
        assert any(str(unfit) in line and reason in line for line in result.stderr.splitlines()), result.stderr

    def test_none_says_what_to_install(self, machine: Machine) -> None:
        result = machine.run("find-python")
        assert (result.returncode, result.stdout) == (1, "")
        for word in ("Python 3.12 or newer", "apt-get install", "brew install", "pyenv install"):
            assert word in result.stderr

    def test_an_activated_virtual_environment_answers_with_the_python_it_was_made_from(self, machine: Machine) -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", machine.root / "venv"], check=True)
        machine.environment["PATH"] = f"{machine.root}/venv/bin"
        found = machine.run("find-python").stdout.strip()
        assert found and not Path(found).is_relative_to(machine.root)

    def test_the_one_asked_for_wins_over_newer_ones(self, machine: Machine) -> None:
        machine.put_python("bin/python3", "3.14.0")
        asked = machine.put_python("my python/python3", "3.12.0")
        machine.environment["PLAYSMITH_PYTHON"] = str(asked)
        assert machine.run("find-python").stdout == f"{asked}\n"

    def test_the_one_asked_for_is_not_replaced_by_another(self, machine: Machine) -> None:
        machine.put_python("bin/python3", "3.14.0")
        machine.environment["PLAYSMITH_PYTHON"] = str(machine.put_python("old/python3", "3.8.1"))
        result = machine.run("find-python")
        assert (result.returncode, result.stdout) == (1, "")
        assert "PLAYSMITH_PYTHON" in result.stderr
        assert "3.8.1 is too old" in result.stderr


class TestFindChromium:
    @pytest.fixture(autouse=True)
    def bare_machine(self, machine: Machine) -> None:
        """Root on a Linux without browser, package manager, or a Playwright that can download."""
        (machine.root / "venv").mkdir()
        machine.put("bin/uname", "#!/bin/sh\necho Linux\n")
        machine.put("bin/id", "#!/bin/sh\necho 0\n")
        machine.put("bin/env", '#!/bin/sh\nshift\nexec "$@"\n')
        machine.put("venv/bin/python", "#!/bin/sh\nexit 1\n")

    @staticmethod
    def find(machine: Machine) -> subprocess.CompletedProcess[str]:
        return machine.run("find-chromium", str(machine.root / "venv"))

    @staticmethod
    def installs(browser: Path, *, with_words: str) -> str:
        """A package manager: notes how it was called, and installs a browser when the words are right."""
        return (
            f'#!/bin/sh\necho "$0 $*" >>{browser.parent.parent}/calls\n'
            f'case "$*" in *{shlex.quote(with_words)}*) ;; *) exit 0 ;; esac\n'
            f"echo '#!/bin/sh\necho Chromium 140' >{browser}\n{chmod_path()} 755 {browser}\n"
        )

    def test_one_on_path_is_taken_and_remembered(self, machine: Machine) -> None:
        browser = machine.put("bin/google-chrome", BROWSER.replace("Chromium", "Google Chrome"))
        result = self.find(machine)
        assert (result.returncode, result.stdout) == (0, f"{browser}\n")
        assert (machine.root / "venv/chromium").read_text() == f"{browser}\n"

    def test_a_stub_that_does_not_run_is_passed_over(self, machine: Machine) -> None:
        machine.put("first/chromium", "#!/bin/sh\necho 'needs the snap to be installed' >&2\nexit 1\n")
        browser = machine.put("bin/chromium", BROWSER)
        assert self.find(machine).stdout == f"{browser}\n"

    def test_the_remembered_one_is_taken_while_it_runs(self, machine: Machine) -> None:
        remembered = machine.put("kept/chrome", BROWSER)
        (machine.root / "venv/chromium").write_text(f"{remembered}\n")
        other = machine.put("bin/chromium", BROWSER)
        assert self.find(machine).stdout == f"{remembered}\n"
        remembered.unlink()
        assert self.find(machine).stdout == f"{other}\n"

    def test_the_one_asked_for_wins_and_is_not_remembered(self, machine: Machine) -> None:
        machine.put("bin/chromium", BROWSER)
        asked = machine.put("my browser/chrome", BROWSER)
        machine.environment["CHROMIUM"] = str(asked)
        assert self.find(machine).stdout == f"{asked}\n"
        assert not (machine.root / "venv/chromium").exists()

    def test_the_one_asked_for_must_run(self, machine: Machine) -> None:
        machine.put("bin/chromium", BROWSER)
        machine.environment["CHROMIUM"] = str(machine.root / "nowhere")
        result = self.find(machine)
        assert (result.returncode, result.stdout) == (1, "")
        assert "CHROMIUM is" in result.stderr

    def test_playwright_downloads_its_own(self, machine: Machine) -> None:
        browser = machine.root / "cache/chrome"
        browser.parent.mkdir()
        install = self.installs(browser, with_words="playwright install")
        machine.put("venv/bin/python", f"{install.replace('exit 0', f'echo {browser}; exit 0')}")
        machine.put("bin/apt-get", "#!/bin/sh\necho not to be called >&2\nexit 1\n")
        result = self.find(machine)
        assert (result.returncode, result.stdout) == (0, f"{browser}\n")
        assert "not to be called" not in result.stderr

    @pytest.mark.parametrize("user", ["0", "1000"])
    def test_apt_is_brought_up_to_date_then_installs_with_sudo_only_where_needed(
        self, machine: Machine, user: str
    ) -> None:
        browser = machine.root / "bin/chromium"
        machine.put("bin/id", f"#!/bin/sh\necho {user}\n")
        machine.put("bin/sudo", f'#!/bin/sh\necho sudo "$1" >>{machine.root}/calls\nshift\nexec "$@"\n')
        machine.put("bin/apt-get", self.installs(browser, with_words="install"))
        result = self.find(machine)
        assert (result.returncode, result.stdout) == (0, f"{browser}\n"), result.stderr
        calls = (machine.root / "calls").read_text().splitlines()
        assert [("update" in call, "chromium" in call) for call in calls if "apt-get" in call] == [
            (True, False),
            (False, True),
        ]
        assert [call for call in calls if call.startswith("sudo")] == (["sudo -n"] * 2 if user != "0" else [])

    @pytest.mark.parametrize("manager", ["dnf", "apk", "pacman", "brew"])
    def test_other_package_managers(self, machine: Machine, manager: str) -> None:
        browser = machine.root / "bin/chromium"
        machine.put(f"bin/{manager}", self.installs(browser, with_words="chromium"))
        assert self.find(machine).stdout == f"{browser}\n"

    def test_none_says_what_to_install(self, machine: Machine) -> None:
        machine.put("bin/apt-get", "#!/bin/sh\necho 'no network' >&2\nexit 100\n")
        result = self.find(machine)
        assert (result.returncode, result.stdout) == (1, "")
        for word in ("no network", "apt-get install chromium", "brew install", "CHROMIUM="):
            assert word in result.stderr
        assert not (machine.root / "venv/chromium").exists()


def chmod_path() -> str:
    """The path of chmod, which the bare machine's PATH does not hold."""
    return next(path for path in ("/bin/chmod", "/usr/bin/chmod") if os.access(path, os.X_OK))


class TestSetup:
    """.ci/setup, with real virtual environments and a pip that only notes what it is asked for."""

    @pytest.fixture(autouse=True)
    def project(self, machine: Machine) -> Path:
        project = machine.root / "a project"
        for script in ("setup", "find-python"):
            machine.put(f"a project/.ci/{script}", (CI / script).read_text())
        machine.put("a project/pyproject.toml", "[project]\n")
        machine.put("a project/hatch_build.py", "")
        machine.put("pip/__init__.py", "")
        machine.put(
            "pip/__main__.py",
            f"import os, sys\nprint(*sys.argv[1:], file=open({str(machine.root / 'pip.log')!r}, 'a'))\n"
            "sys.exit('OFFLINE' in os.environ)\n",
        )
        self.put_base_python(machine)
        return project

    @staticmethod
    def put_base_python(machine: Machine) -> None:
        base = machine.put_python("base/python", "3.13.0")
        play = base.read_text().removeprefix("#!/bin/sh\n")
        base.write_text(
            "#!/bin/sh\n"
            'if [ "$1" = -m ]; then\n'
            f'  {shlex.quote(sys.executable)} -m venv --without-pip "$3"\n'
            f'  cp -R {shlex.quote(str(machine.root / "pip"))} "$3"/lib/python*/site-packages/\n'
            f"  exit\nfi\n{play}"
        )
        machine.environment |= {"PATH": "/usr/bin:/bin", "PLAYSMITH_PYTHON": str(base)}

    @staticmethod
    def set_up(machine: Machine, project: Path, *groups: str) -> tuple[int, list[str]]:
        """Run it; the exit code, and what pip was asked to install."""
        log = machine.root / "pip.log"
        log.unlink(missing_ok=True)
        result = machine.run(f"{project}/.ci/setup", *groups)
        lines = log.read_text().splitlines() if log.exists() else []
        return result.returncode, [line for line in lines if "--editable" in line]

    def test_groups_are_installed_once(self, machine: Machine, project: Path) -> None:
        code, installs = self.set_up(machine, project, "test", "lint")
        assert (code, len(installs)) == (0, 1)
        assert installs[0].endswith("--editable . --group test --group lint")
        machine.environment["OFFLINE"] = "1"
        assert self.set_up(machine, project, "test", "lint") == (0, [])

    def test_without_groups_is_a_set_up_of_its_own(self, machine: Machine, project: Path) -> None:
        _, installs = self.set_up(machine, project)
        assert installs[0].endswith("--editable .")
        assert self.set_up(machine, project) == (0, [])
        assert len(self.set_up(machine, project, "test")[1]) == 1

    @pytest.mark.parametrize("file", ["pyproject.toml", "hatch_build.py"])
    def test_a_change_installs_again_into_the_same_environment(
        self, machine: Machine, project: Path, file: str
    ) -> None:
        self.set_up(machine, project)
        (project / ".venv/kept").touch()
        (project / file).write_text("# changed\n")
        assert len(self.set_up(machine, project)[1]) == 1
        assert (project / ".venv/kept").exists()

    def test_a_failed_install_is_told_and_tried_again(self, machine: Machine, project: Path) -> None:
        machine.environment["OFFLINE"] = "1"
        assert self.set_up(machine, project)[0] == 1
        del machine.environment["OFFLINE"]
        code, installs = self.set_up(machine, project)
        assert (code, len(installs)) == (0, 1)

    def test_a_failed_install_is_not_forgotten_when_the_change_is_taken_back(
        self, machine: Machine, project: Path
    ) -> None:
        before = (project / "pyproject.toml").read_text()
        self.set_up(machine, project)
        (project / "pyproject.toml").write_text("# changed\n")
        machine.environment["OFFLINE"] = "1"
        self.set_up(machine, project)
        del machine.environment["OFFLINE"]
        (project / "pyproject.toml").write_text(before)
        assert len(self.set_up(machine, project)[1]) == 1

    @pytest.mark.parametrize("harm", ["no python", "no pip", "half made", "too old", "moved", "not one"])
    def test_an_environment_that_cannot_be_used_is_made_again(self, machine: Machine, project: Path, harm: str) -> None:
        venv = project / ".venv"
        self.set_up(machine, project)
        (venv / "old").touch()
        match harm:
            case "no python":
                (venv / "bin/python").unlink()
                (venv / "bin/python").symlink_to("/nowhere/python3")
            case "no pip":
                next(venv.glob("lib/*/site-packages/pip/__init__.py")).write_text("raise ImportError")
            case "half made":
                (venv / "bin/python").unlink()
            case "too old":
                (venv / "bin/python").unlink()
                machine.put_python("a project/.venv/bin/python", "3.11.9", extra="sys.prefix = 'here'")
            case "moved":
                project = project.rename(machine.root / "elsewhere")
            case "not one":
                (venv / "pyvenv.cfg").unlink()
        code, installs = self.set_up(machine, project)
        assert (code, len(installs)) == (0, 1)
        assert not (project / ".venv/old").exists()
        assert self.set_up(machine, project) == (0, [])
