"""The lock file that tells Pyodide which wheels there are: written with Pyodide's own library."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from playsmith.problems import Mark, PlaybookError, Problem


def lock_of(core_lock: Mapping[str, object], wheels: Mapping[str, bytes], mark: Mark) -> str:
    """The lock of the core's Python with these wheels (bytes by file name) and no other package, as JSON.

    Raises PlaybookError, at `mark`, where a wheel does not fit this Python or needs a package that is not there.
    """
    with tempfile.TemporaryDirectory() as place:
        bare = Path(place) / "bare.json"
        bare.write_text(json.dumps({"info": core_lock["info"], "packages": {}}), "utf-8")
        paths = []
        for name, content in sorted(wheels.items()):
            paths.append(Path(place) / name)
            paths[-1].write_bytes(content)
        try:
            spec = add_wheels_to_spec(PyodideLockSpec.from_json(bare), paths)
        except RuntimeError as error:
            hint = "Declare it under `packages` as well, with its wheel in calculators/wheels."
            raise PlaybookError([Problem(mark, f"packages: {error}", hint, rule="package")]) from None
        whole = Path(place) / "whole.json"
        spec.to_json(whole)
        found = json.loads(whole.read_text("utf-8"))
    # Every module below calculators/ is a part of the project, whatever wheel it comes in.
    return json.dumps(found, sort_keys=True, separators=(",", ":"))
