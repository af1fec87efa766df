"""Method, sources and limits."""

from geo.ui import about, shell

shell.filters()
about.about()
