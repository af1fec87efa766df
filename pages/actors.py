"""Who is told of: the network of actors, and the profile of each."""

from geo.ui import messages, shell
from geo.ui.actors import actors

filters = shell.filters()
messages.link_problems()
messages.nothing_found(filters)
actors(filters)
