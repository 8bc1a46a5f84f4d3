"""Files that a person chooses: several in one field."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from northing.insight.models.attachment import LARGEST, MOST, TYPES

KEPT = f"Up to {MOST} files of {LARGEST // 2**20} MB: pictures, PDF, office documents, text, sound, films, ZIP."


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list; what is kept of them is the rule of attachments."""

    def __init__(self, **options: Any) -> None:
        accept = ",".join(f".{ending}" for ending in TYPES)
        super().__init__(widget=SeveralFiles(attrs={"accept": accept}), help_text=KEPT, **options)

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        chosen = data if isinstance(data, list) else [data] if data else []
        if not chosen:
            super().clean(None, initial)
        return [super(FilesField, self).clean(each, initial) for each in chosen]


class FilesForm(forms.Form):
    file = FilesField(label="Files")
