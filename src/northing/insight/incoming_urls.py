"""Where feedback comes in, and who may bring it."""

from django.urls import URLPattern, path

from northing.insight.views import adding, attachments, kinds
from northing.organisation.access.table import Row, Section

urlpatterns: list[URLPattern] = [
    path("insight/add/", adding.add, name="add"),
    path("insight/inbox/<int:pk>/kind/", kinds.say_kind, name="say_kind"),
    path("insight/inbox/<int:pk>/files/", attachments.attach, name="attach"),
    path("insight/files/<int:pk>/", attachments.attachment, name="attachment"),
    path("insight/files/<int:pk>/remove/", attachments.remove_attachment, name="remove_attachment"),
]

ADD = "Add feedback by hand"
LISTENERS = {"viewer": "nnn"}
# "Other" stands for a piece about a restricted product here.
BUT = "but restricted products’"
FILES = "Add and remove feedback’s files"
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
    Row("insight:attachment", "GET", "Read feedback’s files", Section.SEE, partly=BUT, **READERS),
    Row("insight:attach", "GET", FILES, Section.CHANGE, partly=BUT, **RESTRICTED),
    Row("insight:attach", "POST", FILES, Section.CHANGE, partly=BUT, **RESTRICTED),
    Row("insight:remove_attachment", "POST", FILES, Section.CHANGE, partly=BUT, **RESTRICTED),
]
