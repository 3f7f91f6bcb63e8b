"""Exports of 200,000 rows, read and calculated by the reference calculators in CPython.

    python bench/exports.py [--rows 200000] [--runs 3]

Counts processor time, as the machine may have other work. The rows are made up, in the dialects that cost most: a
decimal comma with a currency sign, and times of day in the American order, nearly all of them different.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
AUTO = {"drop_repeats": True, "date_order": "auto", "decimal_mark": "auto"}
ORDER_COLUMNS = ("customer", "date", "amount", "order")
LEAD_COLUMNS = ("created", "contacted", "qualified", "opportunity", "won", "source")


def orders(rows: int, chance: random.Random) -> bytes:
    lines = ["Bestellnummer;Kunde;Datum;Betrag"]
    for place in range(rows):
        day = datetime(2022, 1, 1) + timedelta(chance.randrange(1000))
        amount = f"{chance.randrange(1, 2000)},{chance.randrange(100):02d} €"
        lines.append(f"{place};K{chance.randrange(rows // 7)};{day:%d.%m.%Y};{amount}")
    return "\r\n".join(lines).encode("cp1252")


def leads(rows: int, chance: random.Random) -> bytes:
    lines = ["Created,Source,First contact,Won"]
    for _ in range(rows):
        born = datetime(2022, 1, 1) + timedelta(minutes=chance.randrange(1440 * 900))
        days = [born, born + timedelta(hours=chance.randrange(1, 50)), born + timedelta(chance.randrange(5, 90))]
        cells = [f"{each:%m/%d/%Y %I:%M %p}" for each in days]
        lines.append(f"{cells[0]},Web,{cells[1]},{cells[2] if chance.random() < 0.1 else ''}")
    return "\n".join(lines).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from calculators import your_customers, your_funnel

    chance = random.Random(1)
    order_columns = {f"{name}_column": None for name in ORDER_COLUMNS}
    lead_columns = {f"{name}_column": None for name in LEAD_COLUMNS}
    jobs = {
        "Your customers": (
            your_customers.calculate,
            {"orders": orders(asked.rows, chance), "silence_days": 90, "refunds": "deduct", **order_columns, **AUTO},
        ),
        "Your funnel": (
            your_funnel.calculate,
            {"leads": leads(asked.rows, chance), "window_days": 120, **lead_columns, **AUTO},
        ),
    }
    for name, (calculate, inputs) in jobs.items():
        spent = []
        for _ in range(asked.runs):
            start = time.process_time()
            calculate(**inputs)
            spent.append(time.process_time() - start)
        print(f"{name}: {asked.rows:,} rows, best of {asked.runs}: {min(spent):.1f} s of processor time")


if __name__ == "__main__":
    main()
