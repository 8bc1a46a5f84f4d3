"""Tables of values: their shapes, their days, and the cells that cannot come in."""

from datetime import date
from pathlib import Path

import pytest

from northing.exchange.observations.columns import lacks, places
from northing.exchange.observations.days import DayReader
from northing.exchange.observations.rows import Read, read_observations
from northing.exchange.readers.sniffing import sniff
from northing.kernel.errors import Refused

JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)
WIDE = """Date;signup_rate (%);Revenue, EUR;Comment
01.02.2026;12,5;1.200,50 €;quiet
02.02.2026;n/a;1.300;
03.02.2026;abc;1.400
31.02.2026;1;1
"""


def read(folder: Path, table: str, asked: dict[str, str] | None = None, **options: str) -> Read:
    path = folder / "table.csv"
    path.write_text(table)
    recognised = sniff(path)
    return read_observations(path, recognised, places(recognised, asked), **options)


def targets(folder: Path, table: str) -> list[str]:
    path = folder / "table.csv"
    path.write_text(table)
    found = places(sniff(path))
    assert lacks(found) == ""
    return [column.target for column in found]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (WIDE, ["day", "series", "series", ""]),
        ("day,metric,value\n2026-01-01,Signups,3\n2026-01-02,Signups,4\n", ["day", "metric", "value"]),
        ("when,what,n\n2026-01-01,a,1\n2026-01-02,b,2\n", ["day", "metric", "value"]),
        ("Month,Kennzahl,Wert,Einheit\n2026-01,Abos,3,Stk\n", ["day", "metric", "value", "unit"]),
        ("KPI,Unit,2026-01,2026-02,Mar 2026\nSignups,,1,2,3\n", ["metric", "unit", *["across"] * 3]),
        ('Date,DAU\n1/13/2026,"1,234"\n', ["day", "series"]),
    ],
)
def test_the_shape_of_a_table_is_found(tmp_path: Path, table: str, expected: list[str]) -> None:
    assert targets(tmp_path, table) == expected


def test_a_wide_table_names_line_and_column_of_bad_cells_and_keeps_the_rest(tmp_path: Path) -> None:
    found = read(tmp_path, WIDE)
    rate, revenue = found.series.values()
    assert (rate.name, rate.unit, rate.points) == ("Signup rate", "%", {FEB: 12.5})
    assert (revenue.name, list(revenue.points.values())) == ("Revenue", [1200.5, 1300, 1400])
    assert [(cell.line, cell.column, cell.value) for cell in found.refused] == [
        (4, "signup_rate (%)", "abc"),
        (5, "Date", "31.02.2026"),
    ]


def test_a_table_across_has_a_metric_a_row(tmp_path: Path) -> None:
    found = read(tmp_path, "KPI,2026-01,2026-02\nSignups,1,2\nChurn (%),-,0.2\n")
    assert [(one.name, one.unit, one.points) for one in found.series.values()] == [
        ("Signups", "", {JAN: 1.0, FEB: 2.0}),
        ("Churn", "%", {FEB: 0.2}),
    ]


@pytest.mark.parametrize(
    ("repeats", "value", "refused"), [("refuse", 1, 2), ("sum", 6, 0), ("mean", 2, 0), ("last", 3, 0)]
)
def test_a_second_value_for_a_day_is_refused_or_joined(
    tmp_path: Path, repeats: str, value: float, refused: int
) -> None:
    table = "day,metric,value\n2026-01-01,A,1\n2026-01-01,A,2\n2026-01-01,A,3\n"
    found = read(tmp_path, table, repeats=repeats)
    assert (found.series["a\n"].points[JAN], len(found.refused)) == (value, refused)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31.7.2026", date(2026, 7, 31)),
        ("2026-07", date(2026, 7, 1)),
        ("07/2026", date(2026, 7, 1)),
        ("Jul-26", date(2026, 7, 1)),
        ("juillet 2026", date(2026, 7, 1)),
        ("2026-W31", date(2026, 7, 27)),
        ("Q3 2026", date(2026, 7, 1)),
        ("2026", date(2026, 1, 1)),
        ("13/2026", None),
        ("2026-W54", None),
        ("12.5", None),
    ],
)
def test_days_and_longer_times_are_read_or_refused(written: str, meant: date | None) -> None:
    if meant is None:
        with pytest.raises(ValueError, match=r"\w"):
            DayReader().day(written)
    else:
        assert DayReader().day(written) == meant


def test_a_table_of_too_many_metrics_is_refused_with_what_to_do(tmp_path: Path) -> None:
    rows = "\n".join(f"2026-01-01,m{at},{at}" for at in range(201))
    with pytest.raises(Refused, match="names more than 200 metrics"):
        read(tmp_path, f"day,metric,value\n{rows}\n")
