"""reStructuredText: the commands and manifests in its code blocks and literal blocks.

Documents are read when the user names them, or with `--docs`: one may well show what not to do.

Sources: docutils 0.21, reStructuredText Markup Specification (literal blocks, explicit markup blocks, comments); Sphinx 8.1,
directives for code; sphinx-prompt 1.9, sphinx-tabs 3.4.
"""
