"""A real Chromium, a page with one calculator of every kind of field and result, and a server with a strict CSP."""

from __future__ import annotations

import json
import shutil
from html import escape
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from playsmith.bundle import script
from playsmith.calculators.view.data import DETAIL_WORDS, DETAILS
from playsmith.charts import draw
from playsmith.compiler import Source, compile_module
from playsmith.locale import Locale
from playsmith.project import find_project
from playsmith.publish import build

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent / "element"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


@pytest.fixture(scope="session")
def words() -> dict:
    """The fixed words in English."""
    return yaml.safe_load((ROOT / "site_config/locale/en.yaml").read_text(encoding="utf-8"))


def compiled(name: str) -> str:
    return compile_module(Source(name, f"{name}.py", (HERE / f"{name}.py").read_text(encoding="utf-8"))).javascript


def demo_results(inputs: dict) -> dict:
    """What CPython answers for the demo calculator."""
    module: dict = {}
    exec(compile((HERE / "demo.py").read_text(encoding="utf-8"), "demo.py", "exec"), module)
    return module["calculate"](**inputs)


def demo_spec() -> dict:
    return yaml.safe_load((HERE / "demo.yaml").read_text(encoding="utf-8"))


def demo_defaults() -> dict:
    return {name: each["default"] for name, each in demo_spec()["inputs"].items()}


def demo_page(locale: Locale) -> str:
    spec, defaults = demo_spec(), demo_defaults()
    first = {name: part for name, part in spec.items() if name not in (*DETAILS, "charts")}
    first["messages"] = {code: {"field": each.get("field", "")} for code, each in spec["messages"].items()}
    known = locale.to_json()
    known["words"] = {"calculator": {k: v for k, v in known["words"]["calculator"].items() if k not in DETAIL_WORDS}}
    data = {"locale": known, "spec": first, "defaults": defaults}
    row = (HERE / "row.html").read_text(encoding="utf-8").strip()
    rows = []
    for place, values in enumerate(defaults["channels"]):
        parts = row.replace("[]", f"[{place}]").split('value=""')
        shown = [values["name"], locale.field("money", values["spend"]), locale.field("count", values["customers"])]
        rows.append("".join(part + (f'value="{shown[i]}"' if i < 3 else "") for i, part in enumerate(parts)))
    drawn = [
        draw(chart, {"spec": spec, "inputs": defaults, "outputs": demo_results(defaults)}, locale)
        for chart in spec["charts"]
    ]
    page = (HERE / "demo.html").read_text(encoding="utf-8")
    for token, text in {
        "SPEC": json.dumps(data).replace("<", "\\u003c"),
        "ROWS": "".join(rows),
        "ROW": row,
        "NO_SCRIPT": escape(locale.word("calculator.notice.no_script")),
        "CHART0": drawn[0]["svg"],
        "CHART1": drawn[1]["svg"],
        "CHART0_ROWS": "".join(f'<tr><th scope="row">{a}</th><td>{b}</td></tr>' for a, b in drawn[0]["table"]),
    }.items():
        page = page.replace(f"@@{token}@@", text)
    return page


@pytest.fixture
def demo_data() -> SimpleNamespace:
    """The demo calculator: its spec, its defaults, and what CPython answers for inputs."""
    return SimpleNamespace(spec=demo_spec(), defaults=demo_defaults(), results=demo_results)


@pytest.fixture(scope="session")
def element_site(tmp_path_factory, words) -> Path:
    site = tmp_path_factory.mktemp("element")
    assets = site / "assets/playsmith"
    (assets / "calculators").mkdir(parents=True)
    for name in ("calculator.js", "rare.js", "details.js"):
        (assets / name).write_text(script(name), encoding="utf-8")
    shutil.copy(ROOT / "src/playsmith/assets/playsmith-calculator.css", assets)
    shutil.copy(HERE / "tokens.css", site)
    factories = f"{{ calculate: {compiled('demo')}, expressions: {compiled('demo_expressions')} }}"
    code = f'playsmith.calculators.define("demo", {factories});'
    (assets / "calculators/demo.js").write_text(code, encoding="utf-8")
    later = {name: demo_spec()[name] for name in ("messages", "charts", *DETAILS)}
    details = json.dumps({"words": {name: words["calculator"][name] for name in DETAIL_WORDS}, "spec": later})
    (assets / "calculators/demo.details.js").write_text(f'playsmith.calculators.defineDetails("demo", {details});')
    (site / "demo.html").write_text(demo_page(Locale("en-US", "USD", words)), encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def browser_context(chromium):
    """One reader for the whole file: Python is loaded once, as it is for readers."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="session")
def served(element_site, serve) -> str:
    return serve(element_site, headers={"Content-Security-Policy": CSP}).url


@pytest.fixture
def page(chromium, served):
    """A page whose errors fail the test, and whose requests stay on the site."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith(served) else errors.append(request.url))
    page.errors = errors
    yield page
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def site_folder(once) -> Path:
    """The reference playbook's site."""
    return once("site", lambda folder: build(find_project(ROOT), strict=True, site_dir=folder))


@pytest.fixture(scope="session")
def site_url(site_folder, serve) -> str:
    return serve(site_folder).url
