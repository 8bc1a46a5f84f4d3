"""Keys are made at the first start and kept where only the owner of the data folder reads them."""

import os
import secrets
from pathlib import Path


def key(folder: Path, name: str) -> str:
    """The secret `name`, made when missing: 50 random bytes, in a file of mode 600."""
    file = folder / "keys" / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_name(f".{name}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(50))
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass  # two first starts at once: the other was quicker, and its key is the key
        finally:
            fresh.unlink()
    return file.read_text()
