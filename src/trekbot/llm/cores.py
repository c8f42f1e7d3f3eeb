"""How many threads a language model is given."""

import math
import os
from pathlib import Path

MOST_THREADS = 8  # beyond that the memory is the limit, not the cores
SYSTEM = Path("/sys")


def threads_for_a_model(system: Path = SYSTEM) -> int:
    """Count the physical cores that this process may use, from 1 to 8.

    Two threads on one core slow each other down, and threads beyond a container's quota wait for those that are held.

    Args:
        system: the folder where Linux tells of its processors and of the quota; what is not told there counts as free.
    """
    processors = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))
    topology = "devices/system/cpu/cpu{}/topology/thread_siblings_list"
    cores = {_read(system / topology.format(number)) or str(number) for number in processors}
    return max(1, min(len(cores), _quota(system), MOST_THREADS))


def _quota(system: Path) -> int:
    """The processors' time that the control group of a container may use, in whole processors."""
    quota, _, period = _read(system / "fs/cgroup/cpu.max").partition(" ")
    if not (quota.isdecimal() and period.isdecimal() and int(period)):
        return MOST_THREADS
    return math.floor(int(quota) / int(period))


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
