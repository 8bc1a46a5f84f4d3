"""Budgets, costs and revenue of products from a table."""
