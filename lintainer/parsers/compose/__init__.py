"""Compose files: what the project really deploys.

A project's files are read in the order in which Docker Compose reads them, merged, interpolated and brought into one form,
and every value keeps the place where a user would change it. Facts are those of compose-go 2.16.1 and docker compose 5.6.
"""
