"""Proofs that were kept: by what went into them, in a folder of small files."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from playsmith.calculators.calculator import Calculator
from playsmith.compiler.engine import runtime_source


def fingerprint(calculator: Calculator) -> str:
    """A hash of all that a proof depends on: sources, words, compiler, engines."""
    parts = [
        calculator.spec.model_dump_json(),
        *(f"{name}\n{each.text}" for name, each in sorted(calculator.sources().items())),
        runtime_source(),
        *((calculator.bundle.digest,) if calculator.bundle else ()),
        *(f"{path} {hashlib.sha256(content).hexdigest()}" for path, content in sorted(calculator.samples.items())),
        _engines(),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _engines() -> str:
    engine = Path(__file__).parent.parent
    parts = [sys.version, version("quickjs-ng")]
    for folder in (engine / "compiler", engine / "calculators"):
        parts += [path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".js")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def is_proven(cache: Path, key: str) -> bool:
    """Whether a proof without findings was kept. A file that cannot be read proves nothing."""
    try:
        return json.loads((cache / f"proof-{key[:32]}.json").read_text("utf-8")) == {"proven": key}
    except (OSError, ValueError):
        return False


def keep_proof(cache: Path, key: str) -> None:
    """Keep that a proof found nothing. A folder that cannot be written to only costs time."""
    path = cache / f"proof-{key[:32]}.json"
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps({"proven": key}), "utf-8")
        beside.replace(path)
    except OSError:
        return
