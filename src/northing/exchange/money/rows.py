"""Rows of a table as amounts, and those that stay out with the cell that is wrong."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from northing.exchange.readers.reading import data_rows
from northing.exchange.readers.recognised import Column, Recognised
from northing.exchange.readers.wrong import RefusedCell, WrongCell
from northing.kernel.amounts import read_signed
from northing.kernel.days import read_quarter
from northing.kernel.errors import Refused
from northing.organisation.models import Member
from northing.portfolio import queries
from northing.portfolio.models import Amount
from northing.portfolio.queries.money_table import classes

# As finance departments head them.
COLUMNS = {
    "product": r"products?|produkte?|produits?|productos?|prodott[oi]|produtos?|producten",
    "quarter": r"quarter|period|quartal|trimestre|trimestri|kwartaal|periode|période|periodo|período",
    "purpose": r"purpose|category|class|zweck|kategorie|objet|catégorie|finalidad|categoría|scopo"
    r"|categoria|doel|categorie",
    "budget": r"budget(ed)?|plan(ned)?|prévu|presupuesto|preventivo|orçamento|begroting|soll",
    "actual": r"actuals?|spent|ist|réel|réalisé|real|effettivo|consuntivo|realizado|werkelijk",
}
NEEDED = ("product", "quarter", "purpose")
MOST = 20_000
REVENUE = re.compile(
    r"revenues?|sales|umsatz|umsätze|erlöse?|revenus?|chiffre d[’' ]?affaires|ingresos|ventas|ricavi|fatturato"
    r"|receitas?|omzet"
)


@dataclass(slots=True)
class Read:
    amounts: list[Amount] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    rows: int = 0


def read_money(actor: Member, path: Path, recognised: Recognised) -> Read:
    """Each product, quarter and purpose once; a second row of the same stays out."""
    places = _places(recognised.columns)
    amounts, found, seen = _Amounts(actor), Read(), dict[object, int]()
    for line, cells, original in data_rows(path, recognised):
        if cells is not None and not any(cell.strip() for cell in cells):
            continue
        found.rows += 1
        if found.rows > MOST:
            raise Refused(f"The file has more than {MOST:,} rows. Split it by year.")
        try:
            if cells is None:
                raise WrongCell("", original[:80], "The row cannot be taken apart")
            amount = amounts.of({name: _cell(cells, places.get(name)) for name in COLUMNS})
            before = seen.setdefault(amount.key, line)
            if before != line:
                raise WrongCell("product", amount.product.name, f"The same stands in line {before} already")
            found.amounts.append(amount)
        except WrongCell as wrong:
            found.refused.append(wrong.at(line))
    return found


def _places(columns: Sequence[Column]) -> dict[str, int]:
    places: dict[str, int] = {}
    for column in columns:
        heading = " ".join(column.name.lower().split())
        for name in (name for name, words in COLUMNS.items() if re.fullmatch(words, heading)):
            places.setdefault(name, column.positions[0])
    if missing := [name for name in NEEDED if name not in places]:
        raise Refused(f"Line 1 has no column {', '.join(missing)}.")
    if not {"budget", "actual"} & places.keys():
        raise Refused("Line 1 has neither a column budget nor a column actual.")
    return places


def _cell(cells: list[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


class _Amounts:
    """What rows call products and purposes, in small letters."""

    def __init__(self, actor: Member) -> None:
        everything = queries.ProductFilter.parse("")
        self._products = {row.name.lower(): row for row in queries.products(actor, everything)}
        self._purposes = {row.name.lower(): row for row in classes()}

    def of(self, row: dict[str, str]) -> Amount:
        product = self._products.get(row["product"].lower())
        if product is None:
            raise WrongCell("product", row["product"], "No product is called that")
        purpose = self._purposes.get(row["purpose"].lower())
        if purpose is None and not REVENUE.fullmatch(row["purpose"].lower()):
            raise WrongCell("purpose", row["purpose"], "Neither revenue nor one of your purposes")
        try:
            quarter = read_quarter(row["quarter"])
        except (Refused, ValueError):
            raise WrongCell("quarter", row["quarter"], "No quarter. Write it like Q1 2026") from None
        return Amount(product, quarter, purpose, _said(row, "budget"), _said(row, "actual"))


def _said(row: dict[str, str], column: str) -> Decimal | None:
    try:
        return read_signed(row[column])
    except Refused as refusal:
        raise WrongCell(column, row[column], " ".join(refusal.errors.values())) from None
