"""`northing user`: members from the server's own command line, for whoever lost the way in."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from northing.kernel.errors import Refused
from northing.organisation import commands, mail
from northing.organisation.models import Role
from northing.organisation.queries import people


class Command(BaseCommand):
    help = "List members, add one, set a role, or print a one-time sign-in link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        listing = verbs.add_parser("list", help="everybody, with their roles")
        add = verbs.add_parser("add", help="a new member; prints the link that lets them in")
        add.add_argument("email")
        add.add_argument("name")
        add.add_argument("--role", choices=Role.values, default=Role.MEMBER)
        role = verbs.add_parser("role", help="set somebody's role")
        role.add_argument("email")
        role.add_argument("role", choices=Role.values)
        link = verbs.add_parser("link", help="a link that signs in once, for an hour")
        link.add_argument("email")
        for verb in (listing, add, role, link):
            verb.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *, verb: str, **options: Any) -> None:
        as_json = options["json"]
        if verb == "list":
            found = [_described(row.member) for row in people.members(people.MemberFilter())]
            self._say(found, as_json, "\n".join("{email}  {role}  {name}".format(**row) for row in found))
            return
        answer, text = getattr(self, f"_{verb}")(**options)
        self._say(answer, as_json, text)

    def _add(self, *, email: str, name: str, role: str, **_: Any) -> tuple[dict[str, Any], str]:
        if not people.exists():
            raise Refused("Set the organisation up first: open Northing in a browser, or run northing demo.")
        member = commands.add_member(actor=None, email=email, name=name, role=role)
        url = mail.sign_in_url(*commands.sign_in_link(member=member))
        return {**_described(member), "url": url}, f"{member.email} is a member now. Sign in: {url}"

    def _role(self, *, email: str, role: str, **_: Any) -> tuple[dict[str, Any], str]:
        member = commands.change_role(actor=None, member=people.member_of_address(email), role=role)
        return _described(member), f"{member.email} is {member.get_role_display()} now."

    def _link(self, *, email: str, **_: Any) -> tuple[dict[str, Any], str]:
        member = people.member_of_address(email)
        if not member.is_active:
            raise Refused(f"{member.email} has left. Bring them back on the page Members and access first.")
        url = mail.sign_in_url(*commands.sign_in_link(member=member))
        return {**_described(member), "url": url}, f"Works once, for an hour: {url}"

    def _say(self, answer: object, as_json: bool, text: str) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if as_json else text)


def _described(member: Any) -> dict[str, Any]:
    return {"email": member.email, "name": member.name, "role": member.role}
