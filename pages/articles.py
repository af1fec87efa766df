"""The articles: read with all marks, added, corrected, gathered in collections."""

from geo.ui import shell
from geo.ui.articles import articles

articles(shell.filters())
