"""What Alembic runs to take steps: on the connection that it is handed, whose transaction is its owner's."""

from alembic import context

from trekbot.records.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
