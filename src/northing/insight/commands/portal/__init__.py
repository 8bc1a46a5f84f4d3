"""Every write of the portal: by visitors, who proved an address and nothing else, and by those who keep it."""

from northing.insight.commands.portal.changes import (
    publish_change,
    remove_change,
    save_change,
    unpublish_change,
)
from northing.insight.commands.portal.comments import answer, comment, hide_comment, show_comment
from northing.insight.commands.portal.digest import deliver_digest, tell_digest
from northing.insight.commands.portal.entry import (
    VISIT_LASTS,
    ask_to_enter,
    deliver_entry,
    enter_by_code,
    enter_by_link,
    leave,
    opens,
    welcome,
)
from northing.insight.commands.portal.following import follow, stop_mail, unfollow
from northing.insight.commands.portal.ideas import say_idea
from northing.insight.commands.portal.moves import deliver_move, tell_moves
from northing.insight.commands.portal.settings import note_planned, set_up_portal
from northing.insight.commands.portal.telling import deliver_change, deliver_news, tell_news, tell_of_change
from northing.insight.commands.portal.visitors import block, introduce, unblock
from northing.insight.commands.portal.votes import give_vote, remove_vote, take_vote_back, vote_for

__all__ = [
    "VISIT_LASTS",
    "answer",
    "ask_to_enter",
    "block",
    "comment",
    "deliver_change",
    "deliver_digest",
    "deliver_entry",
    "deliver_move",
    "deliver_news",
    "enter_by_code",
    "enter_by_link",
    "follow",
    "give_vote",
    "hide_comment",
    "introduce",
    "leave",
    "note_planned",
    "opens",
    "publish_change",
    "remove_change",
    "remove_vote",
    "save_change",
    "say_idea",
    "set_up_portal",
    "show_comment",
    "stop_mail",
    "take_vote_back",
    "tell_digest",
    "tell_moves",
    "tell_news",
    "tell_of_change",
    "unblock",
    "unfollow",
    "unpublish_change",
    "vote_for",
    "welcome",
]
