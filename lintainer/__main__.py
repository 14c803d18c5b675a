"""`python -m lintainer`."""

from lintainer.cli import entry

entry()
