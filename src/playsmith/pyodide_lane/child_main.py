"""The child process itself: started as a script, with only the standard library and the calculator's packages.

Standard input: the length of a JSON object in four bytes, the object, then the files, one after the other.
"""

import json
import struct
import sys
from pathlib import Path


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


def main():
    source = sys.stdin.buffer
    job = json.loads(source.read(struct.unpack(">I", source.read(4))[0]))
    names = [name for name, _ in job["files"]]
    files = [source.read(length) for _, length in job["files"]]
    scope = {"__name__": "playsmith_runner"}
    runner = Path(__file__).with_name("runner.py")
    exec(compile(runner.read_text("utf-8"), str(runner), "exec"), scope)
    sys.path.insert(0, job["packages"])
    limit(job["limits"])
    out = sys.stdout
    sys.stdout = sys.stderr
    out.write(scope["run"](job["request"], "\n".join(names), *files))
    out.flush()


if __name__ == "__main__":
    main()
