"""What a person dropped, chose or pasted."""

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest

from northing.kernel.errors import Refused


def upload_of(request: HttpRequest) -> "UploadedFile[bytes]":
    """A pasted table is a file as well. Refused where there is neither."""
    if given := request.FILES.get("file"):
        return given
    if table := request.POST.get("table", "").strip():
        return SimpleUploadedFile("Pasted table.csv", table.encode())
    raise Refused("Choose a file, or paste a table.")
