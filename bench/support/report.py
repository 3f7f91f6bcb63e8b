"""What every benchmark says beside its figures: the date, the machine, its load, the versions."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version

from rich.console import Console
from rich.table import Table


def console() -> Console:
    """Wide enough for every table, also where the output goes to a file."""
    return Console(width=130, highlight=False)


def machine(*packages: str) -> str:
    """One line on when and where this ran."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    load = os.getloadavg()[0]
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, {platform.system()}, load {load:.1f}, "
        f"Python {platform.python_version()}, {versions}"
    )


def table(title: str, *columns: str) -> Table:
    """The first column holds names, the others figures."""
    made = Table(title=title, title_justify="left", title_style="bold")
    for place, column in enumerate(columns):
        made.add_column(column, justify="left" if place == 0 else "right")
    return made
