"""Your funnel: of the leads that came, how many get how far, and how long it takes. Reads an export of a CRM."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

from calculators.shared.wilson import lower_limit, upper_limit
from calculators.tables.leads import ROLES, STAGES, Lead, Leads, read_leads
from calculators.tables.quantiles import quantile
from calculators.tables.reading import PARTS, tell

DAYS_IN_MONTH = 365.25 / 12
MONTHS_SHOWN = 24
FEW_WON = 30
OPEN_THAT_MATTER = 0.1
NO_SOURCE = "–"


def calculate(
    *,
    leads: bytes,
    window_days: int,
    drop_repeats: bool,
    date_order: str,
    decimal_mark: str,
    created_column: int | None,
    contacted_column: int | None,
    qualified_column: int | None,
    opportunity_column: int | None,
    won_column: int | None,
    source_column: int | None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, object]:
    """All results of an export of leads.

    Each lead is given `window_days` from its creation; a lead that has not had them yet counts nowhere. Columns are
    counted from 1, None: found by itself. Raises ValueError: the codes of `read_leads`, and "no_mature_leads".
    """
    columns = {
        "created": created_column,
        "contacted": contacted_column,
        "qualified": qualified_column,
        "opportunity": opportunity_column,
        "won": won_column,
        "source": source_column,
    }
    read = read_leads(
        leads, columns, date_order=date_order, decimal_mark=decimal_mark, drop_repeats=drop_repeats, progress=progress
    )
    mature = [each for each in read.leads if each.created + timedelta(days=window_days) <= read.last]
    if not mature:
        raise ValueError("no_mature_leads")
    far = [reached(each, read.stages, window_days) for each in mature]
    won = [each for each, stage in zip(mature, far, strict=True) if "won" in stage]
    later = [each for each in mature if each.days.get("won", 0.0) > window_days]
    open_leads = sum("won" not in each.days and each.lost is None for each in mature)
    cycle = [each.days["won"] for each in won]
    response = [each.days["contacted"] for each in mature if "contacted" in each.days]
    values = [each.value for each in won if each.value is not None and each.value > 0]
    middle, slow = quantile(cycle, 0.5), quantile(cycle, 0.9)
    rows = by_month(read, window_days)
    new_customers = won_in_last_quarter(read)
    count, has_won = len(mature), "won" in read.stages
    result = {
        "conversion": len(won) / count if has_won else None,
        "conversion_low": lower_limit(len(won) / count, count) if has_won else None,
        "conversion_high": upper_limit(len(won) / count, count) if has_won else None,
        "verdict": verdict(steps(far, mature, read.stages)),
        "leads_read": len(read.leads),
        "mature_leads": count,
        "young_leads": len(read.leads) - count,
        "won_leads": len(won) if has_won else None,
        "open_leads": open_leads,
        "later_won": len(later),
        "cycle": middle,
        "cycle_slow": slow,
        "cycle_months": None if middle is None else middle / DAYS_IN_MONTH,
        "response_hours": hours(quantile(response, 0.5)) if read.timed else None,
        "response_days": quantile(response, 0.5),
        "response_slow": quantile(response, 0.9),
        "within_a_day": sum(each <= 1.0 for each in response) / count if "contacted" in read.stages else None,
        "never_contacted": sum(not each.days for each in mature) / count if "contacted" in read.stages else None,
        "average_deal": float(sum(values, Decimal(0)) / len(values)) if values else None,
        "steps": steps(far, mature, read.stages),
        "by_month": rows[-MONTHS_SHOWN:],
        "won_by_month": [each["conversion"] for each in rows if each["conversion"] is not None],
        "by_source": by_source(mature, far, has_won),
        "new_customers": new_customers,
        "reading": [
            {
                "encoding": read.table.encoding,
                "delimiter": read.table.delimiter,
                "date_order": read.date_order,
                "lines": read.table.lines_in_file,
                "first_day": min(each.created for each in read.leads).date().isoformat(),
                "last_day": read.last.date().isoformat(),
            }
        ],
        "columns_read": read.table.column_rows(ROLES),
        "left_out": read.left_out.rows(),
        "lines_left_out": read.left_out.total(),
        "columns_doubtful": read.table.doubtful(),
        "censored": has_won and open_leads + len(later) > OPEN_THAT_MATTER * count,
        "no_times": "contacted" in read.stages and not read.timed,
        "mixed_zones": read.mixed_zones,
        "few_won": has_won and len(won) < FEW_WON,
        "window_too_short": slow is not None and len(later) > 0.1 * (len(won) + len(later)),
    }
    tell(progress, PARTS, read.table)
    return result


def reached(lead: Lead, stages: Sequence[str], window: float) -> set[str]:
    """The stages a lead reached within the window. Whoever reached a later one has passed those before it."""
    own = [place for place, stage in enumerate(stages) if lead.days.get(stage, window + 1.0) <= window]
    return set(stages[: max(own) + 1]) if own else set()


def steps(far: Sequence[set[str]], leads: Sequence[Lead], stages: Sequence[str]) -> list[dict[str, object]]:
    """From each stage to the next: how many had it before them, how many took it, in what time."""
    rows = []
    before, born = len(far), "created"
    for stage in stages:
        taken = sum(stage in each for each in far)
        share = taken / before if before else None
        times = [
            each.days[stage] - (0.0 if born == "created" else each.days[born])
            for each, has in zip(leads, far, strict=True)
            if stage in has and stage in each.days and (born == "created" or born in each.days)
        ]
        rows.append(
            {
                "step": stage,
                "from_leads": before,
                "to_leads": taken,
                "conversion": share,
                "low": None if share is None else lower_limit(share, before),
                "high": None if share is None else upper_limit(share, before),
                "of_all": taken / len(far),
                "days": quantile([each for each in times if each >= 0.0], 0.5),
            }
        )
        before, born = taken, stage
    return rows


def by_month(read: Leads, window: int) -> list[dict[str, object]]:
    """Leads by the month they came in. A month counts once its last lead has had its time; until then it is young."""
    groups: dict[str, list[Lead]] = defaultdict(list)
    for each in read.leads:
        groups[each.month].append(each)
    rows = []
    for month, group in sorted(groups.items()):
        old = all(each.created + timedelta(days=window) <= read.last for each in group)
        far = [reached(each, read.stages, window) for each in group]
        row: dict[str, object] = {"month": month, "leads": len(group), "young": not old}
        for stage in STAGES:
            known = old and stage in read.stages
            row[stage] = sum(stage in each for each in far) / len(group) if known else None
        row["conversion"] = row.pop("won")
        rows.append(row)
    return rows


def by_source(leads: Sequence[Lead], far: Sequence[set[str]], has_won: bool) -> list[dict[str, object]]:
    """The same by where leads came from, most leads first."""
    groups: dict[str, list[tuple[Lead, set[str]]]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for each, stages in zip(leads, far, strict=True):
        key = each.source.casefold()
        spelled.setdefault(key, each.source or NO_SOURCE)
        groups[key].append((each, stages))
    rows = []
    for key, group in sorted(groups.items(), key=lambda each: (-len(each[1]), each[0])):
        won = [each for each, stages in group if "won" in stages]
        share = len(won) / len(group)
        rows.append(
            {
                "source": spelled[key],
                "leads": len(group),
                "won": len(won) if has_won else None,
                "conversion": share if has_won else None,
                "low": lower_limit(share, len(group)) if has_won else None,
                "high": upper_limit(share, len(group)) if has_won else None,
                "cycle": quantile([each.days["won"] for each in won], 0.5),
            }
        )
    return rows


def won_in_last_quarter(read: Leads) -> int | None:
    """New customers of the last three whole months, whenever their leads came: the last month may not be over."""
    end = read.last.year * 12 + read.last.month
    first = min(each.created for each in read.leads)
    if "won" not in read.stages or first.year * 12 + first.month > end - 3:
        return None
    months = [
        day.year * 12 + day.month
        for day in (each.created + timedelta(days=each.days["won"]) for each in read.leads if "won" in each.days)
    ]
    return sum(end - 3 <= month < end for month in months)


def hours(days: float | None) -> float | None:
    return None if days is None else 24.0 * days


def verdict(rows: Sequence[dict[str, object]]) -> str:
    """The step that loses the largest part of the leads before it."""
    known = [each for each in rows if each["conversion"] is not None]
    return "loses-at-" + str(min(known, key=lambda each: each["conversion"])["step"])
