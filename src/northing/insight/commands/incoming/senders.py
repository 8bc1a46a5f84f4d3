"""Whose customer a sender is: by their own address, else by the domain that colleagues of theirs write from."""

from northing.insight.models import Contact

# Behind these domains is nobody in particular.
EVERYBODYS = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com"),
        *("icloud.com", "me.com", "aol.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "web.de"),
        *(
            "t-online.de",
            "freenet.de",
            "orange.fr",
            "free.fr",
            "laposte.net",
            "yahoo.fr",
            "yahoo.de",
            "mail.ru",
        ),
        *(
            "yandex.ru",
            "qq.com",
            "163.com",
            "libero.it",
            "hotmail.fr",
            "hotmail.es",
            "zoho.com",
            "fastmail.com",
        ),
    }
)


def customer_behind(email: str) -> int | None:
    """The id of the customer; None where nobody, or more than one customer, writes from that domain."""
    known = Contact.objects.filter(email=email).values_list("customer__merged_into", "customer").first()
    if known is not None:
        return known[0] or known[1]
    domain = email.rpartition("@")[2]
    if not domain or domain in EVERYBODYS:
        return None
    colleagues = Contact.objects.filter(email__endswith=f"@{domain}").exclude(customer=None)
    theirs = {merged or own for merged, own in colleagues.values_list("customer__merged_into", "customer")}
    return theirs.pop() if len(theirs) == 1 else None
