"""What programs send to an address with a secret in it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from northing.insight import commands
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.problems import problem

LARGEST = 5 * 2**20  # bytes
KINDS = frozenset({"application/json", "message/rfc822"})


@csrf_exempt  # programs have no cookie that could be abused
def receive(request: HttpRequest, secret: str) -> HttpResponse:
    """201 with the ids of the pieces; the same again gives the same ids."""
    kind = (request.content_type or "").lower()
    if kind not in KINDS and not kind.endswith("+json"):
        return problem(415, "Send application/json, or a mail as message/rfc822.")
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return problem(413, f"A request has at most {LARGEST // 2**20} MB.")
    try:
        ids = commands.receive(
            secret=secret,
            body=request.read(LARGEST),
            content_type=kind,
            signature=request.headers.get("X-Signature") or request.headers.get("X-Hub-Signature-256") or "",
            key=request.headers.get("Idempotency-Key", ""),
        )
    except NotVisible:
        return problem(404, "No such address, or it was revoked.")
    except NotAllowed as error:
        return problem(403, str(error))
    except Refused as refusal:
        return problem(422, str(refusal), refusal.errors)
    return JsonResponse({"ids": ids}, status=201)
