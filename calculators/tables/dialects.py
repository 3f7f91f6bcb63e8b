"""How a file of rows is written: what stands between the fields, and what encloses them."""

import csv
import io
import itertools
import re
from collections import Counter
from dataclasses import dataclass

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
SAMPLE_ROWS = 200
SAMPLE_CHARACTERS = 200_000
# A first line by which spreadsheets tell the delimiter: sep=;
TOLD = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """`delimiter` is a name of DELIMITERS; `skipped` counts lines at the start that only told the delimiter."""

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    skipped: int = 0

    def reader(self, lines):
        """csv's reader of `lines` in this dialect."""
        return csv.reader(lines, delimiter=DELIMITERS[self.delimiter], quotechar=self.quote, escapechar=self.escape)


def find_dialect(text: str) -> Dialect:
    """The dialect that cuts the first rows into the same number of fields most often; one column is a comma's."""
    told = TOLD.match(text)
    sample = text[told.end() if told else 0 :][:SAMPLE_CHARACTERS]
    names = list(DELIMITERS)
    if told and told[1] in DELIMITERS.values():
        names = [name for name in names if DELIMITERS[name] == told[1]]
    escapes = [None, "\\"] if '\\"' in sample or "\\'" in sample else [None]
    best, best_score = Dialect(names[0]), -1.0
    for name in names:
        for quote in ('"', "'"):
            if quote == "'" and not encloses(sample, DELIMITERS[name]):
                continue
            for escape in escapes:
                dialect = Dialect(name, quote, escape)
                # Even cuts decide; of equal ones, the quotes that are there, and no escape.
                score = evenness(dialect, sample) + (0.01 if quote == "'" else 0.0)
                if score > best_score:
                    best, best_score = dialect, score
    return Dialect(best.delimiter, best.quote, best.escape, 1 if told else 0)


def encloses(sample: str, delimiter: str) -> bool:
    """Whether single quotes enclose fields: an apostrophe alone stands within a word."""
    between = re.escape(delimiter)
    return len(re.findall(rf"(?:^|{between})'[^'\n]*'(?={between}|\r?$)", sample, re.MULTILINE)) >= 2


def evenness(dialect: Dialect, sample: str) -> float:
    """How evenly the dialect cuts: the part of rows with the most frequent width, more for more columns; 0: no cut."""
    try:
        rows = [row for row in itertools.islice(dialect.reader(io.StringIO(sample, newline="")), SAMPLE_ROWS) if row]
    except csv.Error:
        return 0.0
    if len(rows) > 1 and len(rows) < SAMPLE_ROWS and len(sample) == SAMPLE_CHARACTERS:
        rows.pop()  # cut off within
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    if not widths:
        return 0.0
    width, times = max(widths.items(), key=lambda each: (each[1] * (each[0] > 1), each[0]))
    if width < 2:
        return 0.0
    return times / sum(widths.values()) + min(width, 50) / 1000.0
