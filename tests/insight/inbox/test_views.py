"""Views of the inbox: saved, opened, changed."""

import pytest
from django.urls import reverse

from northing.organisation.commands import saved_views
from northing.organisation.models import SavedView
from tests.conftest import Clients
from tests.insight.inbox.conftest import HTMX, Heard

pytestmark = pytest.mark.django_db
INBOX = "/insight/inbox/"


def test_a_view_is_kept_as_the_address_shows_it_and_changed_by_whoever_keeps_it(
    clients: Clients, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = reverse("insight:save_inbox_view") + "?q=Saturday"
    assert f'action="{save}"' in clients["mara"].get(save, headers=HTMX).content.decode()
    kept = clients["mara"].post(save, {"name": "Weekends"})
    assert kept.headers["Location"] == f"{INBOX}?q=Saturday"
    page = clients["mara"].get(INBOX).content.decode()
    assert f'href="{INBOX}?q=Saturday">Weekends' in page
    view = SavedView.objects.get()
    change = reverse("insight:change_inbox_view", args=[view.pk])
    assert "Change this view" not in page
    assert change in clients["mara"].get(f"{INBOX}?q=Saturday").content.decode()
    clients["mara"].post(change, {"name": "At weekends", "shared": "on"})
    assert "At weekends" in clients["tim"].get(INBOX).content.decode()
    assert clients["tim"].get(change).status_code == 403
    monkeypatch.setattr(saved_views, "MOST", 1)
    assert "Delete one first" in clients["mara"].post(save, {"name": "More"}, headers=HTMX).content.decode()
