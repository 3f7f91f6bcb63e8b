"""What a layer that is not trusted may hold: data, in which nothing runs, loads or reaches out."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playsmith.markdown_check import markdown_problems
from playsmith.problems import PlaybookError
from playsmith.project import Project, find_project
from playsmith.site import build_site
from playsmith.trust import svg_problems

type Build = Callable[..., Project]

FINE = """\
---
title: Fine
nav: metrics
---
# A heading {: #top .wide }

A [link](../metrics/cac.md#x), <https://example.org>, <a@example.org>, 3 < 4, {money 100} and `<b>`.

```html
<script>alert(1)</script>
```

| a | b |
|:--|--:|
| 1 | 2 |

![A picture](images/a.png){: .small }
"""


def test_plain_markdown_is_fine() -> None:
    assert markdown_problems(FINE, "a.md") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A <b>word</b>.", "1:3"),
        ("x\n\n<div>\n</div>\n", "3:1"),
        ("<!-- hidden -->", "1:1"),
        ("<img src=x onerror=alert(1)>", "1:1"),
        ("    <b>indented</b>\n", "1:5"),
        ("~~~\n<b>never closed\n", "2:1"),
        ("  ```\n<b>no fence\n  ```\n", "2:1"),
        ("`\n<div onclick=x>\n`", "2:1"),
        ("# H {: onclick=alert(1) }", "1:5"),
        ('A [x](y.md){ style="color:red" }', "1:12"),
        ("``` { .py onclick=x }\n```\n", "1:6"),
        ("[x](javascript:alert(1))", "1:5"),
        ("[x](java&#115;cript:alert(1))", "1:5"),
        ("[x]( JaVaScRiPt:alert(1) )", "1:6"),
        ("[x][r]\n\n[r]: data:text/html,x", "3:6"),
        ("<javascript://x>", "1:2"),
        ("![x](https://example.org/a.png)", "1:6"),
        ("![x](//example.org/a.png)", "1:6"),
        ("[x](/etc/passwd)", "1:5"),
        ("[x](../../../../../../../secret.md)", "1:5"),
        ('--8<-- "secret.txt"', "1:1"),
        ('```\n--8<-- "secret.txt"\n```', "2:1"),
        ("{!secret.md!}", "1:1"),
        ("---\ntemplate: evil.html\n---\n", "2:1"),
    ],
)
def test_what_runs_loads_or_escapes_is_told_at_its_place(text: str, place: str) -> None:
    found = markdown_problems(text, "a.md")
    assert f"a.md:{place}" in {str(problem.mark) for problem in found}, found
    assert all(problem.hint for problem in found)


def test_an_image_by_reference_is_found_in_what_markdown_makes_of_it() -> None:
    [problem] = markdown_problems("![x][r]\n\n[r]: https://example.org/a.png\n", "a.md")
    assert "loaded from elsewhere" in problem.message


class Active(HTMLParser):
    """Whether HTML would run something or load something from elsewhere."""

    found = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        loads = (values.get("src") or "").strip().lower().startswith(("http:", "https:", "//", "data:"))
        runs = any(name.startswith("on") for name in values) or tag in ("script", "iframe", "object", "style", "form")
        self.found |= (
            loads or runs or "".join((values.get("href") or "").split()).lower().startswith(("javascript:", "data:"))
        )


_PIECES = st.sampled_from(
    [
        "<",
        ">",
        "script",
        "b onclick=x",
        "`",
        "```\n",
        "\n",
        "\n\n",
        "    ",
        "![a](",
        "[a](",
        ")",
        "javascript:x",
        "//x.y/z",
        "https://x.y",
        "[r]: ",
        "[a][r]",
        "![a][r]",
        "{: ",
        " onclick=x }",
        "&#106;avascript:x",
        "# ",
        "| ",
        "\\",
        "<!--",
        "-->",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join))
@example("`<!--`\n<b onclick=x>\n-->")
def test_what_passes_is_harmless_in_what_markdown_makes_of_it(text: str) -> None:
    if not markdown_problems(text, "a.md"):
        seen = Active()
        seen.feed(markdown.markdown(text, extensions=["tables", "toc", "fenced_code", "attr_list"]))
        assert not seen.found


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        '<path onload="x"/>',
        '<image href="https://example.org/a.png"/>',
        '<a xlink:href="javascript:x"/>',
        "<foreignObject/>",
        "<style>@import 'x.css'</style>",
    ],
)
def test_a_picture_that_does_something_is_told(inside: str) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg">\n{inside}</svg>'
    assert [problem.mark.line for problem in svg_problems(text, "a.svg")][:1] == [2]


def test_a_plain_picture_is_fine() -> None:
    logo = (Path(__file__).parent.parent / "playbook/images/logo.svg").read_text()
    assert not list(svg_problems(logo, "logo.svg"))


def test_only_layers_that_are_not_trusted_are_held_to_it(project: Build, tmp_path: Path) -> None:
    client = project({"playbook/ours.md": "# <b>Ours</b>\n"}, base="client")
    (tmp_path / "house/playbook").mkdir(parents=True)
    (tmp_path / "house/playbook/theirs.md").write_text("# Theirs\n\nA <b>word</b>.\n")
    info = client.root / "playbook/playbook.yaml"
    info.write_text("extends: [../base, ../house]\ntrust: [../base]\n")
    with pytest.raises(PlaybookError) as error:
        build_site(find_project(client.root))
    assert "house:playbook/theirs.md:3:3: raw HTML: '<b>'" in str(error.value)
    assert "ours.md" not in str(error.value)
    info.write_text("extends: [../base, ../house]\ntrust: [../base, ../house]\n")
    assert build_site(find_project(client.root))


def test_a_template_of_a_layer_that_is_not_trusted_is_told_with_what_to_write(project: Build, tmp_path: Path) -> None:
    client = project({}, base="client")
    (tmp_path / "house/templates/pages").mkdir(parents=True)
    (tmp_path / "house/playbook").mkdir()
    (tmp_path / "house/templates/pages/tool.md.j2").write_text("# {{ tool.title }}\n")
    (client.root / "playbook/playbook.yaml").write_text("extends: [../base, ../house]\ntrust: [../base]\n")
    with pytest.raises(PlaybookError) as error:
        build_site(find_project(client.root))
    assert "house:templates/pages/tool.md.j2: a template is code, and the layer 'house' is not trusted" in str(
        error.value
    )
    assert "'trust: [../house]'" in str(error.value)
