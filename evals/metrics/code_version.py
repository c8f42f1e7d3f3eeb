"""The version of the code that a metric is: scores compare where it is the same, whatever else has changed."""

import hashlib
import sys
from pathlib import Path

from trekbot.evals.metrics.metric import Metric

SCORING = ("trekbot.evals.metrics.", "trekbot.evals.contract", "trekbot.evals.grading")


def code_version(metric: Metric) -> str:
    """Give the first digits of the SHA-256 of a metric's module and of those of the suite that it scores with."""
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in files_behind(metric))).hexdigest()
    return f"{metric.name} {digest[:12]}"


def files_behind(metric: Metric) -> list[Path]:
    """Give the files of a metric's module and of what that takes from the code that scores."""
    module = sys.modules[type(metric).__module__]
    used = {str(getattr(value, "__module__", "")) for value in vars(module).values()}
    names = {module.__name__, *(name for name in used if name.startswith(SCORING))}
    return sorted(Path(str(sys.modules[name].__file__)) for name in names)
