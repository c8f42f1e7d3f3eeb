"""What a person sees of a large file on its way: a bar on a terminal, else a line now and then."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from trekbot.cli.screen import Progress, complain

LINES = 10  # for a whole file, where there is no terminal
APART_S = 2.0


@contextmanager
def download_progress() -> Iterator[tuple[Callable[[str], None], Progress]]:
    """Give what sentences and what progress, in bytes, are told to."""
    if not sys.stderr.isatty():
        yield complain, tenths(complain)
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description:<8}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def draw(phase: str, done: int, total: int) -> None:
            if phase not in tasks:  # begun where it goes on, or what was there would count as speed
                tasks[phase] = bar.add_task(phase, total=total, completed=done)
            bar.update(tasks[phase], completed=done)

        yield complain, draw


def tenths(tell: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> Progress:
    """Give a progress that tells of each further tenth, but nothing of what is done within seconds."""
    told: dict[str, tuple[int, float]] = {}

    def report(phase: str, done: int, total: int) -> None:
        tenth, now = LINES * done // max(total, 1), clock()
        last, when = told.setdefault(phase, (tenth, now))
        if tenth > last and now - when >= APART_S:
            told[phase] = (tenth, now)
            tell(f"{phase}: {done / 1e6:,.0f} of {total / 1e6:,.0f} MB")

    return report
