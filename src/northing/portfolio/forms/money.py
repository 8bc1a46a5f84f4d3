"""Amounts typed in or brought by a file, the purposes of money, and the rules."""

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from northing.kernel.amounts import read_amount
from northing.kernel.days import read_day
from northing.kernel.errors import Refused
from northing.organisation.models import Member
from northing.portfolio import queries
from northing.portfolio.commands import Amount
from northing.portfolio.models import InvestmentClass, Product, quarter_of
from northing.portfolio.queries.money_table import classes

QUARTER = re.compile(r"(?:q([1-4])[ /-]*(\d{4})|(\d{4})[ /-]*q([1-4]))", re.IGNORECASE)
COLUMNS = ("product", "quarter", "purpose", "budget", "actual")
MOST_BYTES = 5_000_000
MOST_PROBLEMS = 8


def read_quarter(text: str) -> date:
    """Q1 2026, 2026-Q1, or any day of it."""
    found = QUARTER.fullmatch(text.strip())
    if found:
        year, number = int(found[2] or found[3]), int(found[1] or found[4])
        return date(year, number * 3 - 2, 1)
    return quarter_of(read_day(text, date.min.replace(year=2000)))


def read_signed(text: str) -> Decimal | None:
    """An amount, below zero with a minus; None for an empty cell."""
    said = text.strip().replace("\u2212", "-")
    if not said:
        return None
    amount, _ = read_amount(said.lstrip("-"))
    return -amount if said.startswith("-") else amount


class AmountForm(forms.Form):
    amount = forms.CharField(label="Amount", required=False, max_length=40)

    def __init__(self, data: Any = None, *, amount: Decimal | None, label: str) -> None:
        initial = {"amount": f"{amount.normalize():f}" if amount is not None else ""}
        super().__init__(data, initial=initial, auto_id="said_%s")
        self.fields["amount"].label = label
        self.fields["amount"].widget.attrs["autofocus"] = True

    def clean_amount(self) -> Decimal | None:
        try:
            return read_signed(self.cleaned_data["amount"])
        except Refused as refusal:
            raise forms.ValidationError(" ".join(refusal.errors.values())) from refusal


class PurposeForm(forms.Form):
    name = forms.CharField(label="Purpose", max_length=60, widget=forms.TextInput(attrs={"autofocus": True}))
    target = forms.IntegerField(
        label="Target", required=False, min_value=0, max_value=100, help_text="In percent of all investment."
    )


class RulesForm(forms.Form):
    week_rate = forms.DecimalField(label="A person-week costs", min_value=0, max_digits=10, decimal_places=2)
    share_cut = forms.IntegerField(
        label="Large from this share of revenue", min_value=0, max_value=100, help_text="In percent."
    )
    growth_cut = forms.IntegerField(
        label="Fast from this growth", min_value=-100, max_value=1000, help_text="In percent a year."
    )
    low_cut = forms.DecimalField(label="A score is low below", min_value=1, max_value=5, decimal_places=2)
    high_cut = forms.DecimalField(label="A score is high above", min_value=1, max_value=5, decimal_places=2)


class MoneyFileForm(forms.Form):
    """All of a file or nothing: what cannot be is said with its line."""

    file = forms.FileField(
        label="CSV file",
        help_text="Columns: product, quarter (Q1 2026), purpose (one of yours, or revenue), budget, actual.",
    )

    def __init__(self, *args: Any, actor: Member, **more: Any) -> None:
        super().__init__(*args, **more)
        self._actor = actor

    def clean_file(self) -> list[Amount]:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("This file is larger than 5 MB. Split it by year.")
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError("This is no text in UTF-8. Save it as “CSV UTF-8”.") from error
        return _Lines(self._actor).read(text)


class _Lines:
    """Rows of the file as amounts, by the names of what is there."""

    def __init__(self, actor: Member) -> None:
        everything = queries.ProductFilter.parse("")
        self._products: dict[str, Product] = {
            row.name.lower(): row for row in queries.products(actor, everything)
        }
        self._purposes: dict[str, InvestmentClass] = {row.name.lower(): row for row in classes()}

    def read(self, text: str) -> list[Amount]:
        first = text.partition("\n")[0]
        rows = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
        rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
        if missing := [name for name in COLUMNS[:3] if name not in rows.fieldnames]:
            raise forms.ValidationError(f"Line 1 has no column {', '.join(missing)}.")
        amounts: dict[tuple[Any, ...], Amount] = {}
        problems: list[str] = []
        for row in rows:
            try:
                amount = self._amount({name: (row.get(name) or "").strip() for name in COLUMNS})
            except Refused as refusal:
                column, why = next(iter(refusal.errors.items()))
                problems.append(f"Line {rows.line_num}, {column}: {why}")
                continue
            if amount.key in amounts:
                problems.append(
                    f"Line {rows.line_num}: the same product, quarter and purpose stand above already."
                )
            amounts[amount.key] = amount
        if problems:
            more = len(problems) - MOST_PROBLEMS
            rest = [f"And {more} more."] if more > 0 else []
            raise forms.ValidationError([*problems[:MOST_PROBLEMS], *rest])
        if not amounts:
            raise forms.ValidationError("There is no line below the names of the columns.")
        return list(amounts.values())

    def _amount(self, row: dict[str, str]) -> Amount:
        product = self._products.get(row["product"].lower())
        if product is None:
            raise Refused(product=f"no product is called “{row['product']}”.")
        purpose = self._purposes.get(row["purpose"].lower())
        if purpose is None and row["purpose"].lower() != "revenue":
            raise Refused(purpose=f"“{row['purpose']}” is neither revenue nor one of your purposes.")
        try:
            quarter = read_quarter(row["quarter"])
        except (Refused, ValueError):
            raise Refused(quarter=f"“{row['quarter']}” is no quarter. Write it like Q1 2026.") from None
        return Amount(product, quarter, purpose, _said(row, "budget"), _said(row, "actual"))


def _said(row: dict[str, str], column: str) -> Decimal | None:
    try:
        return read_signed(row[column])
    except Refused as refusal:
        raise Refused(**{column: " ".join(refusal.errors.values())}) from None
