"""Build and preview through MkDocs. The site is written beside and renamed: a failed build leaves the last good one."""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, PluginError

from playsmith.csp import headers_folder
from playsmith.problems import Mark, PlaybookError, Problem
from playsmith.project import Project


def build(project: Project, *, strict: bool, site_dir: Path | None) -> Path:
    """Build the site and give its folder. Raises PlaybookError with what is wrong, MkDocs' own findings included."""
    config_file = project.root / "mkdocs.yml"
    if not config_file.is_file():
        message = "the file is missing"
        raise PlaybookError([Problem(Mark("mkdocs.yml"), message, "Copy it from the reference playbook.")])
    staging = None
    # MkDocs tells what it finds through its log, which only its own command line shows.
    shown = logging.StreamHandler()
    shown.setLevel(logging.WARNING)
    shown.addFilter(lambda record: _ours(sys.exc_info()[1]) is None)
    shown.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    log = logging.getLogger("mkdocs")
    log.addHandler(shown)
    try:
        config = load_config(str(config_file), strict=strict, **({"site_dir": str(site_dir)} if site_dir else {}))
        target = Path(config.site_dir)
        target.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        config.site_dir = str(staging / "new")
        mkdocs_build.build(config)
        _replace(staging / "new", target, staging / "old")
        _replace(headers_folder(staging / "new"), headers_folder(target), staging / "old-headers")
    except (PluginError, ConfigurationError, Abort) as error:
        raise _as_problem(error) from error
    finally:
        log.removeHandler(shown)
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
    return target


def _replace(new: Path, target: Path, old: Path) -> None:
    if target.exists():
        target.rename(old)
    new.rename(target)


def serve(project: Project, address: str) -> None:
    """Preview with live reload until interrupted."""
    try:
        mkdocs_serve.serve(config_file=str(project.root / "mkdocs.yml"), dev_addr=address)
    except (PluginError, ConfigurationError, Abort) as error:
        raise _as_problem(error) from error


def _ours(error: BaseException | None) -> PlaybookError | None:
    """The PlaybookError that led to an error of MkDocs; whoever raises it again tells what it holds."""
    while error is not None and not isinstance(error, PlaybookError):
        error = error.__cause__ or error.__context__
    return error


def _as_problem(error: Exception) -> PlaybookError:
    problem = Problem(Mark("mkdocs.yml"), str(error).strip(), "See the messages above.", rule="mkdocs")
    return _ours(error) or PlaybookError([problem])
