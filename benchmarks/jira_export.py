"""A made-up Jira export: sixty columns, repeated names, descriptions over several lines, epics, links."""

import csv
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

HEADER = [
    *(
        "Summary",
        "Issue key",
        "Issue id",
        "Issue Type",
        "Status",
        "Project key",
        "Project name",
        "Project type",
    ),
    *("Project lead", "Project lead id", "Project description", "Priority", "Resolution", "Assignee"),
    *("Assignee Id", "Reporter", "Reporter Id", "Creator", "Creator Id", "Created", "Updated", "Last Viewed"),
    *("Resolved", "Due date", "Votes", "Labels", "Labels", "Labels", "Description", "Environment", "Watchers"),
    *("Watchers", "Watchers Id", "Watchers Id", "Original estimate", "Remaining Estimate", "Time Spent"),
    *("Work Ratio", "Security Level", "Inward issue link (Blocks)", "Outward issue link (Blocks)"),
    *("Outward issue link (Blocks)", "Attachment", "Custom field (Development)", "Custom field (Rank)"),
    *("Sprint", "Sprint", "Custom field (Start date)", "Custom field (Story Points)", "Fix Version/s"),
    *(
        "Fix Version/s",
        "Component/s",
        "Comment",
        "Comment",
        "Comment",
        "Parent",
        "Parent key",
        "Parent summary",
    ),
    *("Status Category", "Status Category Changed"),
]
EPIC_EVERY = 50
START = datetime(2022, 1, 3)
TEXT = 'The payer sees "paid" too early.\nSteps: open the invoice, pay, go back.\n'


def write_export(path: Path, rows: int, prefix: str, seed: int = 1) -> None:
    """`rows` issues with keys `prefix`-1, `prefix`-2, ...; every fiftieth is an epic, the next ones are its."""
    random = Random(seed)  # noqa: S311  not for secrets
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(1, rows + 1):
            said = _issue(number, prefix, random)
            row = [said.get(name, "") for name in HEADER]
            row[HEADER.index("Labels") + 1] = "web"
            row[HEADER.index("Comment") + 1] = f"{said['Created']};557058;Seen on staging as well."
            writer.writerow(row)


def _issue(number: int, prefix: str, random: Random) -> dict[str, str]:
    epic = number % EPIC_EVERY == 1
    first = (number - 1) // EPIC_EVERY * EPIC_EVERY + 1
    created = START + timedelta(minutes=random.randrange(1_800_000))
    changed = created + timedelta(minutes=random.randrange(100_000))
    done = random.random() < 0.6
    status = "Done" if done else random.choice(("To Do", "In Progress"))
    person = f"person{number % 40}"
    return {
        "Summary": f"{'Epic' if epic else 'Issue'} {number} of {prefix}: pay, remind and book",
        "Issue key": f"{prefix}-{number}",
        "Issue id": str(10_000 + number),
        "Issue Type": "Epic" if epic else random.choice(("Story", "Bug", "Task")),
        "Status": status,
        "Project key": prefix,
        "Project name": "Invoices",
        "Project type": "software",
        "Priority": "Medium",
        "Resolution": "Done" if done else "",
        "Assignee": person,
        "Assignee Id": f"id-{person}",
        "Reporter": person,
        "Creator": person,
        "Created": _moment(created),
        "Updated": _moment(changed),
        "Last Viewed": _moment(changed),
        "Resolved": _moment(changed) if done else "",
        "Due date": _moment(created + timedelta(days=60)) if epic and number % 3 else "",
        "Votes": "0",
        "Labels": "payments",
        "Description": TEXT * 3 if number % 3 == 0 else "As agreed.",
        "Work Ratio": "-1",
        "Outward issue link (Blocks)": f"{prefix}-{number + EPIC_EVERY}" if number % 200 == 1 else "",
        "Custom field (Rank)": f"0|i{number:06}:",
        "Sprint": f"Sprint {number % 100}",
        "Custom field (Story Points)": "3.0",
        "Fix Version/s": f"{number % 30}.0",
        "Component/s": f"Component {number % 8}",
        "Parent": "" if epic else str(10_000 + first),
        "Parent key": "" if epic else f"{prefix}-{first}",
        "Status Category": status,
        "Status Category Changed": _moment(changed),
    }


def _moment(moment: datetime) -> str:
    return moment.strftime("%d/%b/%y %I:%M %p")
