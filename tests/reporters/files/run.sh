#!/bin/sh
docker run --rm \
  --privileged nginx:1.27
