"""Your funnel: of the leads that came, how many get how far, and how long it takes. Reads an export of a CRM."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from calculators.shared.wilson import lower_limit, upper_limit
from calculators.tables.dates import SECONDS_IN_DAY
from calculators.tables.leads import ROLES, STAGES, Lead, Leads, read_leads
from calculators.tables.quantiles import quantile
from calculators.tables.work import Work

DAYS_IN_MONTH = 365.25 / 12
MONTHS_SHOWN = 24
SOURCES_SHOWN = 30
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
    work = Work(progress)
    read = read_leads(
        leads, columns, date_order=date_order, decimal_mark=decimal_mark, drop_repeats=drop_repeats, work=work
    )
    work.begin(0.1)
    stages, latest = read.stages, read.last - window_days * SECONDS_IN_DAY
    depths = [depth(each, stages, window_days) for each in work.through(read.leads, len(read.leads))]
    work.begin(0.1)
    pairs = [each for each in zip(read.leads, depths, strict=True) if each[0].created <= latest]
    if not pairs:
        raise ValueError("no_mature_leads")
    mature, far = [each for each, _ in pairs], [stage for _, stage in pairs]
    has_won = "won" in stages
    won = [each for each, stage in pairs if has_won and stage == len(stages)]
    later = [each for each in mature if each.days.get("won", 0.0) > window_days]
    open_leads = sum("won" not in each.days and each.lost is None for each in mature)
    cycle = [each.days["won"] for each in won]
    response = [each.days["contacted"] for each in mature if "contacted" in each.days]
    values = [each.value for each in won if each.value is not None and each.value > 0]
    middle, slow = quantile(cycle, 0.5), quantile(cycle, 0.9)
    rows = by_month(read, depths, latest)
    sources = by_source(pairs, len(stages) if has_won else None)
    work.tell(0.5)
    new_customers = won_in_last_quarter(read)
    count, taken = len(mature), steps(far, mature, stages)
    result = {
        "conversion": len(won) / count if has_won else None,
        "conversion_low": lower_limit(len(won) / count, count) if has_won else None,
        "conversion_high": upper_limit(len(won) / count, count) if has_won else None,
        "verdict": verdict(taken),
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
        "within_a_day": sum(each <= 1.0 for each in response) / count if "contacted" in stages else None,
        "never_contacted": sum(not each.days for each in mature) / count if "contacted" in stages else None,
        "average_deal": float(sum(values, Decimal(0)) / len(values)) if values else None,
        "steps": taken,
        "by_month": rows[-MONTHS_SHOWN:],
        "won_by_month": [each["conversion"] for each in rows if each["conversion"] is not None],
        "by_source": sources[:SOURCES_SHOWN],
        "further_sources": max(0, len(sources) - SOURCES_SHOWN),
        "new_customers": new_customers,
        "reading": [
            {
                "encoding": read.table.encoding,
                "delimiter": read.table.delimiter,
                "date_order": read.date_order,
                "lines": read.table.lines_in_file,
                "first_day": day_of(min(each.created for each in read.leads)).isoformat(),
                "last_day": day_of(read.last).isoformat(),
            }
        ],
        "columns_read": read.table.column_rows(ROLES),
        "left_out": read.left_out.rows(),
        "lines_left_out": read.left_out.total(),
        "many_sources": len(sources) > SOURCES_SHOWN,
        "columns_doubtful": read.table.doubtful(),
        "censored": has_won and open_leads + len(later) > OPEN_THAT_MATTER * count,
        "no_times": "contacted" in stages and not read.timed,
        "mixed_zones": read.mixed_zones,
        "few_won": has_won and len(won) < FEW_WON,
        "window_too_short": slow is not None and len(later) > 0.1 * (len(won) + len(later)),
    }
    work.end()
    return result


def depth(lead: Lead, stages: Sequence[str], window: float) -> int:
    """How many stages a lead passed within the window. Whoever reached a later one has passed those before it."""
    days = lead.days
    if days:
        for place in range(len(stages), 0, -1):
            if days.get(stages[place - 1], window + 1.0) <= window:
                return place
    return 0


def steps(far: Sequence[int], leads: Sequence[Lead], stages: Sequence[str]) -> list[dict[str, object]]:
    """From each stage to the next: how many had it before them, how many took it, in what time; `far` counts the stages
    that each of the leads passed."""
    rows = []
    before, born = len(far), "created"
    for place, stage in enumerate(stages, start=1):
        through = [each.days for each, passed in zip(leads, far, strict=True) if passed >= place]
        taken = len(through)
        share = taken / before if before else None
        times = [
            days[stage] - (0.0 if born == "created" else days[born])
            for days in through
            if stage in days and (born == "created" or born in days)
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


def by_month(read: Leads, depths: Sequence[int], latest: int) -> list[dict[str, object]]:
    """Leads by the month they came in. A month counts once its last lead came no later than `latest` and so has had its
    time; until then it is young."""
    passed: dict[str, Counter[int]] = defaultdict(Counter)
    young = set()
    for each, far in zip(read.leads, depths, strict=True):
        passed[each.month][far] += 1
        if each.created > latest:
            young.add(each.month)
    rows = []
    for month, counts in sorted(passed.items()):
        row: dict[str, object] = {"month": month, "leads": counts.total(), "young": month in young}
        for stage in STAGES:
            known = month not in young and stage in read.stages
            place = read.stages.index(stage) + 1 if known else 0
            through = sum(times for far, times in counts.items() if far >= place)
            row[stage] = through / counts.total() if known else None
        row["conversion"] = row.pop("won")
        rows.append(row)
    return rows


def by_source(leads: Sequence[tuple[Lead, int]], won_at: int | None) -> list[dict[str, object]]:
    """The same by where leads came from, most leads first; leads stand with the stages they passed, `won_at` of them if
    won (None: the file does not tell)."""
    groups: dict[str, list[tuple[Lead, int]]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for each in leads:
        source = each[0].source
        key = source.casefold()
        spelled.setdefault(key, source or NO_SOURCE)
        groups[key].append(each)
    rows = []
    for key, group in sorted(groups.items(), key=lambda each: (-len(each[1]), each[0])):
        won = [each for each, far in group if far == won_at]
        share = len(won) / len(group)
        rows.append(
            {
                "source": spelled[key],
                "leads": len(group),
                "won": len(won) if won_at else None,
                "conversion": share if won_at else None,
                "low": lower_limit(share, len(group)) if won_at else None,
                "high": upper_limit(share, len(group)) if won_at else None,
                "cycle": quantile([each.days["won"] for each in won], 0.5),
            }
        )
    return rows


def won_in_last_quarter(read: Leads) -> int | None:
    """New customers of the last three whole months, whenever their leads came: the last month may not be over."""
    end = month_number(read.last)
    first = min(each.created for each in read.leads)
    if "won" not in read.stages or month_number(first) > end - 3:
        return None
    moments = [each.created + round(each.days["won"] * SECONDS_IN_DAY) for each in read.leads if "won" in each.days]
    return sum(end - 3 <= month_number(each) < end for each in moments)


def day_of(second: int) -> date:
    return date.fromordinal(second // SECONDS_IN_DAY)


def month_number(second: int) -> int:
    day = day_of(second)
    return 12 * day.year + day.month


def hours(days: float | None) -> float | None:
    return None if days is None else 24.0 * days


def verdict(rows: Sequence[dict[str, object]]) -> str:
    """The step that loses the largest part of the leads before it."""
    known = [each for each in rows if each["conversion"] is not None]
    return "loses-at-" + str(min(known, key=lambda each: each["conversion"])["step"])
