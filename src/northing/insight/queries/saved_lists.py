"""The lists of insight whose views are kept, and the views of them that everybody has."""

from northing.insight.models import OpportunityState
from northing.insight.queries.customer_filter import CustomerFilter
from northing.insight.queries.inbox_filter import InboxFilter
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.organisation.queries.saved_lists import SavedList

OPPORTUNITIES = SavedList(
    "insight.opportunities",
    "insight:opportunities",
    OpportunityFilter,
    {
        "Open": OpportunityFilter(),
        "Open, without a feature": OpportunityFilter(unserved=True, whole=True),
        "To be decided": OpportunityFilter(sort="decide", whole=True),
        "Parked": OpportunityFilter(state=(OpportunityState.PARKED,), whole=True),
        "Solved": OpportunityFilter(state=(OpportunityState.SOLVED,), whole=True),
        "Declined": OpportunityFilter(state=(OpportunityState.DECLINED,), whole=True),
    },
)
INBOX = SavedList("insight.inbox", "insight:inbox", InboxFilter)
CUSTOMERS = SavedList(
    "insight.customers",
    "insight:customers",
    CustomerFilter,
    {"All, by revenue": CustomerFilter(), "Renewing first": CustomerFilter(sort="renews")},
)
