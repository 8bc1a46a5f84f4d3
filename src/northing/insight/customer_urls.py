"""The addresses of customers, and who may do what there."""

from django.urls import URLPattern, path

from northing.insight.views import customer, customer_cells, customers, customers_export
from northing.organisation.access.table import Row, Section
from northing.ui import navigation
from northing.ui.navigation import Entry

urlpatterns: list[URLPattern] = [
    path("insight/customers/", customers.customers, name="customers"),
    path("insight/customers/filter/", customers.filters, name="customer_filters"),
    path("insight/customers/new/", customers.new_customer, name="new_customer"),
    path("insight/customers/export.<str:kind>", customers_export.export, name="customers_export"),
    path("insight/customers/<int:pk>/", customer.customer, name="customer"),
    path("insight/customers/<int:pk>/beside/", customers.panel, name="customer_panel"),
    path("insight/customers/<int:pk>/edit/", customer.edit_customer, name="edit_customer"),
    path("insight/customers/<int:pk>/people/new/", customer.add_contact, name="add_contact"),
    path("insight/people/<int:pk>/", customer.edit_contact, name="edit_contact"),
    path("insight/customers/<int:pk>/cell/<str:field>/", customer_cells.cell, name="customer_cell"),
]

SEE, CHANGE = Section.SEE, Section.CHANGE
CUSTOMERS = "Customers"
KEEPERS = {"member": "nnn", "viewer": "nnn"}

ACCESS: list[Row] = [
    Row("insight:customers", "GET", CUSTOMERS, SEE),
    Row("insight:customer_filters", "GET", CUSTOMERS, SEE),
    Row("insight:customers_export", "GET", CUSTOMERS, SEE),
    Row("insight:customer", "GET", CUSTOMERS, SEE),
    Row("insight:customer_panel", "GET", CUSTOMERS, SEE),
    Row("insight:new_customer", "GET", CUSTOMERS, CHANGE, **KEEPERS),
    Row("insight:new_customer", "POST", CUSTOMERS, CHANGE, **KEEPERS),
    Row("insight:edit_customer", "GET", CUSTOMERS, CHANGE, **KEEPERS),
    Row("insight:edit_customer", "POST", CUSTOMERS, CHANGE, **KEEPERS),
    Row("insight:add_contact", "GET", CUSTOMERS, CHANGE, **KEEPERS),
    Row("insight:add_contact", "POST", CUSTOMERS, CHANGE, **KEEPERS),
    Row("insight:edit_contact", "GET", CUSTOMERS, CHANGE, **KEEPERS),
    Row("insight:edit_contact", "POST", CUSTOMERS, CHANGE, **KEEPERS),
    Row("insight:customer_cell", "GET", CUSTOMERS, CHANGE, **KEEPERS),
    Row("insight:customer_cell", "POST", CUSTOMERS, CHANGE, **KEEPERS),
]

RAIL: list[Entry] = [
    Entry(navigation.Section.INSIGHT, "Customers", "insight:customers", key="C", order=3),
]
