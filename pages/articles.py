"""The articles: read with all marks, added, corrected, gathered in collections."""

from geo.ui import messages, shell
from geo.ui.articles import articles

filters = shell.filters()
messages.link_problems()
articles(filters)
