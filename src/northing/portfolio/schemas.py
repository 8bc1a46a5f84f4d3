"""What programs send and get of products."""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import StringConstraints

from northing.portfolio.models import BusinessRole

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Percent = Annotated[int, Field(ge=0, le=100)]
TEXTS = ("public_name", "description", "business_role", "role_title", "role_text")


class ProductOut(Schema):
    id: int
    name: str
    public_name: str
    description: str
    line: int | None = Field(validation_alias="line_id")
    owner: int | None = Field(validation_alias="owner_id")
    business_role: str
    role_title: str
    role_text: str
    stage: str
    sold_since: date | None
    next_review_on: date | None
    investment_target: int | None = Field(description="Percent of all investment.")
    restricted: bool
    custom: dict[str, Any] = Field(description="Values of the organisation's own fields, by slug.")


class ProductPage(Schema):
    """`next` is the cursor of the following page; null on the last one."""

    items: list[ProductOut]
    next: str | None


class ProductPatch(Schema):
    """Only what is named changes; of `custom` as well, by the fields' slugs, null to take a value away."""

    name: Name | None = None
    public_name: str | None = Field(None, max_length=120)
    description: str | None = Field(None, max_length=100_000)
    business_role: BusinessRole | None = None
    role_title: str | None = Field(None, max_length=80)
    role_text: str | None = Field(None, max_length=100_000)
    sold_since: date | None = None
    next_review_on: date | None = None
    investment_target: Percent | None = None
    custom: dict[str, Any] | None = None
    reason: str = Field("", max_length=2000)

    def changes(self) -> dict[str, Any]:
        """As the command takes them: null for a text is "", and for what a product always has, nothing."""
        said = self.model_dump(exclude_unset=True)
        said |= {name: "" for name in TEXTS if said.get(name, "") is None}
        return {
            name: value for name, value in said.items() if not (name in {"name", "custom"} and value is None)
        }
