"""Lines that are left out, by reason: how many, and where the first of them stand."""

from dataclasses import dataclass, field

FIRST = 5


@dataclass
class LeftOut:
    """Counts by reason, in the order in which reasons came up."""

    counts: dict[str, int] = field(default_factory=dict)
    first: dict[str, list[int]] = field(default_factory=dict)

    def add(self, reason: str, line: int) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + 1
        lines = self.first.setdefault(reason, [])
        if len(lines) < FIRST:
            lines.append(line)

    def total(self) -> int:
        return sum(self.counts.values())

    def rows(self) -> list[dict[str, object]]:
        """Rows of an output table: reason, lines, which; the most frequent reason first."""
        return [
            {
                "reason": reason,
                "lines": count,
                "which": ", ".join(str(line) for line in sorted(self.first[reason])) + (" …" if count > FIRST else ""),
            }
            for reason, count in sorted(self.counts.items(), key=lambda each: (-each[1], each[0]))
        ]
