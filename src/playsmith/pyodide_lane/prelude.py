"""What the page's Python does first: it loads the runner, and what most calculators import."""

import sys
import types


def prepare(runner, imported):
    """Make the module `playsmith_runner` from its text and import the modules named in `imported`."""
    module = types.ModuleType("playsmith_runner")
    exec(compile(runner, "runner.py", "exec"), module.__dict__)
    sys.modules["playsmith_runner"] = module
    module.stdlib(imported.split())
