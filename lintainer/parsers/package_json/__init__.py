"""package.json: the scripts of npm, pnpm and Yarn that start containers.

Each script runs in a shell of its own, in the package's folder. `$npm_package_name`, `$npm_package_version` and
`$npm_package_config_KEY` are worth what the file says; all other variables are the environment's. Places lie inside the JSON
string, escapes and all. Other files named package.json, and those whose scripts name no client, are left alone; of a large one
only the strings at the top are looked at.

Not read: what `%NAME%` stands for on Windows, the arguments that `npm run NAME -- …` adds, tools that hold commands elsewhere.

Sources: npm 11 docs, "scripts" and "config"; RFC 8259.
"""
