"""Alembic loads this file to run the migrations on the connection that `storage.schema` hands over."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # Both databases roll table changes back, and the caller holds the one transaction around them all.
    transactional_ddl=True,
)
context.run_migrations()
