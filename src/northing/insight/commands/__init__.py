"""Every write in insight, one sentence each."""

from northing.insight.commands.acting import act_alone, allow_acting, take_back
from northing.insight.commands.aims import say_aims
from northing.insight.commands.attachments import (
    attach,
    attach_all,
    forget_loose_files,
    remove_attachment,
)
from northing.insight.commands.bringing.named import put_feedback
from northing.insight.commands.bringing_customers import bring_customers, look_at_customers
from northing.insight.commands.contacts import add_contact, change_contact, remove_contact
from northing.insight.commands.customers import (
    KEPT_BY,
    OF_A_CUSTOMER,
    change_customer,
    create_customer,
    name_in,
    put_in_places,
    put_in_segments,
    say_what_they_use,
)
from northing.insight.commands.feedback import (
    OF_A_PIECE,
    add_feedback,
    assign,
    change_feedback,
    set_aside,
    snooze,
)
from northing.insight.commands.groups import accept_group, set_group_aside, split_group
from northing.insight.commands.highlights import highlight, unlink, unlink_all
from northing.insight.commands.incoming import KEPT_BY as KEPT_BY_THE_HEADS
from northing.insight.commands.incoming import (
    forget_mailbox,
    make_address,
    read_mailbox,
    receive,
    revoke_address,
    save_mailbox,
    try_mailbox,
)
from northing.insight.commands.interviews import ask_to_interview, deliver_interview
from northing.insight.commands.keyed import put_customer
from northing.insight.commands.merging import merge, unmerge
from northing.insight.commands.opportunities import (
    OF_AN_OPPORTUNITY,
    change_opportunity,
    create_opportunity,
    decide,
    restore_opportunity_field,
)
from northing.insight.commands.privacy import erase_person
from northing.insight.commands.rates import remove_rate, set_rate
from northing.insight.commands.relations import relate, unrelate
from northing.insight.commands.replies import deliver_reply, mail_address, save_draft, send_reply
from northing.insight.commands.reply_settings import (
    raise_rule,
    remove_rule,
    remove_template,
    save_rule,
    save_template,
)
from northing.insight.commands.seen import say_signals
from northing.insight.commands.segments import change_segment, create_segment, remove_segment
from northing.insight.commands.suggestions import suggest
from northing.insight.commands.surveys import (
    Asked,
    answer_survey,
    close_survey,
    create_survey,
    new_survey_link,
)
from northing.insight.commands.triage import bring_back, keep_apart, mark_answered, name_problem

__all__ = [
    "KEPT_BY",
    "KEPT_BY_THE_HEADS",
    "OF_AN_OPPORTUNITY",
    "OF_A_CUSTOMER",
    "OF_A_PIECE",
    "Asked",
    "accept_group",
    "act_alone",
    "add_contact",
    "add_feedback",
    "allow_acting",
    "answer_survey",
    "ask_to_interview",
    "assign",
    "attach",
    "attach_all",
    "bring_back",
    "bring_customers",
    "change_contact",
    "change_customer",
    "change_feedback",
    "change_opportunity",
    "change_segment",
    "close_survey",
    "create_customer",
    "create_opportunity",
    "create_segment",
    "create_survey",
    "decide",
    "deliver_interview",
    "deliver_reply",
    "erase_person",
    "forget_loose_files",
    "forget_mailbox",
    "highlight",
    "keep_apart",
    "look_at_customers",
    "mail_address",
    "make_address",
    "mark_answered",
    "merge",
    "name_in",
    "name_problem",
    "new_survey_link",
    "put_customer",
    "put_feedback",
    "put_in_places",
    "put_in_segments",
    "raise_rule",
    "read_mailbox",
    "receive",
    "relate",
    "remove_attachment",
    "remove_contact",
    "remove_rate",
    "remove_rule",
    "remove_segment",
    "remove_template",
    "restore_opportunity_field",
    "revoke_address",
    "save_draft",
    "save_mailbox",
    "save_rule",
    "save_template",
    "say_aims",
    "say_signals",
    "say_what_they_use",
    "send_reply",
    "set_aside",
    "set_group_aside",
    "set_rate",
    "snooze",
    "split_group",
    "suggest",
    "take_back",
    "try_mailbox",
    "unlink",
    "unlink_all",
    "unmerge",
    "unrelate",
]
