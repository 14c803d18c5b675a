"""A policy-as-code linter for the ways containers are started."""

__version__ = "0.1.0"
