"""The installed wheel, far from any checkout and without a terminal: from an empty folder to a client's site."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from playsmith.scaffold.options import industries

ROOT = Path(__file__).parent.parent
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>'


@pytest.mark.skipif(os.name == "nt", reason="environments are laid out differently there")
def test_what_is_opened_in_the_checkout_is_seen(installed) -> None:
    installed.run([installed.python, "-c", f"open({str(ROOT / 'pyproject.toml')!r}).close()"], installed.work)
    assert installed.opened_in_checkout() == [str(ROOT / "pyproject.toml")]
    installed.log.unlink()


@pytest.mark.skipif(os.name == "nt", reason="environments are laid out differently there")
def test_from_an_empty_folder_to_a_clients_site(installed) -> None:
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
    # What is kept from build to build is in the user's cache, and nothing else is.
    assert [path.name for path in installed.home.iterdir()] == [".cache"]
    assert [path.name for path in (installed.home / ".cache").iterdir()] == ["playsmith"]
    assert installed.opened_in_checkout() == []


@pytest.mark.skipif(os.name == "nt", reason="environments are laid out differently there")
def test_schemas_are_there_outside_a_playbook(installed) -> None:
    assert '"x-reference": "team"' in installed.playsmith("schema", "metric", cwd=installed.home)


def version(installed) -> str:
    return installed.playsmith("--version", cwd=installed.work).split()[-1]
