"""A calculator of a trusted layer, run by the build in a child process with limits on processor, memory and time."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Mapping
from pathlib import Path

from playsmith.pyodide_lane.bundles import Bundle

MEMORY = 2 << 30


class Child:
    """CPython with a bundle's wheels on its path. A context manager: each calculation is a process of its own."""

    def __init__(self, bundle: Bundle, seconds: float) -> None:
        self.bundle = bundle
        self.seconds = seconds
        self._place = tempfile.TemporaryDirectory()

    def __enter__(self) -> Child:
        for content in self.bundle.wheels.values():
            # A pure wheel is installed by unpacking it.
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                archive.extractall(self._place.name)
        return self

    def __exit__(self, *_: object) -> None:
        self._place.cleanup()

    def run(self, arguments: Mapping[str, object], files: Mapping[str, bytes]) -> dict[str, object]:
        """Call calculate(). `{"value"}` or `{"error": {"type", "code", "file", "line"}}`; type "limit" where it was
        stopped."""
        job = {
            "packages": self._place.name,
            "limits": {"memory": MEMORY, "seconds": int(self.seconds) + 1},
            "request": json.dumps({"module": self.bundle.module, "arguments": dict(arguments)}),
            "files": [[name, len(content)] for name, content in files.items()],
        }
        head = json.dumps(job).encode()
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("child_main.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONHASHSEED": "0"},
            cwd=self._place.name,
        )
        timer = threading.Timer(self.seconds, process.kill)
        timer.start()
        try:
            out, _ = process.communicate(struct.pack(">I", len(head)) + head + b"".join(files.values()))
        finally:
            timer.cancel()
        try:
            return json.loads(out)
        except ValueError:
            text = f"took more than {self.seconds:g} seconds or {MEMORY >> 20} MB"
            return {"error": {"type": "limit", "code": text, "file": "", "line": 0}}
