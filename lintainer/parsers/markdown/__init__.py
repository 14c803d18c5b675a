"""Markdown: the commands and manifests in its code blocks.

Documents are read when the user names them, or with `--docs`: a README may well show what not to do. What is read of a block is
`lintainer.parsers.examples`' part.

Source: CommonMark 0.31.2.
"""
