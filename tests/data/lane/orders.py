"""Adds up the second column of a CSV."""

import csv
import io
import statistics
from dataclasses import dataclass
from decimal import Decimal


@dataclass
class Result:
    total: Decimal
    rows: int
    mean: float | None


def calculate(*, orders: bytes, factor: float, progress=None) -> Result:
    rows = list(csv.reader(io.StringIO(orders.decode("utf-8-sig"))))
    if not rows:
        raise ValueError("no_rows")
    amounts = []
    for place, row in enumerate(rows):
        amounts.append(Decimal(row[1]) * Decimal(factor))
        if progress:
            progress(place + 1, len(rows))
    return Result(sum(amounts), len(rows), float(statistics.mean(amounts)))
