"""What became of the answers that were to be logged, read from the writer when Prometheus asks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from trekbot.records.question_writer import QuestionWriter  # which loads the database library


class QuestionLogUse(Collector):
    """Answers written into the question log since this process began, and those that were dropped."""

    def __init__(self, writer: "QuestionWriter") -> None:
        self._writer = writer

    def collect(self) -> Iterator[Metric]:
        yield CounterMetricFamily(
            "trekbot_question_log_written", "Answers written into the question log", value=self._writer.written
        )
        yield CounterMetricFamily(
            "trekbot_question_log_dropped",
            "Answers that the question log lacks, since they could not be written",
            value=self._writer.dropped,
        )
