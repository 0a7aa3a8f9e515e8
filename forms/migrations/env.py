"""What Alembic runs: the migrations, inside the transaction of the connection it is given."""

from alembic import context

from forms.records import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # Alembic thinks that SQLite cannot roll a table back. It can, since we begin explicitly.
    transactional_ddl=True,
    # SQLite alters a table by copying it.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
