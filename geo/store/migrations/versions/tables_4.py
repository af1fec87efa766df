"""What an article is recognised by is kept, so that looking for copies reads no texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Add the column; where it is empty the text is read, as before."""
    op.add_column("article", sa.Column("signature", sa.LargeBinary))
