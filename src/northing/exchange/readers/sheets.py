"""Which sheet of a workbook holds the table, and on which of its rows the header stands."""

from itertools import islice

from northing.exchange.readers.layouts import header_among, header_score
from northing.exchange.readers.recognised import Layout
from northing.exchange.readers.workbooks import Workbook
from northing.kernel.errors import Refused

_HEADER_WITHIN = 20
_SHEETS = 50


def layout_of(workbook: Workbook) -> Layout:
    """The sheet and row whose cells look most like a header."""
    best, best_score = Layout(encoding="utf-8"), (-1.0, -1.0)
    for sheet in islice(workbook.sheets, _SHEETS):
        rows = [(number, cells or []) for number, cells, _ in islice(workbook.rows(sheet), _HEADER_WITHIN)]
        if not rows:
            continue
        number, cells = rows[header_among([cells for _, cells in rows])]
        score = header_score(cells)
        if score > best_score:
            best, best_score = best._replace(sheet=sheet, header_line=number), score
    if best_score[0] < 0:
        raise Refused("The workbook has no sheet with a table in it.")
    return best
