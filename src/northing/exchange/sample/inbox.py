"""What lies in the inbox this morning, and what was put off for a few days, word for word."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    buyer: str
    title: str
    text: str
    source: str
    product: str
    days_ago: float
    owed_in: float | None
    """Days from now by which a reply is promised; None without a promise."""
    wakes_in: float | None = None
    """Days from now until which it was snoozed."""


WAITING = (
    Waiting("Brandt Logistik", "Partial refunds on multi-currency invoices",
            "Hi Priya,\n\nWe invoice carriers in zloty and our customers pay in euro. When one pallet out of thirty is"
            " damaged we owe a refund of a few hundred euro. Billing will only let us refund the whole invoice, so we"
            " credit everything and issue it again. Last month that was 212 times.\n\nTwo things follow. The second"
            " invoice gets a new date, so the customer’s payment term starts over and we wait another 30 days. And the"
            " exchange rate on the credit note is today’s, not the one they paid at, which our auditors have now"
            " written up twice.\n\nI am told this is planned. I would like to know what “planned” means, because we"
            " decide on our renewal in July.\n\nBest regards,\nKatrin", "email", "Billing", 11, -4),
    Waiting("Castellane Hotels", "Group payouts by property",
            "Call with Claire Fabre. They run 31 houses and get one payout for all of them. Two people split it by"
            " property every Monday, and the auditors want it split at the source. At the renewal in December she will"
            " compare us with a bank that does this. She asks for a date.", "call", "Payouts", 8, -1),
    Waiting("Ferrant Foods", "France goes live before our year-end",
            "Bonjour Mei-Lin,\n\nOur year ends in August and the mandate begins on 1 September. If your platform is"
            " approved only in September we must run the first close on another supplier’s. Can we test receiving in"
            " July with real suppliers? We need a yes by the end of the month to say no to the other offer.\n\nMerci,\n"
            "Yves", "email", "E-invoicing", 6.6, 0.21),
    Waiting("Halvorsen Retail", "Terminals drop out in the mall, again",
            "Ticket: three terminals in the Ski mall lost the network on Saturday from 13:10 to 14:40. Forty-one"
            " baskets were left at the till. The store manager now keeps a cash box, which our policy forbids. They ask"
            " whether the terminal could at least take contactless payments below the limit without a connection.",
            "support", "Terminal", 6, 1),
    Waiting("Lumen Clinics", "Insurer pays part, patient pays part",
            "Quarterly call. For each treatment they write two invoices, one to the insurer and one to the patient, and"
            " link them in a spreadsheet. When the insurer pays less than expected the patient’s invoice is wrong and"
            " gets a reminder all the same.", "call", "Billing", 6.5, 2),
    Waiting("Ostwind Energie", "Our auditors want the reminder history",
            "Hello,\n\nOur auditors ask who was reminded when, with which text, for all of last year. We found the list"
            " of invoices but not the texts. I took screenshots for sixty of them and there are 1,900. Is there an"
            " export?\n\nUwe Petersen", "email", "Collect", 4, 3),
    Waiting("Arbor Dental Group", "One login for 14 practices",
            "Customer writes: we have fourteen practices and fourteen logins. When somebody changes practice we forget"
            " to close the old login about half of the time. Our insurer asked about it.", "support", "Checkout", 4, 3),
    Waiting("Pine and Rowe", "Can Insights e-mail me on Mondays?",
            "I open Insights every Monday for one number, the average days to pay. Could it send me that by e-mail, so"
            " that I do not have to sign in from the train?\n\nTom", "email", "Insights", 3, 4),
    Waiting("Quayside Brewing", "Editing 40 invoices took my Saturday",
            "From the chat: our VAT number changed and all drafts had the old one. I opened forty invoices one by one."
            " Please, any way of changing them together would do.", "support", "Billing", 3.4, None),
    Waiting("Gullfoss Outdoors", "No signal at the falls",
            "The tour desk at the falls has no reception half of the day. We write card numbers on paper, which I know"
            " we must not.", "support", "Terminal", 2.5, None),
    Waiting("Norr Textiles", "Three balances every morning",
            "I type three bank balances every morning. Everything else in Cashflow is very good.",
            "survey", "Cashflow", 2.2, None),
    Waiting("Brandt Logistik", "Reminder to a customer who disputes",
            "Ticket: our biggest carrier got a third reminder for an invoice that is in dispute since March. Our account"
            " manager had to apologise.", "support", "Collect", 1.7, 5),
    Waiting("Halvorsen Retail", "Partial credit in NOK",
            "Customer writes: a customer returned two of nine items and we could only credit the whole receipt. In kroner"
            " it came out differently because of the rate.", "support", "Billing", 1.2, 5),
    Waiting("Pine and Rowe", "The export is right at last",
            "Just to say that the new export opens in our spreadsheet without any work. Thank you.",
            "email", "Insights", 0.4, None),
)  # fmt: skip

# Nobody has named these problems yet: they fit no opportunity, and are put together by what they say.
PUT_OFF = (
    Waiting("Ferrant Foods", "Who may approve a refund above 500 euro?",
            "At the moment anybody at the desk may refund any amount. Who may approve a refund should be a setting: above"
            " 500 euro we want a second person to approve it.", "email", "Billing", 9, None, 2),
    Waiting("Ostwind Energie", "Who may approve a refund, ask the auditors",
            "Our auditors ask who may approve a refund and where that is written down. Today it is a list on the wall. A"
            " second person would have to approve a refund above a limit that we set.", "call", "Billing", 7.4, None, 2),
    Waiting("Brandt Logistik", "A refund must be approved by two people",
            "Ticket: a refund of 9,000 euro went out with one click. Above a limit a refund should be approved by two"
            " people. Who may approve a refund differs from branch to branch.", "support", "Billing", 5.3, None, 2),
    Waiting("Lumen Clinics", "Who may approve a refund at reception?",
            "They would like to set who may approve a refund: reception may enter it, the practice manager approves it,"
            " above a limit both.", "call", "Billing", 4.4, None, 2),
    Waiting("Gullfoss Outdoors", "Receipts in the guest’s language",
            "Our guests cannot read the receipt. Could the terminal print receipts in the language of the guest’s card?",
            "support", "Terminal", 8.2, None, 3),
    Waiting("Halvorsen Retail", "The receipt should be in the language of the customer",
            "Tourists bring their receipts back because they cannot read them. The receipt should be in the language of"
            " the customer’s card, as the terminal’s screen is.", "survey", "Terminal", 6.1, None, 3),
    Waiting("Castellane Hotels", "Guests want receipts in their own language",
            "Front desk prints the receipt and explains it line by line. Receipts in the language of the guest would save"
            " them that.", "call", "Terminal", 5.7, None, 3),
    Waiting("Pine and Rowe", "Put the payouts into our calendar",
            "I write every payout date into our calendar by hand. Could our calendar subscribe to the payout dates?",
            "email", "Payouts", 7.7, None, 4),
    Waiting("Norr Textiles", "Payout dates as a calendar",
            "A calendar of payout dates that our own calendar subscribes to would spare me the list on my desk.",
            "survey", "Payouts", 3.9, None, 4),
)  # fmt: skip

PROMISED = (("Enterprise", 5), ("Mid-market", 10))  # working days until a reply, by segment
ANSWERS = (
    (
        "Written down",
        "Hi {contact},\n\nthank you, this is now with what others said about “{opportunity}”. I will write when it"
        " moves, and if we decide against it.\n\n{me}",
    ),
    (
        "May we see it",
        "Hi {contact},\n\nwould you show us how you do it today at {customer}, half an hour by video? It decides"
        " whether we build the right thing.\n\n{me}",
    ),
)
