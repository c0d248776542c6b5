#!/bin/sh
# Atelier's benchmarks on a Linux machine that has no Java: ./bench training --help
set -eu
home=$(cd "$(dirname "$0")" && pwd -P)
exec "$home/runtime/bin/java" -Xmx256m -XX:+UseSerialGC '-Djdk.serialFilter=!*' -Duser.language=en -Duser.country=US \
  -Datelier.packed=true -cp "$home/lib/*" io.atelier.bench.command.Bench "$@"
