"""What can be said in the portfolio, with its labels."""

from northing.portfolio.forms.products import (
    FilterForm,
    LineForm,
    NewLineForm,
    NewProductForm,
    ProductForm,
    RoleForm,
)

__all__ = ["FilterForm", "LineForm", "NewLineForm", "NewProductForm", "ProductForm", "RoleForm"]
