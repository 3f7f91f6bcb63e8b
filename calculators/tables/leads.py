"""Leads out of a CRM export: when each came, and when it reached which stage."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculators.tables.columns import Role
from calculators.tables.dates import SECONDS_IN_DAY, Moment
from calculators.tables.leftout import LeftOut
from calculators.tables.reading import Table, read_table
from calculators.tables.values import read_amounts, read_dates
from calculators.tables.work import Work

STAGES = ("contacted", "qualified", "opportunity", "won")
NAMES = {
    "created": (
        "lead created, lead created at, lead date, created date, created at, create date, date created, created, "
        "creation date, lead received, received, submitted at, inquiry date, enquiry date, created on, lead datum, "
        "leaddatum, erstellt am, erstelldatum, erstellungsdatum, angelegt am, eingang, eingegangen am, anfragedatum, "
        "lead, date, datum"
    ),
    "contacted": (
        "contacted, contacted at, first contacted, first contact, first response, first responded, responded at, "
        "first response at, first call, first touch, first activity, first contact date, first response date, "
        "last contacted, erstkontakt, kontaktiert am, kontaktiert, erste antwort, erstantwort, "
        "beantwortet am, erstgespräch"
    ),
    "qualified": (
        "qualified, qualified at, qualified date, mql date, mql, sql date, sql, sales qualified, marketing qualified, "
        "became sql, became mql, converted date, conversion date, qualifiziert, qualifiziert am, qualifizierungsdatum"
    ),
    "opportunity": (
        "opportunity, opportunity created, opportunity date, opportunity created date, deal created, deal create date, "
        "became opportunity, proposal, proposal sent, proposal date, quote date, offer date, demo date, demo, "
        "verkaufschance, opportunity erstellt, angebot, angebotsdatum, angebot am, angebot gesendet"
    ),
    "won": (
        "won, won at, won date, closed won, closed won date, customer since, became customer, became customer date, "
        "signed, signed at, contract date, gewonnen, gewonnen am, abschluss, abschlussdatum, kunde seit, kunde am, "
        "vertragsdatum, auftrag am"
    ),
    "lost": (
        "lost, lost at, lost date, closed lost, closed lost date, disqualified, disqualified at, verloren, "
        "verloren am, abgesagt am, absage"
    ),
    "closed": "closed, close date, closed date, closed at, closing date, geschlossen, geschlossen am, schließdatum",
    "status": "deal stage, lead status, stage, status, outcome, result, state, phase, ergebnis",
    "source": (
        "lead source, original source, source, utm source, channel, origin, medium, campaign, leadquelle, quelle, "
        "herkunft, kanal, kampagne"
    ),
    "value": "deal value, deal amount, amount, value, revenue, betrag, auftragswert, wert, umsatz",
}
HOLDS = {"status": "name", "source": "name", "value": "amount"}
ROLES = tuple(
    Role(
        name,
        HOLDS.get(name, "date"),
        tuple(words.split(", ")),
        by_content=name == "created",
    )
    for name, words in NAMES.items()
)
DATES = tuple(role.name for role in ROLES if role.holds == "date")
# A stage ten years after the lead is a slip of the pen.
LONGEST = 3653.0
NO_DATE = ("", "-", "–")
WON_WORDS = ("won", "gewonnen", "customer", "kunde", "signed", "abgeschlossen gewonnen")
LOST_WORDS = ("lost", "verloren", "disqualified", "unqualified", "rejected", "abgesagt", "abgelehnt", "disqualifiziert")


@dataclass(slots=True)
class Lead:
    """A lead: `created` in seconds as a Moment counts them, and the days since then at which it reached a stage, in
    `days`; `lost` likewise.

    A stage that a lead skipped has no days of its own.
    """

    created: int
    month: str
    source: str
    days: dict[str, float]
    lost: float | None
    value: Decimal | None


@dataclass(frozen=True)
class Leads:
    """All leads of an export. `last` is the latest second that any of them tells of. `timed` says whether both the lead
    and the first contact have a time of day; `mixed_zones` whether only some of the times have a zone.
    """

    leads: list[Lead]
    last: int
    left_out: LeftOut
    table: Table
    date_order: str
    stages: tuple[str, ...]
    timed: bool
    mixed_zones: bool


def read_leads(
    content: bytes,
    chosen: dict[str, int | None],
    *,
    date_order: str,
    decimal_mark: str,
    drop_repeats: bool,
    work: Work,
) -> Leads:
    """The leads of an export: eight tenths of the work.

    Raises ValueError: the codes of `read_table`, `read_dates` and `read_amounts`; "no_created_column",
    "no_stage_column" where no column tells a later stage, "no_leads" where no line is one.
    """
    left_out = LeftOut()
    work.begin(0.25)
    table = read_table(content, ROLES, chosen, left_out, drop_repeats=drop_repeats, work=work)
    if "created" not in table.columns:
        raise ValueError("no_created_column")
    told = {"won"} if {"closed", "status"} <= table.columns.keys() else set()
    stages = tuple(stage for stage in STAGES if stage in table.columns or stage in told)
    if not stages:
        raise ValueError("no_stage_column")
    work.begin(0.3)
    order, dates = read_dates({name: table.cells[name] for name in DATES if name in table.cells}, date_order, work)
    value = [None] * len(table.lines)
    work.begin(0.05)
    if "value" in table.cells:
        _, value = read_amounts(table.cells["value"], decimal_mark, work)
    work.begin(0.2)
    leads, last, zoned = collected(table, dates, value, left_out, work)
    if not leads:
        raise ValueError("no_leads")
    contact = [each for each in dates.get("contacted", ()) if each]
    born = [each for each in dates["created"] if each]
    timed = bool(contact) and sum(each.timed for each in contact + born) > 0.9 * len(contact + born)
    return Leads(leads, last, left_out, table, order, stages, timed, len(zoned) > 1)


def collected(
    table: Table, dates: dict[str, list[Moment | None]], values: list[Decimal | None], left_out: LeftOut, work: Work
) -> tuple[list[Lead], int, set[bool]]:
    """Leads, the last second that any of them tells of, and whether times had zones."""
    nothing = [None] * len(table.lines)
    came, source = dates["created"], table.cells.get("source") or [""] * len(table.lines)
    reached = [(name, dates[name]) for name in (*STAGES, "lost") if name in dates]
    closed = dates.get("closed", nothing)
    outcomes = {text: ended(text) for text in set(table.cells.get("status", ()))}
    status = [outcomes[text] for text in table.cells["status"]] if "status" in table.cells else nothing
    unread = unreadable(table, dates)
    months: dict[int, str] = {}
    leads, last, zoned = [], 0, set()
    for place, line in work.through(enumerate(table.lines), len(table.lines)):
        born, outcome = came[place], status[place]
        if born is None:
            left_out.add("unreadable-date" if table.cells["created"][place] else "no-date", line)
            continue
        if place in unread:
            left_out.add("unreadable-stage", line)
            continue
        at = {name: then for name, column in reached if (then := column[place]) is not None}
        if outcome and outcome not in at and closed[place] is not None:
            at[outcome] = closed[place]
        days = {name: since(born, then) for name, then in at.items()}
        reason = doubt(days) if days else None
        if reason is not None:
            left_out.add(reason, line)
            continue
        for each in (born, *at.values()):
            if each.second > last:
                last = each.second
            if each.timed:
                zoned.add(each.zoned)
        lost = days.pop("lost", None)
        day = born.second // SECONDS_IN_DAY
        month = months.get(day) or months.setdefault(day, date.fromordinal(day).isoformat()[:7])
        leads.append(Lead(born.second, month, source[place], days, lost, values[place]))
    return leads, last, zoned


def unreadable(table: Table, dates: dict[str, list[Moment | None]]) -> set[int]:
    """The places of rows with a date that cannot be read; an empty cell or a dash is none."""
    return {
        place
        for name, column in dates.items()
        for place, each in enumerate(column)
        if each is None and table.cells[name][place] not in NO_DATE
    }


def doubt(days: dict[str, float]) -> str | None:
    """Why a lead with these days cannot be right; None: it can."""
    if min(days.values()) < 0.0:
        return "stage-before-lead"
    return "unlikely-date" if max(days.values()) > LONGEST else None


def since(born: Moment, then: Moment) -> float:
    """Days from one to the other: to the second where both have a time, else whole days as written."""
    if born.timed and then.timed:
        return (then.second - born.second) / SECONDS_IN_DAY
    return float(then.day - born.day)


def ended(status: str) -> str | None:
    """Whether a status says won or lost; None: neither."""
    words = status.casefold()
    if any(word in words for word in LOST_WORDS):
        return "lost"
    return "won" if any(word in words for word in WON_WORDS) else None
