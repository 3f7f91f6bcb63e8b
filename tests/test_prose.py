"""Prose is data: it says something, and nothing in it runs, loads or leaves its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playsmith.load import Playbook, load_playbook
from playsmith.locale import Locale
from playsmith.project import Project
from playsmith.prose import _PLAIN, ProseRenderer

PAGE = "roles/seller.html"


@pytest.fixture
def playbook(project: Callable[..., Project]) -> Playbook:
    return load_playbook(
        project(
            {
                "playbook/glossary/odd.yaml": 'title: "A *b* [c](d) `e` <f> & _g_"\nsummary: Odd.\n',
                "playbook/glossary/churn.yaml": "title: Churn\nsummary: Odd.\naliases: [customer churn]\n",
            }
        )
    )


@pytest.fixture
def prose(playbook: Playbook) -> ProseRenderer:
    return ProseRenderer(playbook, Locale("en-US", "USD", {}))


class Inside(HTMLParser):
    """What a fragment holds: its tags, and every attribute."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(fragment)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def harmless(fragment: str) -> None:
    inside = Inside(fragment)
    allowed = {"p", "em", "strong", "code", "ul", "ol", "li", "a", "br", "blockquote", "pre", "table", "thead"}
    allowed |= {"tbody", "tr", "th", "td", "hr", "h3", "h4", "sub", "sup", "del"}
    assert set(inside.tags) <= allowed
    for name, value in inside.attributes:
        assert name in {"href", "title", "align", "class"}
        if name == "href":
            scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", value)
            assert scheme is None or scheme[1] in {"https", "mailto"}
            assert not value.startswith("//")
        if name == "class":
            assert value == "ps-mention"


ATTACKS = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x]( javascript:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](http://insecure.example/)",
    "[x](//evil.example/)",
    "[x](\\\\evil.example/)",
    "[x](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://ok.example "onmouseover=alert(1)")',
    '[x](https://ok.example" onclick="alert(1))',
    "![x](https://evil.example/x.png)",
    "![x](x.png)",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example></SCRIPT>",
    "<style>body{background:url(//evil.example)}</style>",
    "<svg onload=alert(1)>",
    "<math><mtext></mtext><mglyph><style><img src onerror=alert(1)></style></math>",
    "<iframe src=//evil.example></iframe>",
    "<form action=//evil.example><input name=x><button>x</button></form>",
    '<a href="https://ok.example" onclick="alert(1)" style="position:fixed" target=_blank ping=//evil.example>x</a>',
    '<p class="md-header" id="x" data-filter>x</p>',
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//evil.example>",
    "<video poster=//evil.example>",
    "<playbook-calculator calculator=cac></playbook-calculator>",
    "<template><script>x</script></template>",
    "</div></article></body><script>x</script>",
    "<!-- --><script>x</script>",
    "<![CDATA[<script>x</script>]]>",
    "<?php echo 1 ?>",
    "text {: onclick=alert(1) .md-header #id }",
    "# Heading {: onclick=alert(1) }",
    "*x*{: onclick=alert(1) }",
    "--8<-- '/etc/passwd'",
    "`<script>`",
    "```html\n<script>x</script>\n```",
    "&lt;script&gt;x&lt;/script&gt;",
    "&#60;script&#62;",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "\u0002wzxhzdk:0\u0003",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_runs_loads_or_escapes(text: str, shared: ProseRenderer) -> None:
    for shape in (text, f"Before {text} after", f"- {text}\n- x", f"> {text}", f"| a |\n|---|\n| {text} |"):
        harmless(shared.block(shape, PAGE, set()))
        harmless(shared.inline(shape, PAGE, set()))


@settings(max_examples=100, deadline=None)
@given(
    parts=st.lists(
        st.sampled_from(
            [
                *ATTACKS,
                "<a ",
                "href=",
                "onclick=",
                '"',
                "'",
                ">",
                "](",
                ")",
                "[",
                "*",
                "\n",
                " ",
                "`",
                "&",
                "churn",
                "}",
                "{",
            ]
        ),
        max_size=8,
    )
)
def test_nothing_harmful_comes_of_pieces(parts: list[str], shared: ProseRenderer) -> None:
    harmless(shared.block("".join(parts), PAGE, set()))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> ProseRenderer:
    from pathlib import Path
    from shutil import copytree

    from playsmith.project import find_project

    root = tmp_path_factory.mktemp("prose") / "project"
    copytree(Path(__file__).parent / "sites" / "minimal" / "input", root)
    return ProseRenderer(load_playbook(find_project(root)), Locale("en-US", "USD", {}))


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from("ab1 .,:;!?'\"()-+%=/–—…\t é"), min_size=1, max_size=25)
    .filter(_PLAIN.fullmatch)
    .filter(str.strip)
)
def test_the_short_way_for_plain_text_gives_what_markdown_gives(shared: ProseRenderer, text: str) -> None:
    whole = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html").convert(text)
    seen = shared.block(text, PAGE)
    assert Inside(seen).tags == Inside(whole).tags
    assert re.sub(r"<[^>]*>|\s", "", seen) == re.sub(r"<[^>]*>|\s", "", whole).replace("&quot;", '"')


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "{% include 'x' %}", "{# x #}", "${7*7}", "{money}", "{{ info }}"])
def test_what_looks_like_a_template_is_text(text: str, prose: ProseRenderer) -> None:
    assert prose.block(text, PAGE) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("See [it](metric:win-rate).", 'See <a href="../metrics/win-rate.html">it</a>.'),
        ("See [](metric:win-rate).", 'See <a href="../metrics/win-rate.html">Win rate</a>.'),
        ("See [*it*](metric:win-rate).", 'See <a href="../metrics/win-rate.html"><em>it</em></a>.'),
        ("[](term:deal)", '<a href="../glossary/index.html#deal">Deal</a>'),
        ("[](practice:weekly)", '<a href="../alignment/talk.html#weekly">A weekly half hour</a>'),
        ("[](source:guide)", '<a href="../sources.html#guide">A guide</a>'),
        ("[all](section:metrics)", '<a href="../metrics/index.html">all</a>'),
        (
            "[](term:odd)",
            '<a href="../glossary/index.html#odd">A *b* [c](d) `e` &lt;f&gt; &amp; _g_</a>',
        ),
        ("[a [b]](metric:win-rate)", None),
        ("Costs {money 1200} or {money 12.5}.", "Costs $1,200 or $12.50."),
        ("{percent 0.031} of {number 1234567.5}", "3.1% of 1,234,567.5"),
        ("{money -5}", None),
        ("{money " + "9" * 400 + "}", "{money " + "9" * 400 + "}"),
        ("{money 1e5}", "{money 1e5}"),
    ],
)
def test_links_and_amounts(text: str, html: str | None, prose: ProseRenderer) -> None:
    given_html = prose.inline(text, PAGE)
    harmless(given_html)
    if html is not None:
        assert given_html == html


def test_words_alone(prose: ProseRenderer) -> None:
    assert prose.text('See [](metric:win-rate) & "that" <b>now</b>,\n*soon*.') == 'See Win rate & "that" now, soon.'


def test_blank_lines_of_code_stay(prose: ProseRenderer) -> None:
    assert "one\n\ntwo" in prose.block("    one\n\n    two\n", PAGE).replace("&#10;", "\n")
