"""What a list leaves out and in which order it stands, as its address says: typed, parsed once, written."""

from typing import Annotated, Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from northing.kernel.errors import Refused
from northing.kernel.numbers import Id


def _split(value: Any) -> Any:
    """`team=1,2` and `team=1&team=2` say the same."""
    values = [value] if isinstance(value, str) else (value or [])
    return tuple(part for text in values for part in str(text).split(",") if part != "")


SEVERAL = BeforeValidator(_split)
Ids = Annotated[tuple[Id, ...], SEVERAL]
Words = Annotated[tuple[str, ...], SEVERAL]


CUSTOM = "custom."  # before what the organisation's own fields are asked for: `custom.market=EU,US`


class ListFilter(BaseModel):
    """Each list's own filter names its fields; one that takes several values has () as its default.

    A list whose rows have fields of the organisation's own has `custom`, a dictionary of what is asked of them.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    @classmethod
    def parse(cls, query: QueryDict | str) -> Self:
        """From an address. A value that can't be is refused with the place and what is allowed."""
        given = QueryDict(query) if isinstance(query, str) else query
        fields = cls.model_fields
        values: dict[str, Any] = {
            name: given.getlist(name) if isinstance(fields[name].default, tuple) else given[name]
            for name in given
            if name in fields and given[name] != ""
        }
        if "custom" in fields:
            named = [name for name in given if name.startswith(CUSTOM)]
            own = {name.removeprefix(CUSTOM): ",".join(given.getlist(name)) for name in named}
            values["custom"] = {name: said for name, said in own.items() if said}
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            problems = {str(each["loc"][0]): f"{each['msg']}: {each['input']!r}." for each in error.errors()}
            raise Refused(**problems) from error

    def query(self, **changes: Any) -> str:
        """The address that shows this list with these changes; one that has pages starts over at the first."""
        first = {"page": 1} if "page" in type(self).model_fields else {}
        wanted = self.model_copy(update=first | changes).model_dump(mode="json", exclude_defaults=True)
        wanted |= {f"{CUSTOM}{name}": said for name, said in wanted.pop("custom", {}).items()}
        return urlencode(
            {
                name: ",".join(map(str, value)) if isinstance(value, list | tuple) else _plain(value)
                for name, value in wanted.items()
            }
        )


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
