"""The dashboard: the map, and who said and did what beside it."""

from geo.ui import messages, shell
from geo.ui.dashboard import dashboard

filters = shell.filters()
messages.link_problems()
messages.nothing_found(filters)
dashboard(filters)
