"""Bringing data in: receive a file, match its columns, look, run, undo."""

from northing.exchange.commands.at_once import abandon, begin, follow_through
from northing.exchange.commands.customers import take_over
from northing.exchange.commands.example import bring_example
from northing.exchange.commands.files import change_mapping, discard, match_anew, receive, save_mapping
from northing.exchange.commands.rest import bring_rest
from northing.exchange.commands.runs import (
    ask_keep,
    ask_look,
    ask_run,
    ask_stop,
    ask_undo,
    carry_on,
    look,
    run,
    set_out,
    take_back,
    work_on,
)

__all__ = [
    "abandon",
    "ask_keep",
    "ask_look",
    "ask_run",
    "ask_stop",
    "ask_undo",
    "begin",
    "bring_example",
    "bring_rest",
    "carry_on",
    "change_mapping",
    "discard",
    "follow_through",
    "look",
    "match_anew",
    "receive",
    "run",
    "save_mapping",
    "set_out",
    "take_back",
    "take_over",
    "work_on",
]
