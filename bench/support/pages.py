"""The CAC page in five variants, and a server that counts what goes over the wire."""

from __future__ import annotations

import gzip
import json
import mimetypes
import re
import subprocess
import tempfile
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playsmith.packed import OPTIONS, terser
from playsmith.pyodide_lane.fetch import pins

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "bench" / "page"
CACHE = ROOT / ".cache" / "bench"
PACKAGES = {pins().package: pins().version, "@micropython/micropython-webassembly-pyscript": "1.27.0"}
PAGE = "calculators/cac.html"
BENCH = "assets/bench"
# "hand-written" stands where MkDocs puts scripts, behind the theme's; "hand-written, first" where playsmith's stand.
VARIANTS = ("page", "playsmith", "hand-written", "hand-written-first", "micropython", "pyodide")

_BUNDLE = '<script src="../assets/javascripts/bundle.'

# MicroPython has neither typing nor math.log1p.
_TYPING = "class TypedDict(dict): pass\n"
_LOG1P = """
def log1p(x):
    u = 1.0 + x
    return x if u == 1.0 else math.log(u) * x / (u - 1.0)
"""


def chromium() -> str:
    """The browser that the tests use."""
    command = [str(ROOT / ".ci/find-chromium"), ".venv"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return found.stdout.strip().splitlines()[-1]


def fetch_interpreters() -> Path:
    """The two packages from npm, kept in the benchmarks' cache; give the folder they are in."""
    modules = CACHE / "node_modules"
    if any(_version(modules / name) != version for name, version in PACKAGES.items()):
        CACHE.mkdir(parents=True, exist_ok=True)
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        command = ["npm", "install", "--prefix", str(CACHE), "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run([*command, *wanted], check=True, stdout=subprocess.DEVNULL)
    return modules


def _version(package: Path) -> str | None:
    file = package / "package.json"
    return json.loads(file.read_text("utf-8"))["version"] if file.is_file() else None


def variant_files(site: Path) -> dict[str, bytes]:
    """Every file of the site by its path, and those of the variants: `<variant>/calculators/cac.html`."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    modules = fetch_interpreters()
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"):
        files[f"{BENCH}/pyodide/{name}"] = (modules / "pyodide" / name).read_bytes()
    for name in ("micropython.mjs", "micropython.wasm"):
        path = modules / "@micropython/micropython-webassembly-pyscript" / name
        files[f"{BENCH}/micropython/{name}"] = path.read_bytes()
    form, cac, python = (_packed(SCRIPTS / name) for name in ("form.js", "cac.js", "python.js"))
    files[f"{BENCH}/hand-written.js"] = f"{form}\n{cac}".encode()
    for engine in ("micropython", "pyodide"):
        given = json.dumps({"engine": engine, "sources": _sources(engine)})
        files[f"{BENCH}/{engine}.js"] = f"globalThis.python={given};{form}\n{python}".encode()
    return files


def _packed(path: Path) -> str:
    """A script as the project's own are packed."""
    with tempfile.TemporaryDirectory() as place:
        command = [*terser(Path(place)), str(path), *OPTIONS]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def variant_page(html: str, variant: str) -> str:
    """The built page of the calculator as this variant has it."""
    if variant == "playsmith":
        return html
    named = re.compile(r'<(?:link|script)[^>]*="[^"]*assets/playsmith/calculator(?:s/cac)?\.js"[^>]*>(?:</script>)?')
    html, found = named.subn("", html)
    assert found == 4, "the page does not name the scripts of its calculator"
    if variant == "page":
        html, elements = re.subn(r"<playsmith-calculator.*?</playsmith-calculator>", "", html, flags=re.DOTALL)
        assert elements == 1
    else:
        # The page's own scripts see a calculator, and would ask for its scripts.
        html = html.replace("<body", "<script>globalThis.playsmith = { calculators: {} }</script><body", 1)
        if variant == "hand-written-first":
            html = html.replace(_BUNDLE, f'<script src="../{BENCH}/hand-written.js"></script>{_BUNDLE}')
        else:
            html = html.replace("</body>", f'<script defer src="../{BENCH}/{variant}.js"></script></body>')
    return html


def _sources(engine: str) -> dict[str, str]:
    folder = ROOT / "calculators"
    paths = [folder / "cac.py", *sorted((folder / "shared").glob("*.py"))]
    sources = {f"calculators/{path.relative_to(folder).as_posix()}": path.read_text("utf-8") for path in paths}
    if engine == "micropython":
        for path, text in sources.items():
            if "math.log1p" in text:
                text = text.replace("import math\n", f"import math\n{_LOG1P}", 1).replace("math.log1p", "log1p")
            sources[path] = text
        sources["typing.py"] = _TYPING
    return {**sources, "calculators/__init__.py": "", "calculators/shared/__init__.py": ""}


class Wire:
    """Serves the variants below `/<run>/<variant>/`; `sent[run]` is what each path cost, gzip where that is smaller."""

    def __init__(self, site: Path) -> None:
        self._files = variant_files(site)
        self._packed: dict[tuple[str, str], tuple[bytes, bool]] = {}
        self.sent: dict[str, dict[str, int]] = defaultdict(dict)
        for variant in VARIANTS:
            for path in self._files:
                self._body(variant, path)
        wire = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                _, run, variant, path = self.path.split("?")[0].split("/", 3)
                if path not in wire._files:
                    self.send_error(404)
                    return
                body, packed = wire._body(variant, path)
                wire.sent[run][path] = len(body)
                self.send_response(200)
                kind = "text/javascript" if path.endswith((".js", ".mjs")) else mimetypes.guess_type(path)[0]
                self.send_header("Content-Type", "application/wasm" if path.endswith(".wasm") else kind or "text/plain")
                self.send_header("Content-Length", str(len(body)))
                # Clocks of pages that are isolated are finer.
                self.send_header("Cross-Origin-Opener-Policy", "same-origin")
                self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
                if packed:
                    self.send_header("Content-Encoding", "gzip")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()

    def _body(self, variant: str, path: str) -> tuple[bytes, bool]:
        key = (variant if path == PAGE else "", path)
        if key not in self._packed:
            body = self._files[path]
            if path == PAGE:
                body = variant_page(body.decode(), variant).encode()
            packed = gzip.compress(body, 9, mtime=0)
            self._packed[key] = (packed, True) if len(packed) < len(body) else (body, False)
        return self._packed[key]
