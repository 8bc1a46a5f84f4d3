"""The addresses of the portfolio, and who may do what there."""

from django.urls import path

from northing.organisation.access.table import Row, Section
from northing.portfolio.views import export, intake, lines, market, money, noted, products, reviewing, scorecard
from northing.ui import navigation
from northing.ui.navigation import Entry

app_name = "portfolio"

urlpatterns = [
    path("portfolio/", products.portfolio, name="portfolio"),
    path("portfolio/export.<str:kind>", export.export, name="export"),
    path("portfolio/stages/", reviewing.stages, name="stages"),
    path("portfolio/rebalance/", reviewing.rebalance, name="rebalance"),
    path("portfolio/products/new/", products.new_product, name="new_product"),
    path("portfolio/products/<int:pk>/", scorecard.product, name="product"),
    path("portfolio/products/<int:pk>/beside/", products.panel, name="panel"),
    path("portfolio/products/<int:pk>/history/", scorecard.product_history, name="product_history"),
    path("portfolio/products/<int:pk>/role/", scorecard.change_role, name="change_role"),
    path("portfolio/products/<int:pk>/stage/", scorecard.change_stage, name="change_stage"),
    path("portfolio/products/<int:pk>/end/", scorecard.plan_the_end, name="plan_the_end"),
    path("portfolio/products/<int:pk>/end/<int:row>/", noted.finish_step, name="finish_step"),
    path("portfolio/products/<int:pk>/noted/<slug:kind>/", noted.new_note, name="new_note"),
    path("portfolio/products/<int:pk>/noted/<slug:kind>/<int:row>/", noted.change_note, name="change_note"),
    path("portfolio/products/<int:pk>/money/", money.money, name="money"),
    path(
        "portfolio/products/<int:pk>/money/<slug:quarter>/<slug:of>/<slug:field>/", money.amount, name="amount"
    ),
    path("portfolio/purposes/", money.purposes, name="purposes"),
    path("portfolio/purposes/new/", money.new_purpose, name="new_purpose"),
    path("portfolio/purposes/<int:pk>/", money.change_purpose, name="change_purpose"),
    path("portfolio/rules/", money.rules, name="rules"),
    path("portfolio/products/<int:pk>/own/<slug:slug>/", products.change_own, name="change_own"),
    path("portfolio/products/<int:pk>/<slug:field>/", products.change_product, name="change_product"),
    path("portfolio/intake/", intake.intake, name="intake"),
    path("portfolio/intake/new/", intake.new_case, name="new_case"),
    path("portfolio/intake/gates/new/", intake.new_gate, name="new_gate"),
    path("portfolio/intake/gates/<int:pk>/", intake.edit_gate, name="edit_gate"),
    path("portfolio/intake/<int:pk>/", intake.case, name="case"),
    path("portfolio/intake/<int:pk>/edit/", intake.edit_case, name="edit_case"),
    path("portfolio/intake/<int:pk>/decide/", intake.decide, name="decide"),
    path("portfolio/intake/<int:pk>/evidence/<int:criterion>/", intake.show_evidence, name="show_evidence"),
    path("portfolio/market/", market.market, name="market"),
    path("portfolio/market/competitors/new/", market.new_competitor, name="new_competitor"),
    path("portfolio/market/competitors/<int:pk>/", market.edit_competitor, name="edit_competitor"),
    path("portfolio/market/against/<int:pk>/", market.estimate, name="estimate_rival"),
    path("portfolio/market/signals/new/", market.new_signal, name="new_signal"),
    path("portfolio/market/signals/<int:pk>/", market.edit_signal, name="edit_signal"),
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
    Row("portfolio:stages", "GET", PRODUCTS, Section.SEE),
    Row("portfolio:export", "GET", PRODUCTS, Section.SEE),
    Row("portfolio:lines", "GET", PRODUCTS, Section.SEE),
    Row("portfolio:line", "GET", PRODUCTS, Section.SEE),
    *(
        Row(
            f"portfolio:{route}",
            "GET",
            "A product",
            Section.SEE,
            note="A restricted one only its owner and the heads.",
            partly="but restricted ones",
            **RESTRICTED,
        )
        for route in ("product", "product_history", "panel")
    ),
    *(
        Row(f"portfolio:{route}", method, DESCRIBE, Section.CHANGE, **OWN)
        for route in (
            "change_product",
            "change_own",
            "change_role",
            "change_stage",
            "plan_the_end",
            "new_note",
            "change_note",
        )
        for method in ("GET", "POST")
    ),
    Row("portfolio:finish_step", "POST", DESCRIBE, Section.CHANGE, **OWN),
    Row(
        "portfolio:money",
        "GET",
        "What a product costs and brings",
        Section.SEE,
        note="A restricted one only its owner and the heads.",
        partly="but restricted ones",
        **RESTRICTED,
    ),
    *(
        Row("portfolio:amount", method, "Enter budgets, costs and revenue", Section.CHANGE, **OWN)
        for method in ("GET", "POST")
    ),
    Row("portfolio:purposes", "GET", PRODUCTS, Section.SEE),
    *(
        Row(f"portfolio:{route}", method, "Set purposes, targets, rates; bring budgets", Section.DECIDE, **NO)
        for route in ("rebalance", "new_purpose", "change_purpose", "rules")
        for method in ("GET", "POST")
    ),
    *(
        Row(f"portfolio:{route}", method, SHAPE, Section.DECIDE, **NO)
        for route in ("new_product", "new_line", "change_line")
        for method in ("GET", "POST")
    ),
]

CASES = "Propose a product, make its case"
PROPOSING = {"manager": "yyy", "member": "nnn", "viewer": "nnn"}
ACCESS += [
    Row("portfolio:intake", "GET", PRODUCTS, Section.SEE),
    Row("portfolio:case", "GET", PRODUCTS, Section.SEE),
    Row("portfolio:market", "GET", PRODUCTS, Section.SEE),
    *(
        Row(f"portfolio:{route}", method, "Note competitors and what was seen", Section.CHANGE, viewer="nnn")
        for route in ("new_competitor", "edit_competitor", "estimate_rival", "new_signal", "edit_signal")
        for method in ("GET", "POST")
    ),
    *(Row("portfolio:new_case", method, CASES, Section.CHANGE, **PROPOSING) for method in ("GET", "POST")),
    *(
        Row(f"portfolio:{route}", method, CASES, Section.CHANGE, **OWN)
        for route in ("edit_case", "show_evidence")
        for method in ("GET", "POST")
    ),
    *(
        Row(f"portfolio:{route}", method, "Define gates, decide at them", Section.DECIDE, **NO)
        for route in ("decide", "new_gate", "edit_gate")
        for method in ("GET", "POST")
    ),
]

RAIL = [
    Entry(navigation.Section.PORTFOLIO, "Portfolio", "portfolio:portfolio", key="P", phone="Portfolio"),
]
