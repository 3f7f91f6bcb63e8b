"""A limit on the time that a process may take for one call."""

from __future__ import annotations

import math
import subprocess
import threading
import time
from typing import Self


class Watchdog:
    """Kills a process that is at one call for longer than `seconds`: `with watchdog:` around each call.

    One thread watches all calls: to start one for each costs more than most calls do.
    """

    def __init__(self, process: subprocess.Popen, seconds: float) -> None:
        self._process = process
        self._seconds = seconds
        self._until = math.inf
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def __enter__(self) -> Self:
        self._until = time.monotonic() + self._seconds
        return self

    def __exit__(self, *_: object) -> None:
        self._until = math.inf

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()

    def _watch(self) -> None:
        while not self._ended.wait(min(0.5, self._seconds / 4)):
            if time.monotonic() > self._until:
                self._process.kill()
                return
