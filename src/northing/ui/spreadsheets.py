"""Lists for a spreadsheet: as CSV or as a workbook. A cell that it would take for a formula stays text."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

import xlsxwriter
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse

Value = str | int | float | date | None
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spreadsheet(kind: str, name: str, head: list[str], rows: Iterable[list[Value]]) -> HttpResponseBase:
    """A download of one `kind`, csv or xlsx; `name` is the file's, without its ending."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == "csv":
        return StreamingHttpResponse(
            csv_lines(head, rows), content_type="text/csv; charset=utf-8", headers=disposition
        )
    if kind == "xlsx":
        return HttpResponse(workbook(name, head, rows), content_type=WORKBOOK, headers=disposition)
    raise Http404


class _Line:
    """A file that hands back what is written to it."""

    @staticmethod
    def write(text: str) -> str:
        return text


def csv_lines(head: list[str], rows: Iterable[list[Value]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"  # tells Excel that it is UTF-8
    yield str(writer.writerow(map(_inert, head)))
    for row in rows:
        yield str(writer.writerow(map(_inert, row)))


def _inert(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def workbook(title: str, head: list[str], rows: Iterable[list[Value]]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": True})
    day, bold = book.add_format({"num_format": "d mmm yyyy"}), book.add_format({"bold": True})
    sheet = book.add_worksheet(title[:31])
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(head), 16)
    for at, name in enumerate(head):
        sheet.write_string(0, at, name, bold)
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, at, value, day)
            elif isinstance(value, str):
                sheet.write_string(number, at, value)
            elif value is not None:
                sheet.write_number(number, at, value)
    book.close()
    return file.getvalue()
