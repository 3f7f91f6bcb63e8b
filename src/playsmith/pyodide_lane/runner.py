"""Calls a calculator in any Python: the page's, or that of a build's child process. Needs the standard library alone.

What comes in and goes out is JSON text; files come beside it as bytes.
"""

import dataclasses
import datetime
import decimal
import importlib
import inspect
import json
import math
import sys
import time

SECONDS_BETWEEN_REPORTS = 0.1


class Unfit(Exception):
    """A result that has no JSON form."""


def run(request, names="", *files, report=None):
    """Answer `{"module", "arguments"}` with `{"value": …}` or `{"error": {"type", "code", "file", "line"}}`.

    `names` are the arguments that are files, one a line, in the order of `files`. `report(done, total)` hears of
    progress.
    """
    asked = json.loads(request)
    arguments = {
        **_typed(asked["arguments"], asked.get("floats")),
        **{name: bytes(file) for name, file in zip(names.split("\n"), files, strict=False)},
    }
    try:
        function = importlib.import_module(asked["module"]).calculate
        if "progress" in inspect.signature(function).parameters:
            arguments["progress"] = throttled(report)
        return json.dumps({"value": plain(function(**arguments))}, allow_nan=False)
    except RecursionError:
        return _error("RecursionError", "", None)
    except MemoryError:
        return _error("MemoryError", "", None)
    except Exception as error:
        return _error(type(error).__name__, str(error), error.__traceback__)


def plain(value):
    """A result as JSON has it: dataclasses and rows as objects, "Infinity" for what has no end. Raises Unfit."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, decimal.Decimal):
        value = float(value)
    if isinstance(value, float):
        if math.isnan(value):
            raise Unfit("the result is not a number (NaN)")
        return value + 0.0 if math.isfinite(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    raise Unfit(f"a result of type {type(value).__name__} cannot be shown")


def _typed(arguments, floats):
    """JSON of a browser writes 5.0 as 5: what is declared a float becomes one again, in the rows of tables too."""
    if floats is None:
        return arguments
    typed = {name: _float(value) if name in floats["plain"] else value for name, value in arguments.items()}
    for table, columns in floats["tables"].items():
        typed[table] = [
            {name: _float(value) if name in columns else value for name, value in row.items()} for row in typed[table]
        ]
    return typed


def _float(value):
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def throttled(report):
    """`progress(done, total)` for the calculator: passed on at most ten times a second, and at the end."""
    last = 0.0

    def progress(done, total):
        nonlocal last
        now = time.monotonic()
        if report is not None and (done >= total or now - last >= SECONDS_BETWEEN_REPORTS):
            last = now
            report(int(done), int(total))

    return progress


def _error(name, text, trace):
    """The innermost place in the calculators' own files."""
    file, line = "", 0
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/calculators/" in path:
            file, line = "calculators/" + path.rsplit("/calculators/", 1)[1], trace.tb_lineno
        trace = trace.tb_next
    return json.dumps({"error": {"type": name, "code": text[:500], "file": file, "line": line}})


def stdlib(names):
    """Import modules of the standard library, so that a memory snapshot holds them."""
    for name in names:
        if name not in sys.modules:
            importlib.import_module(name)
