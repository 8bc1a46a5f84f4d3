"""What there is to say about a feature's date, in one or two sentences."""

from northing.planning.queries.feature_page import FeaturePage
from northing.ui import formatting


def sentence(page: FeaturePage) -> str:
    """ "Committed for 31 July and 54 % likely, down from 78 % on 5 May. Half of all outcomes ..." """
    feature = page.feature
    if feature.shipped_on:
        return f"Shipped on {formatting.long_day(feature.shipped_on)}."
    if feature.is_closed:
        return "Dropped: nobody works on it."
    return " ".join(part for part in (_promise(page), _dates(page)) if part)


def _promise(page: FeaturePage) -> str:
    row, feature = page.row, page.feature
    if feature.due_on is None:
        return "No date is promised."
    said = f"Committed for {formatting.long_day(feature.due_on)}"
    if row.chance is None:
        return f"{said}."
    said += f" and {formatting.chance(row.chance)} likely"
    if row.was is not None and page.fell_on is not None:
        way = "down" if row.was > row.chance else "up"
        said += f", {way} from {formatting.chance(row.was)} on {formatting.long_day(page.fell_on)}"
    return f"{said}."


def _dates(page: FeaturePage) -> str:
    row = page.row
    if row.p50 is None:
        return ""
    said = f"Half of all outcomes finish by {formatting.long_day(row.p50)}"
    return f"{said}, {formatting.percent(0.85)} by {formatting.long_day(row.p85)}." if row.p85 else f"{said}."
