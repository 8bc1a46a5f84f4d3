"""Dates in the ways trackers write them."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.exchange.readers.dates import DateReader, Order, evidence
from northing.exchange.readers.sniffing import sniff

from .files import records, table


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("22/Sep/25 9:26 AM", datetime(2025, 9, 22, 9, 26, tzinfo=UTC)),
        ("22/Sep/25 12:26 AM", datetime(2025, 9, 22, 0, 26, tzinfo=UTC)),
        ("22/Sep/2025 09:26 PM", datetime(2025, 9, 22, 21, 26, tzinfo=UTC)),
        ("2025-09-22T09:26:00.000+0000", datetime(2025, 9, 22, 9, 26, tzinfo=UTC)),
        ("2025-09-22T09:26:00+02:00", datetime(2025, 9, 22, 7, 26, tzinfo=UTC)),
        ("2025-09-22T09:26:00Z", datetime(2025, 9, 22, 9, 26, tzinfo=UTC)),
        ("2025-09-22 09:26:00 UTC", datetime(2025, 9, 22, 9, 26, tzinfo=UTC)),
        ("2025/09/22 09:26", datetime(2025, 9, 22, 9, 26, tzinfo=UTC)),
        ("22.09.2025 09:26", datetime(2025, 9, 22, 9, 26, tzinfo=UTC)),
        ("22.9.25", datetime(2025, 9, 22, tzinfo=UTC)),
        ("22/Mai/25", datetime(2025, 5, 22, tzinfo=UTC)),
        ("22/févr./25 09:26", datetime(2025, 2, 22, 9, 26, tzinfo=UTC)),
        ("22/août/25 9:26", datetime(2025, 8, 22, 9, 26, tzinfo=UTC)),
        ("22. März 2025, 09:26", datetime(2025, 3, 22, 9, 26, tzinfo=UTC)),
        ("3 de marzo de 2025", datetime(2025, 3, 3, tzinfo=UTC)),
        ("Sep 22, 2025", datetime(2025, 9, 22, tzinfo=UTC)),
        ("September 22nd, 2025 9:26 am", datetime(2025, 9, 22, 9, 26, tzinfo=UTC)),
        (
            "Mon Sep 22 2025 09:26:00 GMT+0000 (Coordinated Universal Time)",
            datetime(2025, 9, 22, 9, 26, tzinfo=UTC),
        ),
        ("Mon, 22 Sep 2025 09:26:00 GMT", datetime(2025, 9, 22, 9, 26, tzinfo=UTC)),
        ("2025-Sep-22", datetime(2025, 9, 22, tzinfo=UTC)),
        ("20250922", datetime(2025, 9, 22, tzinfo=UTC)),
        ("1758533160", datetime(2025, 9, 22, 9, 26, tzinfo=UTC)),
        ("1758533160000", datetime(2025, 9, 22, 9, 26, tzinfo=UTC)),
        ("2025年9月22日", datetime(2025, 9, 22, tzinfo=UTC)),
        ("9/22/25", None),
        ("0001-01-01", None),
        ("31/Feb/25", None),
        ("22/Foo/25", None),
        ("22/Sep/25 27:00", None),
        ("tomorrow", None),
    ],
)
def test_a_written_date_is_read_or_refused(written: str, meant: datetime | None) -> None:
    reader = DateReader("dmy", UTC)
    if meant is None:
        with pytest.raises(ValueError, match=r"\w"):
            reader.moment(written)
    else:
        assert reader.moment(written) == meant
        assert reader.moment(written) == meant  # the second time from memory


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2069, 12, 31)),  # the zone is put on below
    st.sampled_from(
        [
            "%d/%b/%y %I:%M %p",
            "%Y-%m-%dT%H:%M:%S.%f%z",
            "%d.%m.%Y %H:%M",
            "%m/%d/%y",
            "%Y-%m-%d %H:%M:%S",
            "%d %B %Y",
            "%b %d, %Y %H:%M",
            "%d/%m/%Y %H:%M",
            "%a %b %d %Y %H:%M:%S GMT%z",
        ]
    ),
    st.sampled_from([0, 60, -300, 330]),
)
def test_dates_come_back_in_all_forms(moment: datetime, form: str, minutes: int) -> None:
    zone = timezone(timedelta(minutes=minutes))
    moment = moment.replace(tzinfo=zone)
    order: Order = "mdy" if form == "%m/%d/%y" else "dmy"
    found = DateReader(order, zone).moment(moment.strftime(form))
    assert found.strftime(form) == moment.strftime(form)


def test_a_column_says_by_one_value_which_way_round_it_is() -> None:
    assert evidence(["3/4/25", "5/6/25", "9/22/25"]).order == "mdy"
    assert evidence(["3/4/25", "5/6/25", "22/9/25"]).order == "dmy"
    assert evidence(["3/4/25", "5/6/25"]).ambiguous
    assert evidence(["3/4/25", "22/9/25", "9/22/25"]).ambiguous
    assert not evidence(["3/3/25", "3.4.25", "2025-03-04"]).ambiguous


def test_the_deciding_value_may_stand_past_the_sample(tmp_path: Path) -> None:
    rows = [[f"Row {n}", "3/4/25"] for n in range(3_000)]
    path = table(tmp_path, ["Title", "Created"], *rows, ["Last", "9/22/25"])
    assert sniff(path).notes == ()
    assert records(path)[0].created == datetime(2025, 3, 4, tzinfo=UTC)


def test_another_column_of_the_file_may_decide(tmp_path: Path) -> None:
    path = table(tmp_path, ["Title", "Created", "Due date"], ["Pay", "3/4/25", "9/22/25"])
    [row] = records(path)
    assert (row.created, row.due) == (datetime(2025, 3, 4, tzinfo=UTC), date(2025, 9, 22))


def test_what_stays_ambiguous_is_said(tmp_path: Path) -> None:
    [note] = sniff(table(tmp_path, ["Title", "Created"], ["Pay", "3/4/25"])).notes
    assert note == "Created: “3/4/25” can be read two ways; it is read with the day first."
