"""The addresses of the portfolio, and who may do what there."""

from django.urls import path

from northing.organisation.access.table import Row, Section
from northing.portfolio.views import lines, products
from northing.ui import navigation
from northing.ui.navigation import Entry

app_name = "portfolio"

urlpatterns = [
    path("portfolio/", products.portfolio, name="portfolio"),
    path("portfolio/products/new/", products.new_product, name="new_product"),
    path("portfolio/products/<int:pk>/", products.product, name="product"),
    path("portfolio/products/<int:pk>/stage/", products.change_stage, name="change_stage"),
    path("portfolio/products/<int:pk>/<slug:field>/", products.change_product, name="change_product"),
    path("portfolio/lines/", lines.lines, name="lines"),
    path("portfolio/lines/new/", lines.new_line, name="new_line"),
    path("portfolio/lines/<int:pk>/", lines.line, name="line"),
    path("portfolio/lines/<int:pk>/<slug:field>/", lines.change_line, name="change_line"),
]

PRODUCTS = "Products and lines"
DESCRIBE = "Describe a product, change its stage"
SHAPE = "Make products and lines, give them to owners"
OWN = {"manager": "ynn", "member": "nnn", "viewer": "nnn"}
NO = {"manager": "nnn", "member": "nnn", "viewer": "nnn"}
# "Other" stands for a restricted product here.
RESTRICTED = {"manager": "yyh", "member": "yyh", "viewer": "yyh"}

ACCESS = [
    Row("portfolio:portfolio", "GET", PRODUCTS, Section.SEE),
    Row("portfolio:lines", "GET", PRODUCTS, Section.SEE),
    Row("portfolio:line", "GET", PRODUCTS, Section.SEE),
    Row(
        "portfolio:product",
        "GET",
        "A product",
        Section.SEE,
        note="A restricted one only its owner and the heads.",
        partly="but restricted ones",
        **RESTRICTED,
    ),
    *(
        Row(f"portfolio:{route}", method, DESCRIBE, Section.CHANGE, **OWN)
        for route in ("change_product", "change_stage")
        for method in ("GET", "POST")
    ),
    *(
        Row(f"portfolio:{route}", method, SHAPE, Section.DECIDE, **NO)
        for route in ("new_product", "new_line", "change_line")
        for method in ("GET", "POST")
    ),
]

RAIL = [
    Entry(navigation.Section.PORTFOLIO, "Portfolio", "portfolio:portfolio", key="P", phone="Portfolio"),
]
