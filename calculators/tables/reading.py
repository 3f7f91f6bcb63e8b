"""A file of rows, read: its dialect and columns found, its lines told apart from what belongs to no row."""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from calculators.tables.amounts import shape
from calculators.tables.columns import Found, Role, find_columns
from calculators.tables.dates import parts
from calculators.tables.decoding import decode
from calculators.tables.dialects import Dialect, find_dialect
from calculators.tables.leftout import LeftOut
from calculators.tables.work import STEP, Work

SAMPLE = 500
HEADER_WITHIN = 20
LINES_IN_A_ROW = 200
TOTALS = re.compile(
    r"(grand |sub)?totals?|sums?|(zwischen|gesamt|end)?summen?|gesamt|insgesamt|subtotal", re.IGNORECASE
)
HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Table:
    """The columns asked for, by role, cell by cell as written, without spaces around; the file's line of each row."""

    lines: list[int]
    cells: dict[str, list[str]]
    names: list[str]
    columns: dict[str, Found]
    encoding: str
    delimiter: str
    has_header: bool
    lines_in_file: int

    def column_rows(self, roles: Sequence[Role]) -> list[dict[str, object]]:
        """Rows of an output table: role, the column's name, what decided, which other columns might be meant."""
        rows = []
        for role in roles:
            found = self.columns.get(role.name)
            if found is not None:
                others = ", ".join(self.names[each] for each in found.others[:4])
                row = {
                    "role": role.name,
                    "column": self.names[found.column],
                    "decided": found.decided,
                    "others": others,
                }
                rows.append(row)
        return rows

    def doubtful(self) -> bool:
        """Whether another column might be meant for some role."""
        return any(each.decided == "content" or each.others for each in self.columns.values())


def read_table(
    content: bytes,
    roles: Sequence[Role],
    chosen: Mapping[str, int | None],
    left_out: LeftOut,
    *,
    drop_repeats: bool,
    work: Work,
) -> Table:
    """Read a file's rows. Lines that are none, or that repeat another word for word, are told to `left_out`.

    The first role with dates is that by which totals are known: their line has none.
    Raises ValueError: the codes of `decode`, "broken_quotes", "no_columns" for a single column, "no_such_column".
    """
    text, encoding = decode(content)
    dialect = find_dialect(text)
    head = list(itertools.islice(numbered(text, dialect), SAMPLE))
    width = usual_width(head)
    if width < 2:
        raise ValueError("no_columns")
    header = header_row(head, width)
    names = [f"{place + 1}" for place in range(width)] if header is None else clean(head[header][1], width)
    start = 0 if header is None else header + 1
    sample = [row for _, row in head[start:] if len(row) <= len(names) + 1]
    columns = find_columns(names, sample, roles, chosen)
    dated = next((columns[role.name].column for role in roles if role.holds == "date" and role.name in columns), None)
    places = {name: each.column for name, each in columns.items()}
    cells: dict[str, list[str]] = {name: [] for name in places}
    appends = [(cells[name].append, place) for name, place in places.items()]
    lines: list[int] = []
    seen: set[str] = set()
    in_file = text.count("\n") + (not text.endswith("\n"))
    first_name, named = names[0], len(names)
    needed = max(places.values(), default=0)
    for index, (line, row) in enumerate(numbered(text, dialect)):
        if index % STEP == 0:
            work.tell(line / in_file)
        reason = None
        # Nearly every line has as many fields as names, and a day: it is neither empty nor a sum.
        usual = dated is not None and len(row) == named and HAS_DIGIT.search(row[dated]) is not None
        while len(row) > named and not row[-1].strip():
            row.pop()
        if not usual and not any(map(str.strip, row)):
            reason = "empty"
        elif index < start:
            reason = None if index == header else "before-header"
            if reason is None:
                continue
        elif not usual and is_totals(row, dated):
            reason = "totals"
        elif len(row) > named:
            reason = "too-long"
        elif len(row) <= needed:
            reason = "too-short"
        elif header is not None and row[0].strip() == first_name and clean(row, named) == names:
            reason = "header-again"
        elif drop_repeats:
            whole = "\x1f".join(row)
            reason = "repeated" if whole in seen else None
            seen.add(whole)
        if reason is not None:
            left_out.add(reason, line)
            continue
        lines.append(line)
        for append, place in appends:
            append(row[place].strip())
    return Table(lines, cells, names, columns, encoding, dialect.delimiter, header is not None, in_file)


def numbered(text: str, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Rows, each with the number of its first line in the file. Raises ValueError "broken_quotes"."""
    lines = io.StringIO(text, newline="")
    for _ in range(dialect.skipped):
        next(lines)
    reader = dialect.reader(lines)
    before = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise ValueError("broken_quotes") from None
        if reader.line_num - before > LINES_IN_A_ROW:
            raise ValueError("broken_quotes")
        yield before + 1 + dialect.skipped, row
        before = reader.line_num


def usual_width(head: Sequence[tuple[int, list[str]]]) -> int:
    """How many fields most rows have."""
    widths = Counter(len(row) for _, row in head if any(cell.strip() for cell in row))
    return max(widths.items(), key=lambda each: (each[1], each[0]))[0] if widths else 0


def header_row(head: Sequence[tuple[int, list[str]]], width: int) -> int | None:
    """Where the names of the columns stand: the first row that fills them, if nothing in it is a date or an amount."""
    for index, (_, row) in enumerate(head[:HEADER_WITHIN]):
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(row) >= width - 1 and len(filled) >= max(2, width // 2):
            return index if not any(shape(cell) or parts(cell) for cell in filled) else None
    return None


def clean(row: Sequence[str], width: int) -> list[str]:
    """Names of columns, `width` at least; one without a name gets its number."""
    padded = [*row, *[""] * (width - len(row))]
    return [" ".join(cell.split()) or str(place + 1) for place, cell in enumerate(padded)]


def is_totals(row: Sequence[str], dated: int | None) -> bool:
    """Whether a row sums up others: it says so, and has no date."""
    if dated is not None and dated < len(row) and HAS_DIGIT.search(row[dated]):
        return False
    return any(TOTALS.fullmatch(cell.strip().rstrip(":")) for cell in row)
