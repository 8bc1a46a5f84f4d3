"""Trackers whose JSON is laid flat into a table, so that all that comes after knows tables only."""

from northing.exchange.readers.recognised import Source
from northing.exchange.readers.sources.flat import Flat
from northing.exchange.readers.sources.github import GitHubIssues
from northing.exchange.readers.sources.jira import JiraIssues
from northing.exchange.readers.sources.objects import Objects
from northing.exchange.readers.sources.trello import TrelloBoard

BY_SOURCE: dict[Source, type[Flat]] = {
    "jira-json": JiraIssues,
    "trello": TrelloBoard,
    "github": GitHubIssues,
    "csv": Objects,
}
"""In the order in which they may claim a document."""
