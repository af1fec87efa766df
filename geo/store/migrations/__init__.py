"""How a store that an older Dateline wrote is brought up to date: one step a version of the tables, run by Alembic.

``versions`` starts with the tables of the first version that was released.  The steps carry over what cannot be
derived; events are made anew from the records afterwards, where they were others.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.store import tables as t
from geo.store.search import index_words

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_BATCH = 200
_DERIVED_OTHERWISE = ("2",)
"""Versions whose events are not as they are now."""


def migrate(connection: Connection, found: str) -> None:
    """Bring tables of the version ``found`` up to date, within the caller's transaction.

    On SQLite foreign keys must be off, as tables are made anew.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)

    def steps(here: tuple[str, ...], _: object) -> list[object]:
        # Stores were not stamped by Alembic before version 3.
        return script._upgrade_revs(t.SCHEMA, here or found)

    with EnvironmentContext(config, script, fn=steps, destination_rev=t.SCHEMA) as environment:
        environment.configure(connection=connection, transactional_ddl=False)
        if not environment.get_context().get_current_heads():
            # Stores were not stamped by Alembic before version 3.
            environment.get_context().stamp(script, found)
        environment.run_migrations()
    connection.execute(t.meta.update().where(t.meta.c.name == "schema").values(value=t.SCHEMA))
    index_words(connection)
    if found in _DERIVED_OTHERWISE:
        _derive(connection)


def _derive(connection: Connection) -> None:
    """Make all events anew, and find out which articles are copies of which."""
    from geo.store import copies, derive, known

    article = t.article.c
    keys = list(connection.scalars(sa.select(article.key).order_by(article.key)))
    for key in keys:
        query = sa.select(article.text, article.sha256, article.url).where(article.key == key)
        text, sha256, url = connection.execute(query).one()
        connection.execute(t.article.update().where(article.key == key).values(url_key=known.url_key(url)))
        copies.match(connection, key, text, sha256)
    for at in range(0, len(keys), _BATCH):
        derive.refresh(connection, keys[at : at + _BATCH])
