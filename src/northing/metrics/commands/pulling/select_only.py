"""Is a query one SELECT? For databases that have no way of their own to keep a session from writing."""

import re

from northing.kernel.errors import Refused

# What stands in quotes of any kind or in comments is not said. Where databases differ in what is a comment
# ("#", "--" without a space), it counts as said.
_NOT_SAID = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--\s[^\n]*|/\*(?!M?!).*?\*/""", re.DOTALL
)
_WORD = re.compile(r"[^\W\d]\w*")
BEGINS = frozenset({"select", "with", "values"})
# Each of them writes, calls what may write, leaves the transaction, or reads and writes files of the server.
WRITES = frozenset(
    {
        "alter", "backup", "begin", "bulk", "call", "commit", "create", "dbcc", "declare", "delete", "deny",
        "do", "drop", "dumpfile", "exec", "execute", "grant", "handler", "insert", "into", "kill", "load",
        "lock", "merge", "opendatasource", "openquery", "openrowset", "outfile", "prepare", "reconfigure",
        "rename", "restore", "revert", "revoke", "rollback", "save", "set", "shutdown", "truncate",
        "unlock", "update", "use", "waitfor", "writetext",
    }
)  # fmt: skip
ONLY_READ = "Sources are only read: the query is one SELECT"


def check_reads_only(query: str) -> None:
    """Refused with the word that does not belong there; a column of that name is written in quotes."""
    if re.search(r"\\['\"]", query):
        raise Refused(
            query="A backslash before a quote means this here and that there: double the quote instead."
        )
    bare = _NOT_SAID.sub(" ", query)
    if "/*" in bare:
        raise Refused(query=f"{ONLY_READ}, without comments that are run, or that do not end.")
    if ";" in bare.strip().rstrip(";"):
        raise Refused(query=f"{ONLY_READ}, not several statements.")
    words = [word.lower() for word in _WORD.findall(bare)]
    if not words or words[0] not in BEGINS:
        raise Refused(query=f"{ONLY_READ}.")
    found = next((word for word in words if word in WRITES), None)
    if found:
        raise Refused(
            query=f"{ONLY_READ}: “{found.upper()}” has no place in it. A column of that name needs quotes."
        )
