"""Services of systemd: the commands of a `.service` unit, and of its drop-ins, that start containers.

Sources: systemd v257, systemd.service(5) (command lines), systemd.exec(5) (environment), systemd.unit(5) (specifiers);
src/core/load-fragment.c, config_parse_exec; src/basic/env-util.c, replace_env_argv.
"""
