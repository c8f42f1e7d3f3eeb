"""INSERT with a clause for a row that is there already, which SQLAlchemy writes for each kind of database apart."""

from typing import TypeAlias

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Upsert: TypeAlias = sqlite.Insert | postgresql.Insert


def insert_into(table: Table, connection: Connection) -> Upsert:
    """Give an INSERT that has `on_conflict_do_update` and `on_conflict_do_nothing`."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
