"""Customers from any table: which column says what, what a row means, and what would happen."""
