"""The statements: who says what about whom, and in what manner."""

from geo.ui import shell
from geo.ui.statements import statements

statements(shell.filters())
