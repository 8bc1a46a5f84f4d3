"""The addresses of customers, and who may do what there."""

from django.urls import URLPattern, path

from northing.insight.queries.saved_lists import CUSTOMERS as CUSTOMER_LIST
from northing.insight.views import (
    customer,
    customer_cells,
    customer_links,
    customers,
    customers_export,
    privacy,
    segments,
)
from northing.organisation.access.table import Row, Section
from northing.ui import navigation, saved_views
from northing.ui.navigation import Entry

urlpatterns: list[URLPattern] = [
    path("insight/customers/", customers.customers, name="customers"),
    path("insight/customers/filter/", customers.filters, name="customer_filters"),
    path(
        "insight/customers/views/new/",
        saved_views.save_view,
        {"of": CUSTOMER_LIST},
        name="save_customer_view",
    ),
    path(
        "insight/customers/views/<int:pk>/",
        saved_views.change_view,
        {"of": CUSTOMER_LIST},
        name="change_customer_view",
    ),
    path(
        "insight/customers/views/<int:pk>/delete/",
        saved_views.delete_view,
        {"of": CUSTOMER_LIST},
        name="delete_customer_view",
    ),
    path("insight/customers/new/", customers.new_customer, name="new_customer"),
    path("insight/customers/export.<str:kind>", customers_export.export, name="customers_export"),
    path("insight/customers/<int:pk>/", customer.customer, name="customer"),
    path("insight/customers/<int:pk>/beside/", customers.panel, name="customer_panel"),
    path("insight/customers/<int:pk>/edit/", customer.edit_customer, name="edit_customer"),
    path("insight/customers/<int:pk>/people/new/", customer.add_contact, name="add_contact"),
    path("insight/people/<int:pk>/", customer.edit_contact, name="edit_contact"),
    path("insight/customers/<int:pk>/cell/<str:field>/", customer_cells.cell, name="customer_cell"),
    path("insight/customers/<int:pk>/places/", customer_links.places, name="places"),
    path("insight/customers/<int:pk>/promise/", customer_links.promise, name="promise_reply"),
    path("insight/customers/<int:pk>/ask/", customer_links.ask_to_interview, name="ask_to_interview"),
    path("insight/customers/<int:pk>/called/", customer_links.name_in, name="name_in"),
    path("insight/customers/<int:pk>/merge/", customer_links.merge, name="merge_customer"),
    path("insight/customers/merges/<int:pk>/undo/", customer_links.unmerge, name="unmerge_customer"),
    path("insight/people/<int:pk>/data.zip", privacy.contact_data, name="contact_data"),
    path("insight/people/<int:pk>/erase/", privacy.erase_contact, name="erase_contact"),
    path("insight/customers/<int:pk>/data.zip", privacy.customer_data, name="customer_data"),
    path("insight/customers/<int:pk>/erase/", privacy.erase_customer, name="erase_customer"),
    path("insight/erased/", privacy.erased, name="erased"),
    path("insight/segments/", segments.segments, name="segments"),
    path("insight/segments/new/", segments.new_segment, name="new_segment"),
    path("insight/segments/count/", segments.segment_count, name="segment_count"),
    path("insight/segments/<int:pk>/", segments.change_segment, name="change_segment"),
    path("insight/segments/<int:pk>/remove/", segments.remove_segment, name="remove_segment"),
    path("insight/rates/", segments.set_rate, name="set_rate"),
    path("insight/rates/<int:pk>/remove/", segments.remove_rate, name="remove_rate"),
]

SEE, CHANGE = Section.SEE, Section.CHANGE
CUSTOMERS = "Customers"
PROMISE = "Promise a customer a reply"
INTERVIEW = "Ask a customer to an interview"
VIEWS = "Saved views"
SEGMENTS = "Segments of customers"
RATES = "Exchange rates"
PRIVACY = "Hand out or erase a person’s data"
KEEPERS = {"member": "nnn", "viewer": "nnn"}
RUNNERS = {"manager": "nnn", **KEEPERS}

ACCESS: list[Row] = [
    Row("insight:customers", "GET", CUSTOMERS, SEE),
    Row("insight:customer_filters", "GET", CUSTOMERS, SEE),
    Row("insight:save_customer_view", "GET", VIEWS, CHANGE),
    Row("insight:save_customer_view", "POST", VIEWS, CHANGE),
    Row("insight:change_customer_view", "GET", VIEWS, CHANGE, *["ynh"] * 5),
    Row("insight:change_customer_view", "POST", VIEWS, CHANGE, *["ynh"] * 5),
    Row("insight:delete_customer_view", "POST", VIEWS, CHANGE, *["ynh"] * 5),
    Row("insight:customers_export", "GET", CUSTOMERS, SEE),
    Row("insight:customer", "GET", CUSTOMERS, SEE),
    Row("insight:customer_panel", "GET", CUSTOMERS, SEE),
    *(
        Row(f"insight:{route}", method, CUSTOMERS, CHANGE, **KEEPERS)
        for route in (
            *("new_customer", "edit_customer", "add_contact", "edit_contact", "customer_cell"),
            *("places", "name_in", "merge_customer"),
        )
        for method in ("GET", "POST")
    ),
    Row("insight:promise_reply", "GET", PROMISE, CHANGE, viewer="nnn"),
    Row("insight:promise_reply", "POST", PROMISE, CHANGE, viewer="nnn"),
    Row("insight:ask_to_interview", "GET", INTERVIEW, CHANGE, viewer="nnn"),
    Row("insight:ask_to_interview", "POST", INTERVIEW, CHANGE, viewer="nnn"),
    Row("insight:unmerge_customer", "POST", CUSTOMERS, CHANGE, **KEEPERS),
    Row("insight:segments", "GET", SEGMENTS, SEE),
    Row("insight:new_segment", "GET", SEGMENTS, CHANGE, **KEEPERS),
    Row("insight:new_segment", "POST", SEGMENTS, CHANGE, **KEEPERS),
    Row("insight:segment_count", "POST", SEGMENTS, CHANGE, **KEEPERS),
    Row("insight:change_segment", "GET", SEGMENTS, CHANGE, **KEEPERS),
    Row("insight:change_segment", "POST", SEGMENTS, CHANGE, **KEEPERS),
    Row("insight:remove_segment", "POST", SEGMENTS, CHANGE, **KEEPERS),
    *(
        Row(f"insight:{route}", method, PRIVACY, Section.RUN, **RUNNERS)
        for route, methods in (
            ("contact_data", ("GET",)),
            ("erase_contact", ("GET", "POST")),
            ("customer_data", ("GET",)),
            ("erase_customer", ("GET", "POST")),
            ("erased", ("GET",)),
        )
        for method in methods
    ),
    Row("insight:set_rate", "GET", RATES, Section.RUN, **RUNNERS),
    Row("insight:set_rate", "POST", RATES, Section.RUN, **RUNNERS),
    Row("insight:remove_rate", "POST", RATES, Section.RUN, **RUNNERS),
]

RAIL: list[Entry] = [
    Entry(
        navigation.Section.INSIGHT,
        "Customers",
        "insight:customers",
        key="C",
        order=3,
        also=("insight:segments", "insight:erased", "exchange:customers"),
    ),
]
