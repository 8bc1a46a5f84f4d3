"""A file arrives, is recognised, and its columns are matched."""

import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from northing.exchange import queries
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import, ImportState, SavedMapping
from northing.exchange.readers.archives import unpack
from northing.exchange.readers.guard import MAX_BYTES
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.sniffing import sniff
from northing.exchange.ways import WAYS, WORK
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.models import Member
from northing.planning import policies


def receive(
    *,
    actor: Member,
    upload: "UploadedFile[bytes] | Path",
    source: str = "auto",
    mapping: Mapping | None = None,
    brings: str = WORK,
) -> Import:
    """Keep a copy of the file, recognise it and propose where its columns go. Nothing of ours is written.

    `brings` says what its rows are: work, or feedback. A `source` is only named for work.
    """
    if not policies.may_plan(actor):
        raise NotAllowed("Data is brought in by product managers. Ask a head of product.")
    name = Path(upload.name or "file").name[:255]
    stored = Path("imports") / f"{secrets.token_hex(16)}{Path(name).suffix.lower()[:10]}"
    target = Path(settings.MEDIA_ROOT) / stored
    try:
        keep(upload, target)
        name = unpack(target)[:255] or name
        way = WAYS[brings]
        recognised = recognise(target, name, source) if brings == WORK else way.sniff(target, name)
        kept_as = recognised.source if brings == WORK else f"said-{recognised.preset or 'csv'}"
        saved = mapping or _last_mapping(kept_as)
        return Import.objects.create(
            file_name=name,
            stored_as=str(stored),
            size=recognised.size,
            brings=brings,
            source=kept_as,
            tool=recognised.tool,
            description=recognised.description[:300],
            mapping=way.proposed(recognised, way.match(recognised, saved), saved).to_json(),
            made_by=actor,
            received_at=clock.now(),
            rows=recognised.rows,
        )
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def recognise(path: Path, name: str, source: str = "auto") -> Recognised:
    """What the file is; refused when it is not what the person says it is."""
    recognised = sniff(path, name)
    if source not in {"auto", "csv", recognised.source} and source != recognised.source.removesuffix("-json"):
        raise Refused(file=f"{name} looks like {recognised.tool}, not {source}. Leave the source to us.")
    return recognised


def change_mapping(*, actor: Member, of: Import, mapping: Mapping) -> Import:
    """A person corrects where columns go; what was looked at before no longer holds, nor a look under way."""
    _must_own(actor, of)
    mapping.check()
    said = {
        "mapping": mapping.to_json(),
        "state": ImportState.RECEIVED,
        "expected": {},
        "problem": "",
        "stop_asked": of.state == ImportState.LOOKING,
    }
    if not Import.objects.filter(pk=of.pk, state__in=Import.MATCHABLE).update(**said):
        raise Refused("This import is being brought in, or is in. Undo it first to match its columns anew.")
    of.refresh_from_db()
    return of


def match_anew(*, actor: Member, of: Import, saved: SavedMapping | None = None) -> Import:
    """Propose again where the columns go: as a saved mapping says, or by the file alone."""
    recognised = queries.recognised_file(of)
    remembered = Mapping.from_json(saved.mapping) if saved else None
    way = WAYS[of.brings]
    matches = way.match(recognised, remembered)
    return change_mapping(actor=actor, of=of, mapping=way.proposed(recognised, matches, remembered))


def save_mapping(*, actor: Member, of: Import, name: str) -> SavedMapping:
    """Keep this import's mapping under a name; the same name again replaces it."""
    _must_own(actor, of)
    name = name.strip()
    if not 0 < len(name) <= SavedMapping.LONGEST_NAME:
        raise Refused(name=f"Give the mapping a name of 1 to {SavedMapping.LONGEST_NAME} characters.")
    mapping = Mapping.from_json(of.mapping).lasting.to_json()
    said = {"source": of.source, "mapping": mapping, "made_by": actor, "made_at": clock.now()}
    existing = SavedMapping.objects.filter(name__iexact=name).first()
    if existing is None:
        return SavedMapping.objects.create(name=name, **said)
    for field, value in said.items():
        setattr(existing, field, value)
    existing.save()
    return existing


def discard(*, actor: Member, of: Import) -> None:
    """Forget a file that was never brought in."""
    _must_own(actor, of)
    if of.state not in {ImportState.RECEIVED, ImportState.LOOKED, ImportState.FAILED}:
        raise Refused("This import has been brought in: undo it instead.")
    path = of.path
    with transaction.atomic():
        of.delete()
        transaction.on_commit(lambda: path.unlink(missing_ok=True))  # a row without its file helps nobody


def _must_own(actor: Member, of: Import) -> None:
    if not (actor.runs_the_place or of.made_by_id == actor.pk):
        raise NotAllowed("This import is somebody else's.")


def _last_mapping(source: str) -> Mapping | None:
    """What a person settled on for the last file of this source."""
    last = Import.objects.filter(source=source, state__in=(ImportState.DONE, ImportState.UNDONE)).first()
    return Mapping.from_json(last.mapping).lasting if last else None


def keep(upload: "UploadedFile[bytes] | Path", target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size = 0
    with target.open("wb") as out:
        for block in _blocks(upload):
            size += len(block)
            if size > MAX_BYTES:
                raise Refused(file=f"The file is larger than {MAX_BYTES // 1_000_000} MB. Export a part of it.")
            out.write(block)
    target.chmod(0o600)
    if size == 0:
        raise Refused(file="The file is empty.")


def _blocks(upload: "UploadedFile[bytes] | Path") -> Iterator[bytes]:
    if isinstance(upload, Path):
        with upload.open("rb") as file:
            while block := file.read(1 << 20):
                yield block
    else:
        yield from upload.chunks()
