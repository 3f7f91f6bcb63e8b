"""The brand: its files are there and harmless, and stand on the pages, from the site itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from playsmith.checked import check_project
from playsmith.fonts import is_font, is_variable
from playsmith.locale import known_currencies, known_locales
from playsmith.problems import PlaybookError
from playsmith.project import Project
from playsmith.publish import build
from playsmith.site import Site, build_site

type Build = Callable[..., Project]

BRAND = "site_config/brand.yaml"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'


def woff2(*tables: bytes) -> bytes:
    """The directory of a WOFF2 file with these entries: a byte of flags, and lengths."""
    header = b"wOF2" + bytes(8) + len(tables).to_bytes(2, "big")
    return header.ljust(48, b"\0") + b"".join(tables) + bytes(16)


HEAD = bytes([1, 54])
# Glyphs are stored transformed as version 0 and then have two lengths; one of them takes two bytes.
GLYPHS = bytes([10, 0x81, 0x00, 5])
UNTRANSFORMED_GLYPHS = bytes([10 | 3 << 6, 47])
NAMED = bytes([63, *b"ABCD", 47])
AXES = bytes([47, 60])
FONT = woff2(HEAD, GLYPHS)
VARIABLE = woff2(HEAD, GLYPHS, UNTRANSFORMED_GLYPHS, NAMED, AXES)


def test_fonts_say_whether_they_hold_all_weights() -> None:
    assert is_font(FONT) and not is_variable(FONT)
    assert is_variable(VARIABLE)
    # The number of the axes' table stands where a length does.
    assert not is_variable(woff2(HEAD, GLYPHS, UNTRANSFORMED_GLYPHS, NAMED))
    assert not is_font(b"OTTO" + bytes(100))
    assert not is_variable(woff2(HEAD, AXES)[:50])


def problems(project: Project) -> list[str]:
    with pytest.raises(PlaybookError) as caught:
        check_project(project)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("brand", "files", "said"),
    [
        (
            "logo: images/lgo.svg\n",
            {"playbook/images/logo.svg": SVG},
            f"{BRAND}:1:7: logo: no layer has playbook/images/lgo.svg\n    did you mean 'images/logo.svg'",
        ),
        ("favicon: a/../../../x.png\n", {}, f"{BRAND}:1:10: favicon: no layer has playbook/a/../../../x.png"),
        ("logo: https://example.org/logo.svg\n", {}, f"{BRAND}:1:7: logo: "),
        (
            "logo: images/logo.svg\n",
            {"playbook/images/logo.svg": "<svg>\n<script>alert(1)</script></svg>"},
            "playbook/images/logo.svg:2:1: the picture holds a script",
        ),
        (
            "fonts: {text: fonts/a.woff2, licence: Ours}\n",
            {"playbook/fonts/a.woff2": b"OTTO" + bytes(100)},
            f"{BRAND}:1:15: fonts.text: playbook/fonts/a.woff2 is no WOFF2 font",
        ),
        ("fonts: {text: fonts/a.woff2, licence: Ours}\n", {}, f"{BRAND}:1:15: fonts.text: no layer has playbook/fonts"),
        ("fonts: {text: fonts/a.ttf, licence: Ours}\n", {}, f"{BRAND}:1:15: fonts.text: "),
        ("fonts: {text: fonts/a.woff2}\n", {"playbook/fonts/a.woff2": FONT}, "the key 'licence' is missing"),
        (
            "legal: [imprnt.md]\n",
            {"playbook/imprint.md": "# Imprint\n"},
            f"{BRAND}:1:9: legal[0]: there is no page playbook/imprnt.md\n    did you mean 'imprint.md'?",
        ),
        ("analytics: {script: https://example.org/count.js}\n", {}, f"{BRAND}:1:21: analytics.script: "),
        ("analytics: {script: //example.org/count.js}\n", {}, f"{BRAND}:1:21: analytics.script: "),
    ],
)
def test_what_the_brand_names_is_there_and_harmless(brand: str, files: dict, said: str, project: Build) -> None:
    found = problems(project({BRAND: brand, **files}, base="client"))
    assert len(found) == 1
    assert said in found[0]


def styles(site: Site) -> str:
    return next(asset.content.decode() for asset in site.assets if asset.path == "assets/playsmith/playsmith.css")


def test_fonts_come_from_the_site_itself(project: Build) -> None:
    fonts = "text: fonts/a.woff2, text_bold: fonts/b.woff2, headings: fonts/c.woff2, licence: '*/ body { x: y } Ours'"
    files = {f"playbook/fonts/{name}.woff2": data for name, data in {"a": FONT, "b": FONT, "c": VARIABLE}.items()}
    site = build_site(project({BRAND: f"fonts: {{{fonts}}}\n", **files}, base="client"))
    css = styles(site)
    faces = re.findall(r"@font-face \{(.*?)\}", css, re.DOTALL)
    said = [tuple(re.findall(r'(?:family: |weight: |src: url\()"?([^";)]+)', face)) for face in faces]
    assert said == [
        ("playsmith text", "400", "../../fonts/a.woff2"),
        ("playsmith text", "700", "../../fonts/b.woff2"),
        ("playsmith headings", "100 900", "../../fonts/c.woff2"),
    ]
    assert '--ps-font: "playsmith text"' in css
    assert "/ body { x: y } Ours */" in css
    assert {"fonts/a.woff2", "fonts/b.woff2", "fonts/c.woff2"} <= {asset.path for asset in site.assets}
    assert "@font-face" not in styles(build_site(project(base="client", name="plain")))


def test_what_the_pages_show_of_the_brand(project: Build, tmp_path: Path) -> None:
    brand = (
        "name: Müller & Söhne\nlogo: images/logo.svg\nfooter: A <line> & more\nlegal: [privacy.md, legal/imprint.md]\n"
        "analytics: {script: /stats/script.js, data: {website-id: 'a\"b'}}\n"
    )
    built = project(
        {
            BRAND: brand,
            "playbook/images/logo.svg": SVG,
            "playbook/privacy.md": "# Privacy & cookies\n\nNone.\n",
            "playbook/legal/imprint.md": "---\ntitle: Imprint\n---\n# Who we are\n",
        },
        base="client",
    )
    target = build(built, strict=True, site_dir=tmp_path / "site")
    page = (target / "metrics/win-rate.html").read_text("utf-8")
    footer = page[page.index('<footer class="ps-footer"') : page.index("</footer>")]
    legal = re.search(r'<ul class="ps-footer__legal">(.*?)</ul>', footer, re.DOTALL)[1]
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', legal) == [
        ("../privacy.html", "Privacy &amp; cookies"),
        ("../legal/imprint.html", "Imprint"),
    ]
    assert "A &lt;line&gt; &amp; more" in footer
    assert '<script defer src="/stats/script.js" data-website-id="a&#34;b"></script>' in page
    assert page.count("privacy.html") == 1
    assert 'src="../images/logo.svg"' in page


def test_nobody_is_counted_unless_told(project: Build, tmp_path: Path) -> None:
    built = project(base="client")
    config = built.root / "mkdocs.yml"
    # The theme's own way would load a script of another site.
    analytics = {"provider": "google", "property": "G-XXXX"}
    config.write_text(config.read_text().replace("extra:\n", f"extra:\n  analytics: {json.dumps(analytics)}\n"))
    target = build(built, strict=True, site_dir=tmp_path / "site")
    for path in target.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "google" not in text and "/stats/" not in text


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("locale", "de-DR", "did you mean 'de-DE'"),
        ("locale", "en-XX", "did you mean 'en-"),
        ("locale", "xx-YY", "A language and a country, such as de-DE."),
        ("currency", "EUX", "'EUR'"),
        ("currency", "QQQ", "A code of ISO 4217, such as EUR."),
    ],
)
def test_locale_and_currency_are_known_ones(key: str, value: str, hint: str, project: Build) -> None:
    (said,) = problems(
        project({"playbook/playbook.yaml": f"extends: ../base\ntrust: [../base]\n{key}: {value}\n"}, "client")
    )
    assert said.startswith(f"playbook/playbook.yaml:3:{len(key) + 3}: {key}: '{value}' is not known\n    ")
    assert hint in said


def test_every_locale_that_is_offered_is_one() -> None:
    assert {"de-DE", "en-US", "fr-CH", "es-MX"} <= {*known_locales()}
    assert {"EUR", "USD", "CHF", "JPY"} <= {*known_currencies()}
    assert "DEM" not in known_currencies()
