"""Work that looks after the other work."""

from datetime import timedelta

from procrastinate.contrib.django import app

from northing.kernel import clock

SILENT = 60.0  # seconds without a heartbeat, which a living worker sends every ten


async def start_again(*, silent_for: float) -> None:
    """Put work back whose worker was killed; every task is written so that doing it again changes nothing."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent_for):
        await app.job_manager.retry_job(job, retry_at=clock.now() - timedelta(seconds=1))


@app.periodic(cron="* * * * *")
@app.task(name="config.start_again_what_was_cut_off", queueing_lock="start-again", pass_context=False)
async def start_again_what_was_cut_off(timestamp: int) -> None:
    """Each minute."""
    del timestamp
    await start_again(silent_for=SILENT)
