"""Files that strangers sent, handed to a browser so that it never runs them."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

GUARDED = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


def handed_out(content: bytes, *, name: str, content_type: str, shown: bool) -> HttpResponse:
    """`shown`: a picture that a page may show; anything else is saved to disk, whatever it is."""
    disposition = content_disposition_header(as_attachment=not shown, filename=name)
    headers = {**GUARDED, "Content-Disposition": disposition or "attachment"}
    return HttpResponse(content, content_type=content_type, headers=headers)
