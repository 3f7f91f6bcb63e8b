"""The Content-Security-Policy of a built site, and the files that tell hosts to send it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from string import Template

HOSTS = resources.files("playsmith") / "hosts"
IN_SITE = "_headers"  # Netlify and Cloudflare Pages read it from the site's own folder.
BESIDE = ("nginx.conf", "apache.htaccess", "Caddyfile")

PYTHON_FRAME = "assets/playsmith/pyodide-*/frame.html"

_INLINE = re.compile(
    r"""<(script|style)\b((?:[^>"']|"[^"]*"|'[^']*')*)>(.*?)</\1[\s/>]""",
    re.DOTALL | re.IGNORECASE,
)
_SRC = re.compile(r"""\ssrc\s*=""", re.IGNORECASE)
_TYPE = re.compile(r"""\stype\s*=\s*["']?([^\s"'>]*)""", re.IGNORECASE)
_RUNS = {"", "module", "importmap", "text/javascript", "application/javascript"}


def policy(pages: Iterable[str], *, python: bool = False) -> str:
    """The strictest policy under which these pages (their HTML) run: their own files, and their inline scripts by hash.

    `python` says that calculators run in Python itself: in a frame of the site, which starts a worker. The frame's own
    page has a policy that is stricter by far.
    Attributes such as `style` and `onclick` stay blocked: no hash allows them without weakening the rest.
    """
    hashes: dict[str, set[str]] = {"script": set(), "style": set()}
    for page in pages:
        for element, text in _inline(page):
            digest = hashlib.sha256(text.encode()).digest()
            hashes[element].add(f"'sha256-{base64.b64encode(digest).decode()}'")
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *sorted(hashes["script"])],
        "style-src": ["'self'", *sorted(hashes["style"])],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    if python:
        directives["script-src"].append("'wasm-unsafe-eval'")
        directives["worker-src"] = ["'self'", "blob:"]
        directives["frame-src"] = directives["frame-ancestors"] = ["'self'"]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def headers_folder(site: Path) -> Path:
    """Where the snippets for servers of one's own stand: beside the site, since they are not to be published."""
    return site.with_name(f"{site.name}-headers")


def write_headers(site: Path) -> None:
    """Write the policy of the site in this folder for each host. A `_headers` of the playbook's own stays."""
    # Reading as text makes line ends what browsers make of them before they hash.
    pages = (path.read_text("utf-8") for path in sorted(site.rglob("*.html")))
    value = policy(pages, python=any(site.glob(PYTHON_FRAME)))
    if not (site / IN_SITE).exists():
        _write(site / IN_SITE, value)
    for name in BESIDE:
        _write(headers_folder(site) / name, value)


def _inline(page: str) -> Iterator[tuple[str, str]]:
    for found in _INLINE.finditer(page):
        element, attributes, text = found[1].lower(), found[2], found[3]
        kind = _TYPE.search(attributes)
        # Data such as JSON never runs, so it is not to be allowed to.
        runs = not _SRC.search(attributes) and (kind is None or kind[1].lower() in _RUNS)
        if element == "style" or runs:
            yield element, text


def _write(path: Path, value: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = Template((HOSTS / path.name).read_text("utf-8")).substitute(policy=value)
    path.write_text(text, "utf-8", newline="\n")
