"""Pages of the house itself: every part on one sheet."""

from django.urls import path

from northing.organisation.access.table import Row, Section
from northing.ui import views

app_name = "ui"

urlpatterns = [path("components/", views.components, name="components")]

ACCESS = [Row("ui:components", "GET", "Parts of the pages", Section.SEE)]
