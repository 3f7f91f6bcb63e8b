"""What tests of several folders need: projects built from a few lines, the wheel, a site that is served, Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from web_server import WebServer

from playsmith.project import Project, find_project

ROOT = Path(__file__).parent.parent
MINIMAL = Path(__file__).parent / "sites" / "minimal" / "input"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]

type Files = Mapping[str, str | bytes | None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Write what is rendered now to tests/sites/*/expected."
    )


def pytest_configure(config: pytest.Config) -> None:
    """One cache for all projects of a run, so that a calculator is proven once, not in each of them."""
    if "PLAYSMITH_CACHE" not in os.environ:
        folder = tempfile.mkdtemp(prefix="playsmith-cache-")
        os.environ["PLAYSMITH_CACHE"] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


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


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable[[Path], object]], Path]:
    """`once(name, make)`: the folder that `make(folder)` has made, once however many workers there are."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def made(name: str, make: Callable[[Path], object]) -> Path:
        import fcntl  # not on Windows, where no test that asks for it runs

        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def wheel(once: Callable[..., Path]) -> Path:
    """The wheel of this checkout, as an index would give it."""

    def make(folder: Path) -> None:
        folder.mkdir()
        build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
        done = subprocess.run([sys.executable, "-c", build, folder], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"

    (path,) = once("wheel", make).glob("*.whl")
    return path


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

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.work = folder / "work"
        self.log = folder / "opened-in-checkout.txt"
        self.home = folder / "home"
        self.root = folder / "environment"
        self.work.mkdir()
        self.home.mkdir()
        venv.create(self.root, with_pip=False)
        self.python = self.root / "bin" / "python"
        pip = [sys.executable, "-m", "pip", "--python", self.python, "install", "--quiet", "--no-index", "--no-deps"]
        subprocess.run([*pip, wheel], cwd=folder, check=True)
        libraries = sysconfig.get_path("purelib")
        where = self.run([self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder)
        packages = Path(where.strip())
        # A path in a .pth file is searched, but its own .pth files, and with them the editable install, are not read.
        (packages / "libraries.pth").write_text(libraries + "\n")
        watch = WATCH.format(root=str(ROOT), libraries=str(Path(libraries).resolve()), log=str(self.log))
        (packages / "sitecustomize.py").write_text(watch)

    def env(self) -> dict[str, str]:
        path = f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return {"PATH": path, "HOME": str(self.home), "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "1700000000"}

    def playsmith(self, *arguments: str, cwd: Path) -> str:
        return self.run([self.root / "bin" / "playsmith", *arguments], cwd)

    def run(self, command: list[str | Path], cwd: Path) -> str:
        """What the command prints; it has to exit with 0."""
        result = subprocess.run(
            command, cwd=cwd, env=self.env(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300
        )
        assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
        return result.stdout

    def opened_in_checkout(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Installed:
    """The wheel in an environment of its own, far from the checkout."""
    return Installed(tmp_path_factory.mktemp("installed"), wheel)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., WebServer]]:
    """`serve(folder)`: a server of that folder, with the headers that the site there asks for."""
    servers = []

    def start(folder: Path, **more: Mapping[str, str]) -> WebServer:
        servers.append(WebServer(folder, **more))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def chromium_path() -> str | None:
    stamp = ROOT / ".venv/chromium"
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    if stamp.is_file():
        return stamp.read_text(encoding="utf-8").strip()
    return shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


NO_INDEX = {"config": {"lang": ["en"], "separator": "[ ]+", "pipeline": [], "fields": {}}, "docs": [], "options": {}}


@pytest.fixture
def reader(chromium, site_url):
    """`reader(**options)`: a page, in a browser context of its own, of what the folder's `site_url` serves. A
    request that leaves the site fails the test, and so does an error of a script. With `search=False` the search finds
    nothing: the theme reads its index on each page, which costs more than all else where a test goes through many."""
    contexts, errors = [], []
    ours = (f"{site_url}/", "file://", "data:", "blob:")

    def open_page(search=True, **options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        if not search:
            context.route("**/search_index.json", lambda route: route.fulfill(json=NO_INDEX))
        contexts.append(context)
        page = context.new_page()
        context.on("request", lambda request: request.url.startswith(ours) or errors.append(request.url))
        page.on("pageerror", lambda error: errors.append(error.message))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.errors = errors
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []
