"""Orders out of an export: one line each, or several lines that share a number."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculators.tables.columns import Role
from calculators.tables.dates import Moment
from calculators.tables.leftout import LeftOut
from calculators.tables.reading import Table, read_table
from calculators.tables.values import read_amounts, read_dates
from calculators.tables.work import Work

DATE_NAMES = (
    "order date, date of order, ordered at, order created at, purchase date, purchased at, transaction date, "
    "invoice date, created at, date created, paid at, bestelldatum, auftragsdatum, kaufdatum, rechnungsdatum, "
    "belegdatum, buchungsdatum, bestellt am, erstellt am, datum, date, day, tag, created, timestamp, time, zeitpunkt"
)
AMOUNT_NAMES = (
    "amount, order total, order amount, total price, net amount, net sales, revenue, total, grand total, line total, "
    "sales, order value, value, price, betrag, bestellwert, auftragswert, nettobetrag, umsatz, netto, gesamtbetrag, "
    "rechnungsbetrag, bruttobetrag, summe, gesamt, wert, preis, net, gross, brutto, subtotal"
)
CUSTOMER_NAMES = (
    "customer id, customer number, customer no, customerid, customer key, client id, account id, buyer id, user id, "
    "kundennummer, kundennr, kunden nr, kunden id, kundenid, debitor, customer email, e mail, email, email address, "
    "billing email, customer, kunde, client, buyer, account, user, käufer, besteller, firma, company, customer name, "
    "kundenname"
)
ORDER_NAMES = (
    "order id, order number, order no, order, order name, invoice number, invoice no, invoice id, transaction id, "
    "receipt, bestellnummer, bestellnr, auftragsnummer, auftragsnr, auftrag, rechnungsnummer, belegnummer, belegnr, "
    "bestellung, rechnung"
)
ROLES = (
    Role("date", "date", tuple(DATE_NAMES.split(", ")), by_content=True),
    Role("amount", "amount", tuple(AMOUNT_NAMES.split(", ")), by_content=True),
    Role("customer", "name", tuple(CUSTOMER_NAMES.split(", ")), different=0.02, by_content=True),
    Role("order", "name", tuple(ORDER_NAMES.split(", ")), different=0.2),
)
FIRST_DAY, LAST_DAY = date(1980, 1, 1).toordinal(), date(2099, 12, 31).toordinal()


@dataclass(slots=True)
class Order:
    """What a customer paid on a day (`date.toordinal`), refunds of the same order deducted; `line` is its first."""

    customer: str
    day: int
    amount: Decimal
    line: int


@dataclass(frozen=True)
class Orders:
    """All orders of an export by day, what was paid back without an order, and how the file was read.

    `refunds` are negative lines that belong to no order of the file.
    """

    orders: list[Order]
    refunds: list[Order]
    left_out: LeftOut
    table: Table
    date_order: str
    decimal_mark: str


def read_orders(
    content: bytes,
    chosen: dict[str, int | None],
    *,
    date_order: str,
    decimal_mark: str,
    drop_repeats: bool,
    work: Work,
) -> Orders:
    """The orders of an export: eight tenths of the work.

    Raises ValueError: the codes of `read_table`, `read_dates` and `read_amounts`; "no_customer_column",
    "no_date_column", "no_amount_column"; "no_orders" where no line is one.
    """
    left_out = LeftOut()
    work.begin(0.3)
    table = read_table(content, ROLES, chosen, left_out, drop_repeats=drop_repeats, work=work)
    if "date" not in table.columns:
        raise ValueError("no_date_column")
    if "amount" not in table.columns:
        raise ValueError("no_amount_column")
    if "customer" not in table.columns:
        raise ValueError("no_customer_column")
    work.begin(0.1)
    order, dates = read_dates({"date": table.cells["date"]}, date_order, work)
    work.begin(0.2)
    mark, paid = read_amounts(table.cells["amount"], decimal_mark, work)
    work.begin(0.2)
    orders, refunds = collected(table, dates["date"], paid, left_out, work)
    if not orders:
        raise ValueError("no_orders")
    return Orders(orders, refunds, left_out, table, order, mark)


def collected(
    table: Table, days: list[Moment | None], paid: list[Decimal | None], left_out: LeftOut, work: Work
) -> tuple[list[Order], list[Order]]:
    """Orders and refunds by day, out of the lines that can be read."""
    numbers = table.cells.get("order") or [""] * len(table.lines)
    by_number: dict[str, Order] = {}
    single: list[Order] = []
    cells = zip(
        table.lines,
        table.cells["customer"],
        table.cells["date"],
        days,
        table.cells["amount"],
        paid,
        numbers,
        strict=True,
    )
    for line, customer, written, at, amount_written, amount, number in work.through(cells, len(table.lines)):
        if not amount_written and number in by_number:
            left_out.add("further-line", line)
        elif not customer:
            left_out.add("no-customer", line)
        elif at is None:
            left_out.add("unreadable-date" if written else "no-date", line)
        elif not FIRST_DAY <= at.day <= LAST_DAY:
            left_out.add("unlikely-date", line)
        elif amount is None:
            left_out.add("unreadable-amount" if amount_written else "no-amount", line)
        elif amount == 0:
            left_out.add("nothing-paid", line)
        elif number and number in by_number:
            by_number[number].amount += amount
        else:
            each = Order(customer.casefold(), at.day, amount, line)
            if number:
                by_number[number] = each
            single.append(each)
    for each in single:
        if each.amount == 0:
            left_out.add("cancelled", each.line)
    by_day = sorted(single, key=lambda each: each.day)
    return [each for each in by_day if each.amount > 0], [each for each in by_day if each.amount < 0]
