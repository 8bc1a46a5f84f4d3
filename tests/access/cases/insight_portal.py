"""How to ask for the portal, which is on, and for what keeps it. "Other" is an idea about a restricted product.

Strangers may ask for everything that customers see; what it takes to be somebody there, a proved address, is
tested in `tests/insight/portal`.
"""

from dataclasses import dataclass
from typing import Any

from northing.insight import commands
from northing.insight.commands import portal
from northing.insight.commands.portal.following import stop_token
from northing.insight.models import Change, Comment, Customer, Opportunity, Visitor, Vote
from northing.kernel import clock
from northing.planning.models import Feature, FeatureState
from northing.portfolio.models import Product
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


@dataclass(frozen=True)
class Stock:
    idea: Opportunity
    hidden: Opportunity
    visitor: Visitor
    customer: Customer
    comments: tuple[Comment, Comment]
    votes: tuple[Vote, Vote]
    draft: Change
    published: Change
    topic: str


def prepare(world: World) -> Stock:
    portal.set_up_portal(actor=world.olive, is_on=True, logo=("tarn.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20))
    crypt = Product.objects.create(name="Mint", owner=world.oscar, restricted=True)

    def idea(name: str, product: Product) -> Opportunity:
        return commands.create_opportunity(
            actor=world.hana, name=f"Internal: {name}", product=product, is_public=True, public_name=name
        )

    ideas = idea("Split an invoice", world.billing), idea("Hide the mint", crypt)
    visitor = Visitor.objects.create(email="uwe@ostwind.example", joined_at=clock.now())
    customer = commands.create_customer(actor=world.hana, name="Ostwind")
    said = [
        Comment.objects.create(opportunity=each, visitor=visitor, text="Yes", made_at=clock.now())
        for each in ideas
    ]
    votes = [portal.vote_for(actor=world.hana, opportunity=each, customer=customer) for each in ideas]
    draft, published = (portal.save_change(actor=world.hana, title=title) for title in ("Draft", "Out"))
    portal.publish_change(actor=world.hana, entry=published)
    feature = Feature.objects.create(
        name="Split", public_name="Split", state=FeatureState.PLANNED, created_at=clock.now()
    )
    return Stock(
        *ideas,
        visitor,
        customer,
        (said[0], said[1]),
        (votes[0], votes[1]),
        draft,
        published,
        f"planned:{feature.pk}",
    )


def _about(pair: Any, **sent: Any) -> Case:
    """A row about the idea, or about the restricted one."""

    def case(scene: Scene) -> Call:
        one, other = pair(scene.stock)
        return Call({"pk": scene.pick(one, one, other).pk}, sent or None)

    return case


def _to(name: str, **sent: Any) -> Case:
    return lambda scene: Call({"pk": getattr(scene.stock, name).pk}, sent or None)


def _stop(scene: Scene) -> Call:
    return Call({"token": stop_token(scene.stock.visitor.pk, "changelog")})


def _vote_for(scene: Scene) -> Call:
    found = scene.pick(scene.stock.idea, scene.stock.idea, scene.stock.hidden)
    return Call({"pk": found.pk}, {"customer": scene.stock.customer.pk, "importance": "3"})


COMMENTS = _about(lambda stock: stock.comments)
IDEAS = _about(lambda stock: (stock.idea, stock.hidden))

CASES: dict[str, Case] = {
    "insight:portal_idea": _to("idea"),
    "insight:new_idea POST": lambda _: Call(data={"text": "A kangaroo on every page", "sure": "1"}),
    "insight:give_vote": _to("idea", importance="2"),
    "insight:take_vote": _to("idea"),
    "insight:comment": _to("idea", text="Yes"),
    "insight:follow": lambda _: Call(data={"topic": "changelog"}),
    "insight:unfollow": lambda _: Call(data={"topic": "changelog"}),
    "insight:portal_sign_in POST": lambda _: Call(data={"email": "uwe@ostwind.example"}),
    "insight:portal_link": lambda _: Call({"token": "gone"}),
    "insight:stop_mail": _stop,
    "insight:show_comment": COMMENTS,
    "insight:hide_comment": COMMENTS,
    "insight:answer_idea GET": IDEAS,
    "insight:answer_idea POST": _about(lambda stock: (stock.idea, stock.hidden), text="We look into it"),
    "insight:note_planned GET": lambda scene: Call({"topic": scene.stock.topic}),
    "insight:note_planned POST": lambda scene: Call({"topic": scene.stock.topic}, {"text": "Moved"}),
    "insight:new_change POST": lambda _: Call(data={"title": "Faster"}),
    "insight:edit_change GET": _to("draft"),
    "insight:edit_change POST": _to("draft", title="Faster still"),
    "insight:publish_change": _to("draft"),
    "insight:unpublish_change": _to("published"),
    "insight:remove_change": _to("draft"),
    "insight:block_visitor GET": _to("visitor"),
    "insight:block_visitor POST": _to("visitor", reason="Spam"),
    "insight:unblock_visitor": _to("visitor"),
    "insight:visitor_data": _to("visitor"),
    "insight:erase_visitor GET": _to("visitor"),
    "insight:erase_visitor POST": _to("visitor", basis="Art. 6(1)(f)"),
    "insight:portal_settings POST": lambda _: Call(data={"title": "What we do", "is_on": "on"}),
    "insight:vote_for GET": IDEAS,
    "insight:vote_for POST": _vote_for,
    "insight:remove_vote": _about(lambda stock: stock.votes),
}
