#!/bin/sh
docker run -d --name proxy --net=host \
  -v /etc:/etc \
  nginx:1.27
