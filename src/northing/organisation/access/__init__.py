"""Who may do what: one row a route and method, beside its address; it makes the tests and the page."""
