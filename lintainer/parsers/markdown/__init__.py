"""Markdown: the commands in its fenced examples.

Read are fences of shell text (`sh`, `bash`, `console` and the like, or without a language). Where lines begin with the prompt
`$ `, or in a console with `# `, only those lines and their continuations are commands, and the rest is output. Placeholders
such as `<name>` are not known. Documents are read when the user names them, or with `--docs`: a README may well show what
not to do.

Not understood: indented code without a fence, PowerShell and cmd, examples in HTML or in a diff.

Source: CommonMark 0.31.2, 4.5 (fenced code blocks).
"""
