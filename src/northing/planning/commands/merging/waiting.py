"""Rows of another tool on their way in, in our words, before anything of ours is touched.

They wait in temporary tables of the transaction that merges them: nobody else sees them, a killed import leaves
none, and no index or log is kept of what is read once.
"""

from django.db.backends.utils import CursorWrapper

OPEN = """
DROP TABLE IF EXISTS incoming, incoming_link, incoming_release;
CREATE TEMPORARY TABLE incoming (
    place integer NOT NULL,
    line integer NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    tracker_id text NOT NULL,
    name text NOT NULL,
    alias text NOT NULL,
    problem text NOT NULL,
    state text NOT NULL,
    created_at timestamptz,
    started_at timestamptz,
    done_at timestamptz,
    due_on date,
    team text NOT NULL,
    product text NOT NULL,
    release text NOT NULL,
    assignee text NOT NULL,
    url text NOT NULL,
    parent text NOT NULL,
    estimate_low numeric(7, 2),
    estimate_likely numeric(7, 2),
    estimate_high numeric(7, 2),
    row text NOT NULL
) ON COMMIT DROP;
CREATE TEMPORARY TABLE incoming_link (key text NOT NULL, other text NOT NULL, kind text NOT NULL)
ON COMMIT DROP;
CREATE TEMPORARY TABLE incoming_release (name text NOT NULL, planned_on date, said_on date, came_on date)
ON COMMIT DROP
"""

COPY_ROWS = "COPY incoming FROM STDIN"
"""Columns as above. `place` numbers the rows; `line` is that of the file, from 1; `kind` is feature or item;
`state` one of FeatureState; `parent` as written: a key, a number or a title; `row` the row word for word."""

COPY_LINKS = "COPY incoming_link FROM STDIN"
"""`key` needs, relates to or duplicates `other`, as the file said it."""

_LEAVE_KNOWN = """
DELETE FROM incoming AS announced WHERE announced.place > %(after)s AND (
    announced.key IN (SELECT key FROM incoming WHERE place <= %(after)s)
    OR announced.key IN (SELECT tracker_key FROM planning_feature))"""


COPY_RELEASES = "COPY incoming_release FROM STDIN"
"""`name` as rows call it, the day it was planned for, when that was said, and when it came."""


def open_waiting_room(cursor: CursorWrapper) -> None:
    """Empty, for the rest of this transaction: fill it with the `COPY_`s above, then merge."""
    cursor.execute(OPEN)


def leave_known(cursor: CursorWrapper, after: int) -> None:
    """Of the rows behind place `after`, those that have a row of their own, or came earlier, do not come in."""
    cursor.execute(_LEAVE_KNOWN, {"after": after})
