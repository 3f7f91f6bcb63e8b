"""How many random programs a minute the compiler is proven on: CPython and the embedded engine, bit for bit.

    python bench/compiler.py --programs 100000 [--first 0] [--processes N]

Each program comes from its number, so a difference can be run again: `--first NUMBER --programs 1`.
Exits with 1 if any differs.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "compiler"))

INPUTS = 4
CHUNK = 50


def prove(numbers: range) -> tuple[Counter[str], list[str]]:
    """How the programs ended, and the differences found."""
    from programs import Program, inputs
    from proof import Pair

    from playsmith.problems import PlaybookError

    ends: Counter[str] = Counter()
    differences = []
    for number in numbers:
        random = Random(number)
        program = Program(random)
        try:
            pair = Pair(program.text)
        except PlaybookError:
            ends["refused programs"] += 1
            continue
        ends["programs"] += 1
        for _ in range(INPUTS):
            try:
                answer = pair.both(**inputs(random))
            except Exception as error:  # a crash is as much a finding as a difference
                differences.append(f"program {number}: {type(error).__name__}: {error}")
                break
            ends[answer["error"]["type"] if "error" in answer else "values"] += 1
    return ends, differences


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    stop = options.first + options.programs
    chunks = [range(start, min(start + CHUNK, stop)) for start in range(options.first, stop, CHUNK)]
    ends: Counter[str] = Counter()
    differences: list[str] = []
    started = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        for done, (some, found) in enumerate(pool.imap_unordered(prove, chunks), 1):
            ends += some
            differences += found
            for text in found:
                print(text, flush=True)
            if done % 100 == 0:
                print(f"… {done * CHUNK} programs, {len(differences)} differences", file=sys.stderr, flush=True)
    minutes = (time.perf_counter() - started) / 60
    print(f"{'outcome':24}{'count':>12}")
    for name, count in ends.most_common():
        print(f"{name:24}{count:12,}")
    print(f"{'programs a minute':24}{options.programs / minutes:12,.0f}")
    print(f"{'differences':24}{len(differences):12,}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
