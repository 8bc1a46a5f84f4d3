"""People who manage products: what their attention goes to, and how much they carry."""
