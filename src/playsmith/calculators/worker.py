"""Runs accepted calculator code in CPython, in a process of its own with limits. Started as a script, not imported.

The first line of standard input is a JSON object: the modules' names, paths and texts, and the limits. Each further
line is one call; each gets one line of answer. JSON here is Python's: Infinity and NaN are allowed, 5 is int and 5.0
float.
"""

import builtins
import json
import math
import sys
import types


class Modules:
    """The calculator's modules, loaded by name from their texts; nothing else but math and typing can be imported."""

    def __init__(self, sources):
        self.sources = sources
        self.loaded = {}

    def load(self, name):
        if name not in self.loaded:
            source = self.sources[name]
            module = types.ModuleType(name)
            self.loaded[name] = module
            module.__dict__["__builtins__"] = {**vars(builtins), "__import__": self.find}
            exec(compile(source["text"], source["path"], "exec"), module.__dict__)
        return self.loaded[name]

    def find(self, name, globals=None, locals=None, fromlist=(), level=0):
        if name in ("typing", "__future__"):
            return __import__(name)
        if name == "math":
            return math
        if name in self.sources:
            found = self.load(name)
        elif any(each.startswith(f"{name}.") for each in self.sources):
            found = types.ModuleType(name)
        else:
            raise ImportError(name)
        for each in fromlist or ():
            if f"{name}.{each}" in self.sources:
                setattr(found, each, self.load(f"{name}.{each}"))
        return found if fromlist else self.root(name, found)

    def root(self, name, found):
        """What `import a.b.c` binds: `a`, with `b` and `c` in it."""
        for part in reversed(name.split(".")[1:]):
            outer = types.ModuleType("package")
            setattr(outer, part, found)
            found = outer
        return found


def limit(limits):
    """Bound memory and processor time where the system can."""
    try:
        import resource
    except ImportError:
        return
    for which, amount in ((resource.RLIMIT_AS, limits["memory"]), (resource.RLIMIT_CPU, limits["seconds"])):
        try:
            resource.setrlimit(which, (amount, amount))
        except (ValueError, OSError):
            continue


def answer(modules, paths, call):
    """One call's answer: its value, or the error with the line it came from."""
    try:
        function = getattr(modules.load(call["module"]), call["function"])
        return {"value": function(**call["arguments"])}
    except RecursionError:
        return {"error": {"type": "RecursionError", "code": "", "file": "", "line": 0}}
    except Exception as error:
        place = ("", 0)
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in paths:
                place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
            trace = trace.tb_next
        return {"error": {"type": type(error).__name__, "code": str(error), "file": place[0], "line": place[1]}}


def main():
    job = json.loads(sys.stdin.readline())
    limit(job["limits"])
    modules = Modules(job["modules"])
    paths = {source["path"] for source in job["modules"].values()}
    out = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        out.write(json.dumps(answer(modules, paths, json.loads(line))) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
