"""Refused rows go back as a file."""

import csv
import io

from northing.exchange.readers.records import Refusal
from northing.exchange.writers import write_refusals


def test_refused_rows_come_back_with_line_column_value_and_reason() -> None:
    file = io.StringIO(newline="")
    assert write_refusals([Refusal(7, "Created", "=cmd()", "Not a date", 'Pay,"a\nb"\r\n')], file) == 1
    assert list(csv.reader(io.StringIO(file.getvalue(), newline=""))) == [
        ["line", "column", "value", "reason", "row"],
        ["7", "Created", "'=cmd()", "Not a date", 'Pay,"a\nb"'],
    ]
