"""Taskfiles: the commands of go-task's tasks that start containers.

Read are `cmds` and `cmd` (text, `cmd:`, `defer:`, with and without `for`), the short forms of a task, `preconditions`,
`status`, `if`, and the `sh:` of variables. `{{.NAME}}` is worth what `vars` say: those of the task before those of the file,
each as far as it is known from those before it; what another task of the file hands over is not known. `default` counts, as a
shell's `${NAME:-value}` does. `env` is known in the shell, which is a new one for each command. `{{if …}}` in a line is not
known; over several lines, what it may leave out is read as if it stayed.

Not read: included Taskfiles (noted as skipped), functions of templates but `default`.

Sources: go-task 3.54, taskfile.dev: schema reference, templating reference, "Variables" (resolution order); taskfile/ast/*.go.
"""
