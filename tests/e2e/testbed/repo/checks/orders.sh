#!/bin/sh
# The shop is of no use when its orders cannot be read.
set -eu
export PGPASSWORD="${PG_PASSWORD:?}"
rows=$(psql -h 127.0.0.1 -p @PGPORT@ -U postgres -d main -Atc 'select count(*) from orders')
echo "$rows orders"
test "$rows" -gt 0
