"""Justfiles: the commands of their recipes that start containers.

Each logical line of a recipe runs in a shell of its own; a recipe that begins with `#!`, or has the attribute `[script]`, is
one text. `{{…}}` is worth what its expression is: of strings, variables that the file sets, `+`, `/`, `if`, and the functions
that are in `expressions`. A parameter is worth its default, as a shell's `${NAME:-value}` is, unless the file itself calls the
recipe with arguments. Exported variables and parameters are known in the shell. Commands in backticks and in `shell('…')` are
read.

Not read: imported files and modules (noted as skipped), recipes and shells of other languages (skipped).

Source: casey/just 1.59, README.md (the manual), GRAMMAR.md, src/evaluator.rs and src/recipe.rs.
"""
