"""Policies written in YAML with a CEL expression over the model: no Python is needed for them.

`lintainer.custom.files` reads the files, `vocabulary` says which names an expression may use, `expression` decides. The CEL
implementation is imported when a file with policies is read, and by `expression` alone.
"""
