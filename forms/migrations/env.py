"""What Alembic runs: the migrations, inside the transaction that its connection is already in.

Alembic thinks that SQLite cannot roll a table back. It can where one began explicitly, as the store's
engines do; and since the transaction is not Alembic's own, it leaves the commit to `migrate`.
"""

from alembic import context

from forms.records import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite alters a table by copying it.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
