"""Tarnbrook, a company that does not exist: two years of its work, replayed through the commands of any user.

`company` says who they are, `work` what they plan today, `past` what they did (made with a fixed seed),
`replay` lives through it week by week: items come in as from a tracker, forecasts are made and sealed, promises
are given on what the forecast said that day, and kept or missed by what happened then. `buyers` and `voices` say
who buys and what they run into, `listening` how they said it, and `hearing` takes it in month by month. `surveys`
asks them by a link, `outside` is what happens in the portal, `rounds` what people scored alone, `scenarios` how it
could go on from here.
"""

from northing.exchange.sample.replay import fill

__all__ = ["fill"]
