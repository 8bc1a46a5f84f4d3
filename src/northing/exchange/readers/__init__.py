"""Read the exports of other trackers into one neutral shape. Pure Python: no database, streaming, flat memory.

`sniffing.sniff` recognises a file, `northing.exchange.mapping.match` says which column goes where, and
`reading.read` yields a `records.Record` or a `records.Refusal` for each row.
"""
