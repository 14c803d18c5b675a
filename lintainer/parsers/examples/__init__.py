"""Examples in documents: what the code blocks of Markdown and reStructuredText hold, once their front ends have found them.

`transcripts` makes shell text of a block, `windows` of what is written for PowerShell and cmd; `manifests` hands YAML to the
front ends for it; `reading` puts a document together.
"""
