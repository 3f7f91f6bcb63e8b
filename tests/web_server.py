"""A server of a folder, as a site's host would serve it: with the headers that the site's own `_headers` asks for."""

from __future__ import annotations

import http.server
import sys
import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple


class Asked(NamedTuple):
    """A request; `length` is that of its body in bytes."""

    method: str
    path: str
    length: int


class WebServer:
    """Serves `folder`, and `pages` (path -> HTML) beside what lies there, until it is closed; keeps what was asked."""

    def __init__(self, folder: Path, headers: Mapping[str, str] | None = None, pages: Mapping[str, str] = {}) -> None:
        self.headers = asked_headers(folder) if headers is None else headers
        self.asked: list[Asked] = []
        handler = partial(_Handler, directory=folder, sends=self.headers, pages=pages, asked=self.asked)
        self._server = _Server(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def asked_headers(folder: Path) -> dict[str, str]:
    """What Netlify and Cloudflare Pages would send for every path."""
    file = folder / "_headers"
    lines = file.read_text("utf-8").partition("/*\n")[2].splitlines() if file.is_file() else ()
    return dict(line.strip().split(": ", 1) for line in lines)


class _Server(http.server.ThreadingHTTPServer):
    """A reader who leaves a page before it is loaded is no fault of the server."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(
        self, *request: object, sends: Mapping[str, str], pages: Mapping[str, str], asked: list, **more
    ) -> None:
        self.sends, self.pages, self.asked = sends, pages, asked
        super().__init__(*request, **more)

    def parse_request(self) -> bool:
        whole = super().parse_request()
        if whole:
            self.asked.append(Asked(self.command, self.path, int(self.headers.get("Content-Length") or 0)))
        return whole

    def do_GET(self) -> None:
        if self.path not in self.pages:
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.pages[self.path].encode())
        return None

    def end_headers(self) -> None:
        for name, value in self.sends.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass
