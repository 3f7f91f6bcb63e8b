"""What only the page's Python needs beside `runner`: how progress is told, and what a calculator may not import."""

import random
import sys

BRIDGE = {"js", "pyodide_js", "pyodide", "_pyodide", "_pyodide_core", "pyodide_http", "micropip", "ctypes", "_ctypes"}
NETWORK = {
    "socket",
    "_socket",
    "ssl",
    "_ssl",
    "ftplib",
    "imaplib",
    "poplib",
    "smtplib",
    "socketserver",
    "asyncio",
    "webbrowser",
}
CLOSED = frozenset(BRIDGE | NETWORK)
# asyncio comes with an event loop of the browser's.
CLOSED_WITHIN = frozenset({"urllib.request", "http.client", "http.server", "http.cookiejar", "xmlrpc.client"})


class Closed:
    """Stands first among the finders: says why a module is not to be had."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.split(".")[0] in CLOSED or name in CLOSED_WITHIN:
            raise ModuleNotFoundError(f"{name} is not available to calculators", name=name)


def close():
    """Take the bridge to the browser, and what speaks to networks, out of reach of imports."""
    for name in list(sys.modules):
        if name.split(".")[0] in CLOSED or name in CLOSED_WITHIN:
            del sys.modules[name]
    sys.meta_path[:] = [Closed, *(each for each in sys.meta_path if not type(each).__module__.startswith("_pyodide"))]
    random.seed()


def tell(done, total):
    """Progress goes by the error stream, so that Python holds no object of the browser's."""
    sys.__stderr__.write(f"\x01{done} {total}\n")
    sys.__stderr__.flush()


def closed_run():
    """The function that the page calls, everything that reaches out being closed."""
    import functools

    from playsmith_runner import run

    close()
    return functools.partial(run, report=tell)
