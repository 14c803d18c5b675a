"""Dev containers: `devcontainer.json`, from which tools make a `docker run` or complete a service of a Compose project.

Sources: containers.dev, Dev Container metadata reference; devcontainers/cli v0.80, src/spec-node/singleContainer.ts and
dockerCompose.ts (what is started), src/spec-common/variableSubstitution.ts (variables).
"""
