"""The walk itself: what a consultant types, with the wheel installed, from an empty folder to the client's site."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from web_server import WebServer

CLIENT = Path(__file__).parent / "client"
INIT = ["init", "lindenhaff", "--client", "Lindenhaff Ingenieure", "--industry", "professional-services"]
LOCALE = ["--language", "de", "--currency", "EUR", "--colour", "#1f4e79"]


@pytest.fixture(scope="session")
def playbook(once: Callable[..., Path], request: pytest.FixtureRequest) -> Path:
    """The client's folder: started, filled, checked and built."""

    def walk(folder: Path) -> None:
        folder.mkdir()
        installed = request.getfixturevalue("installed")
        installed.playsmith(*INIT, *LOCALE, cwd=folder)
        shutil.copytree(CLIENT, folder / "lindenhaff", dirs_exist_ok=True)
        installed.playsmith("check", "--strict", cwd=folder / "lindenhaff")
        installed.playsmith("build", "--strict", cwd=folder / "lindenhaff")

    return once("walkthrough", walk) / "lindenhaff"


@pytest.fixture(scope="session")
def site(playbook: Path) -> Path:
    return playbook / "site"


@pytest.fixture(scope="session")
def site_url(site: Path, serve: Callable[..., WebServer]) -> str:
    return serve(site).url
