"""The time that records bear; tests hand in another."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    return datetime.now(UTC)
