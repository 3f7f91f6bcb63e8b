"""Pages, images and other files of the layers: the outermost counts, all are published, the navigation has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from playsmith.pages import NavItem
from playsmith.problems import PlaybookError
from playsmith.project import Project
from playsmith.publish import build as publish
from playsmith.site import Site, build_site

type Build = Callable[..., Project]


def lines(items: Iterable[NavItem], above: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Path -> headings above it and its own."""
    found: dict[str, tuple[str, ...]] = {}
    for item in items:
        if item.path is not None:
            found[item.path] = (*above, item.title)
        found |= lines(item.children, (*above, item.title))
    return found


def text(site: Site, path: str) -> str:
    return next(page.text for page in site.pages if page.path == path)


def below(tmp_path: Path, path: str, content: str | bytes) -> None:
    file = tmp_path / "base" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_pages_and_images_of_lower_layers_are_published(project: Build, tmp_path: Path) -> None:
    client = project({"playbook/ours.md": "# Ours\n\n[Theirs](house/theirs.md)\n"}, base="client")
    below(tmp_path, "playbook/house/theirs.md", "# Theirs\n\n![A map](../images/map.svg)\n")
    below(tmp_path, "playbook/images/map.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site = publish(client, strict=True, site_dir=None)
    assert "Theirs" in (site / "house/theirs.html").read_text()
    assert (site / "images/map.svg").is_file()
    assert "Ours" in (site / "ours.html").read_text()


def test_the_outermost_page_and_image_replace(project: Build, tmp_path: Path) -> None:
    files = {"playbook/house.md": "# Ours\n", "playbook/images/a.png": b"ours", "playbook/tools/crm.md": "# Our CRM\n"}
    client = project(files, base="client")
    below(tmp_path, "playbook/house.md", "# Theirs\n")
    below(tmp_path, "playbook/images/a.png", b"theirs")
    site = build_site(client)
    assert text(site, "house.md") == "# Ours\n"
    assert text(site, "tools/crm.md") == "# Our CRM\n"
    assert next(asset.content for asset in site.assets if asset.path == "images/a.png") == b"ours"
    paths = [page.path for page in site.pages]
    assert len(paths) == len(set(paths))
    built = publish(client, strict=True, site_dir=None)
    assert (built / "images/a.png").read_bytes() == b"ours"


def test_where_they_stand_in_the_navigation(project: Build) -> None:
    files = {
        "playbook/about.md": "---\ntitle: About us\n---\nText.\n",
        "playbook/numbers.md": "---\nnav: metrics\n---\n# Our numbers\n",
        "playbook/metrics/more.md": "# More numbers { #more }\n",
        "playbook/rules/index.md": "# House rules\n",
        "playbook/rules/how-we-write.md": "Text without a heading.\n",
        "playbook/hidden.md": "---\nnav: false\n---\n# Hidden\n",
    }
    found = lines(build_site(project(files, base="client")).nav)
    assert found["about.md"] == ("About us",)
    assert found["numbers.md"][-1] == "Our numbers"
    assert found["numbers.md"][:-1] == found["metrics/more.md"][:-1] == found["metrics/index.md"][:-1]
    assert found["metrics/more.md"][-1] == "More numbers"
    assert found["rules/index.md"] == ("House rules", "House rules")
    assert found["rules/how-we-write.md"] == ("House rules", "How we write")
    assert "hidden.md" not in found


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"playbook/a.md": "---\nnav: metricks\n---\n"},
            "playbook/a.md:2:6: nav: there is no section 'metricks'\n    did you mean 'metrics'",
        ),
        ({"playbook/a.md": "---\n- x\n---\n"}, "playbook/a.md:2:1: the front matter holds no keys"),
        ({"playbook/a.md": "---\na: &b 1\n---\n"}, "playbook/a.md:2:4: anchor '&b'"),
        ({"playbook/a.md": b"\xff\xfe"}, "playbook/a.md: the file is not UTF-8 text"),
        ({"playbook/tools/README.md": "# x\n"}, "playbook/tools/README.md: a README would take the place"),
    ],
)
def test_what_is_wrong_with_a_page_is_told(project: Build, files: dict, said: str) -> None:
    with pytest.raises(PlaybookError) as error:
        build_site(project(files, base="client"))
    assert said in str(error.value)


def test_links_out_of_the_project_are_refused(project: Build, tmp_path: Path) -> None:
    client = project({"playbook/a.md": "# A\n"}, base="client")
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n")
    (client.root / "playbook/b.md").symlink_to(secret)
    with pytest.raises(PlaybookError, match=r"playbook/b.md: a symbolic link"):
        build_site(client)
