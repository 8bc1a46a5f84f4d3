"""Where feedback comes in, and who may bring it."""

from django.urls import URLPattern, path

from northing.insight.views import adding, attachments, incoming, kinds, webhook
from northing.organisation.access.table import Row, Section
from northing.ui import navigation
from northing.ui.navigation import Entry

urlpatterns: list[URLPattern] = [
    path("insight/add/", adding.add, name="add"),
    path("insight/inbox/<int:pk>/kind/", kinds.say_kind, name="say_kind"),
    path("insight/inbox/<int:pk>/product/", kinds.say_product, name="say_product"),
    path("insight/suggestions/", kinds.suggestions, name="suggestions"),
    path("insight/suggestions/<int:pk>/<str:field>/take-back/", kinds.take_back, name="take_back"),
    path("insight/inbox/<int:pk>/files/", attachments.attach, name="attach"),
    path("insight/files/<int:pk>/", attachments.attachment, name="attachment"),
    path("insight/files/<int:pk>/remove/", attachments.remove_attachment, name="remove_attachment"),
    path("insight/ways/", incoming.ways, name="ways"),
    path("insight/ways/mailbox/", incoming.mailbox, name="mailbox"),
    path("insight/ways/mailbox/try/", incoming.try_mailbox, name="try_mailbox"),
    path("insight/ways/mailbox/forget/", incoming.forget_mailbox, name="forget_mailbox"),
    path("insight/ways/<int:pk>/revoke/", incoming.revoke_address, name="revoke_address"),
    path("in/<str:secret>/", webhook.receive, name="receive"),
]

ADD = "Add feedback by hand"
LISTENERS = {"viewer": "nnn"}
# "Other" stands for a piece about a restricted product here.
BUT = "but restricted ones"
FILES = "Add and remove feedback’s files"
TAKE_BACK = "Take back what was sorted alone"
ALONE = "Let suggestions act alone"
PRODUCT = "Say what a piece is about"
WAYS = "Connect a mailbox and programs"
KEEPERS = {"manager": "nnn", "member": "nnn", "viewer": "nnn"}
RESTRICTED = {"manager": "yyh", "member": "yyh", "viewer": "nnh"}
READERS = {"manager": "yyh", "member": "yyh", "viewer": "yyh"}

ACCESS: list[Row] = [
    Row("insight:add", "GET", ADD, Section.CHANGE, **LISTENERS),
    Row("insight:add", "POST", ADD, Section.CHANGE, **LISTENERS),
    Row(
        "insight:say_kind",
        "POST",
        "Say what kind a piece is",
        Section.CHANGE,
        partly=BUT,
        **RESTRICTED,
    ),
    Row("insight:say_product", "GET", PRODUCT, Section.CHANGE, partly=BUT, **RESTRICTED),
    Row("insight:say_product", "POST", PRODUCT, Section.CHANGE, partly=BUT, **RESTRICTED),
    Row("insight:suggestions", "GET", ALONE, Section.RUN, **KEEPERS),
    Row("insight:suggestions", "POST", ALONE, Section.RUN, head="nnn", **KEEPERS),
    Row("insight:take_back", "POST", TAKE_BACK, Section.CHANGE, partly=BUT, **RESTRICTED),
    Row("insight:attachment", "GET", "Read feedback’s files", Section.SEE, partly=BUT, **READERS),
    Row("insight:attach", "GET", FILES, Section.CHANGE, partly=BUT, **RESTRICTED),
    Row("insight:attach", "POST", FILES, Section.CHANGE, partly=BUT, **RESTRICTED),
    Row("insight:remove_attachment", "POST", FILES, Section.CHANGE, partly=BUT, **RESTRICTED),
    Row("insight:ways", "GET", WAYS, Section.RUN, **KEEPERS),
    Row("insight:ways", "POST", WAYS, Section.RUN, **KEEPERS),
    Row("insight:mailbox", "GET", WAYS, Section.RUN, **KEEPERS),
    Row("insight:mailbox", "POST", WAYS, Section.RUN, **KEEPERS),
    Row("insight:try_mailbox", "POST", WAYS, Section.RUN, **KEEPERS),
    Row("insight:forget_mailbox", "POST", WAYS, Section.RUN, **KEEPERS),
    Row("insight:revoke_address", "POST", WAYS, Section.RUN, **KEEPERS),
    Row(
        "insight:receive",
        "POST",
        "Send feedback to a secret address",
        Section.CHANGE,
        nobody="yyy",
        note="Whoever knows the address, and signs where it asks for that.",
    ),
]
RAIL = [
    Entry(navigation.Section.SETTINGS, "Ways in", "insight:ways", order=4),
    Entry(navigation.Section.SETTINGS, "Suggestions", "insight:suggestions", order=6),
]
