"""Makefiles: the commands of their recipes that start containers.

A recipe is shell text once make has read it: `$$` is a dollar sign, `$(NAME)` the variable's value. A variable that the file
sets once, outside of conditionals, is worth what it is set to (`?=` too, as a shell's `${NAME:-value}` is its default); all
others are not known, and so is what functions return. Each logical line of a recipe runs in a shell of its own.

Not understood: `$(foreach …)`, `$(call …)`, `$(eval …)` and other functions; included makefiles; recipes of `.ONESHELL:` are
read line by line.

Source: GNU make 4.4 manual, 3.1 (what makefiles contain), 5.1 (recipe syntax), 6 (variables), 10.5.3 (automatic variables).
"""
