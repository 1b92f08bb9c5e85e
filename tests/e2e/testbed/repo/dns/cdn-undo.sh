#!/bin/sh
# Takes back what cdn.sh did.
set -eu
mv "@DIR@/traffic/cdn.before" "@DIR@/traffic/cdn"
echo "CDN origin is what it was before"
