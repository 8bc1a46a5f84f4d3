"""The background worker, a process of `northing run`."""

import asyncio
import os

from northing.config.environment import environment
from northing.config.lifeline import GRACE

AT_ONCE = 2  # a long import must not keep the forecasts waiting


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "northing.config.settings")
    import django

    django.setup()
    asyncio.run(work(alone=environment().database_url is None))


async def work(*, alone: bool) -> None:
    """Work off the queue until told to stop.

    `alone`: no other worker is on this database, so whatever looks unfinished was cut off and starts again at
    once. Otherwise a worker has to be silent for a while first, which `northing.config.tasks` looks after.
    """
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from northing.config.tasks import start_again

    connector = app.connector
    assert isinstance(connector, DjangoConnector)  # noqa: S101  tells mypy what procrastinate promises
    with app.replace_connector(connector.get_worker_connector()):
        async with app.open_async():
            if alone:
                await start_again(silent_for=0)
            await app.run_worker_async(
                concurrency=AT_ONCE, shutdown_graceful_timeout=GRACE - 2, delete_jobs="successful"
            )
