from northing.organisation.models.api_token import AnsweredRequest, ApiToken, Scope
from northing.organisation.models.custom_field import CustomField, FieldAbout, FieldKind
from northing.organisation.models.invitation import Invitation
from northing.organisation.models.member import Member, Role
from northing.organisation.models.notice import Notice
from northing.organisation.models.organisation import Organisation
from northing.organisation.models.saved_view import SavedView
from northing.organisation.models.share_link import ShareLink
from northing.organisation.models.team import Discipline, Membership, Team

__all__ = [
    "AnsweredRequest",
    "ApiToken",
    "CustomField",
    "Discipline",
    "FieldAbout",
    "FieldKind",
    "Invitation",
    "Member",
    "Membership",
    "Notice",
    "Organisation",
    "Role",
    "SavedView",
    "Scope",
    "ShareLink",
    "Team",
]
