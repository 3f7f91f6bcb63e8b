"""Serving a site in several languages: of its trees, only the one that is looked at is built after a change.

MkDocs would build the default language's tree each time; the others are builds of their own, each as long as the first.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

log = logging.getLogger("mkdocs.plugins.playsmith")


class Trees(Protocol):
    """What is served, by folder: "" has the default language, the others look like "de/"."""

    @property
    def folders(self) -> Collection[str]:
        """The folders of the further languages."""
        ...

    def reread(self) -> bool:
        """Read the playbook anew; what is wrong in it is kept for the pages to show. False: only a whole build can."""
        ...

    def build(self, folder: str) -> None:
        """Build the tree of a further language."""
        ...


class Preview:
    """Stands between MkDocs' server and its builds: after a change, a tree is built when one of its pages is asked for.

    The one that was asked for last is what the reader looks at: live reload asks for that page again.
    """

    def __init__(self, trees: Trees, site: Path) -> None:
        self._trees = trees
        self._site = site
        self._lock = threading.RLock()
        self._built = {""}
        self._looked_at = ""

    def attach(self, server: Any, builder: Callable[[], None]) -> None:
        """Take the place of a server's builder, and see what it is asked for."""
        self._builder = builder
        self._root = server.mount_path
        self._answer = server.get_app()
        server.builder = self.rebuild
        server.set_app(self.answer)

    def rebuild(self) -> None:
        """Take in a change: build the default tree, but leave another one that is looked at to its next request."""
        with self._lock:
            self._built.clear()
            if self._looked_at not in self._trees.folders or not self._trees.reread():
                self._build_default()

    def answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request; for a page its tree is built first where it is out of date."""
        path = environ["PATH_INFO"]
        if path.startswith(self._root) and path.endswith((".html", "/")):
            inner = path.removeprefix(self._root)
            self._look_at(next((folder for folder in self._trees.folders if inner.startswith(folder)), ""))
        return self._answer(environ, start_response)

    def _look_at(self, folder: str) -> None:
        with self._lock:
            self._looked_at = folder
            if folder in self._built:
                return
            try:
                # Once, even where it fails: the next change is the next chance.
                self._built.add(folder)
                if folder:
                    self._trees.build(folder)
                else:
                    self._build_default()
            except (Exception, SystemExit):
                log.exception("The pages below '/%s' could not be built", folder)

    def _build_default(self) -> None:
        with self._kept_aside():
            self._builder()
        self._built.add("")

    @contextmanager
    def _kept_aside(self) -> Iterator[None]:
        """MkDocs empties the site's folder before it builds: all but what begins with a dot."""
        names = [folder.rstrip("/") for folder in self._trees.folders if (self._site / folder).is_dir()]
        for name in names:
            (self._site / name).rename(self._site / f".{name}")
        try:
            yield
        finally:
            for name in names:
                (self._site / f".{name}").rename(self._site / name)
