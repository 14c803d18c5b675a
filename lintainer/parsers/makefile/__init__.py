"""Makefiles: the commands of their recipes that start containers.

A recipe is shell text once make has read it: `$$` is a dollar sign, `$(NAME)` the variable's value. A variable that the file
sets once, outside of conditionals and not with `eval`, is worth what it is set to (`?=` too, as a shell's `${NAME:-value}` is
its default); all others are not known, and so is what functions return, but for those in `functions`. Exported variables are
known in the shell. Each logical line of a recipe runs in a shell of its own, unless there is `.ONESHELL`; a `define` is read
where recipes use it, line by line, and where it stands if none does. What `$(shell …)` runs is read, too.

Not read: included makefiles (noted as skipped), recipes for another program than a shell (skipped), what `eval` defines.

Source: GNU make 4.4 manual, 3.1 (what makefiles contain), 5 (recipes), 6 (variables), 8 (functions), 10.5.3 (automatic
variables).
"""
