from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "northing.organisation"
    label = "organisation"

    def ready(self) -> None:
        from northing.organisation import commands, models, past, policies, restoring
        from northing.organisation.queries.history import Part, tells_of

        past.opens("organisation")
        tells_of(models.Team, Part(models.Membership, "team", "member"))
        restoring.register(
            models.Organisation, may_change=lambda actor, _: policies.may_read_log(actor), may_go=False
        )
        restoring.register(
            models.Member,
            may_go=False,
            # What people say of themselves is theirs to take back; the role that they had is not.
            may_change=lambda actor, member: (
                policies.may_change_member(actor, member) or (actor == member and actor.role == member.role)
            ),
            after=lambda _: commands.must_have_an_owner(),
        )
        restoring.register(models.Invitation, may_change=policies.may_change_invitation)
        # One that was revoked may be in other hands.
        restoring.register(models.ApiToken, may_change=lambda *_: False)
        restoring.register(
            models.Team,
            may_change=policies.may_change_team,
            change=commands.change_team_field,
            fields={"name", "mission", "lead"},
        )
        restoring.register(
            models.Membership, may_change=lambda actor, row: policies.may_change_team(actor, row.team)
        )
        restoring.register(models.CustomField, may_change=lambda actor, _: policies.may_run_the_place(actor))
        restoring.register(models.SavedView, may_change=policies.may_change_view)
        restoring.register(models.ShareLink, may_change=lambda actor, link: link.is_of(actor))
