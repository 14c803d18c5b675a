# The image of lintainer. It needs no network, no capability and no writable file:
#
#   docker build -t lintainer:0.1.0 .
#   docker run --rm --network none --read-only --cap-drop ALL --security-opt no-new-privileges --user 65532:65532 --memory 512m --memory-swap 512m --cpus 1 --pids-limit 64 --ulimit nofile=1024 --mount type=bind,source="$PWD",target=/work,readonly lintainer:0.1.0 check
#
# tests/test_dockerfile.py holds that line to lintainer's own policies. `--memory-swap` as `--memory` leaves it no swap.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY lintainer lintainer
COPY policies policies
RUN python -m venv /opt/lintainer && /opt/lintainer/bin/pip install --no-cache-dir .

FROM python:3.13-slim
COPY --from=build /opt/lintainer /opt/lintainer
# A number, so that Kubernetes' runAsNonRoot can tell that it is not root.
USER 65532:65532
ENV PYTHONDONTWRITEBYTECODE=1
WORKDIR /work
ENTRYPOINT ["/opt/lintainer/bin/lintainer"]
