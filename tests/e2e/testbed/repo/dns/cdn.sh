#!/bin/sh
# Points the CDN at the recovered cluster.
set -eu
mkdir -p "@DIR@/traffic"
[ ! -e "@DIR@/traffic/cdn" ] || cp "@DIR@/traffic/cdn" "@DIR@/traffic/cdn.before"
echo recovered > "@DIR@/traffic/cdn"
echo "CDN origin is now the recovered cluster"
