#!/bin/sh
# Proves that the testbed works, without Relight: twice lost, twice brought back by the article's playbook, nothing left behind.
# Usage: packaging/enter tests/e2e/testbed/selftest.sh [ROUNDS]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
parent=$(mktemp -d "${TMPDIR:-/tmp}/relight-tb-selftest-XXXXXX")
dir=$parent/bed
testbed="$here/testbed"
leave() {
    [ ! -d "$dir" ] || "$testbed" down --dir "$dir"
    rm -rf "$parent"
}
trap leave EXIT
trap 'exit 130' INT TERM

fail() { echo "selftest: $*" >&2; exit 1; }
field() { "$testbed" status --dir "$dir" | jq -r "$1"; }

"$testbed" up --dir "$dir"
[ "$(field .orders)" = 20000 ] || fail "the database was not filled"
"$testbed" lose --dir "$dir"
[ "$(field .orders)" = null ] || fail "the database survived the loss"

last=none
for round in $(seq 1 "${1:-2}"); do
    "$here/../../bench/playbook.sh" "$dir"
    uid=$(field .clusterUid)
    case $uid in null | "$last") fail "round $round: the cluster is not a new one ($uid)" ;; esac
    [ "$(field .orders)" = 20000 ] || fail "round $round: the orders are not back"
    [ "$(field .webhooks)" = "$round" ] || fail "round $round: nobody was told"
    version=$(curl -sk "https://127.0.0.1:$(field '.ports["argocd-server"]')/api/version" | jq -r .Version)
    case $version in v3.2.11*) ;; *) fail "Argo CD says it is '$version'" ;; esac
    last=$uid
    "$testbed" lose --dir "$dir"
    [ "$(field '.clusterUid, (.cluster | length)' | tr '\n' ' ')" = 'null 0 ' ] || fail "round $round: the cluster survived the loss"
done

pids=$(field '.world[], .cluster[] | values')
[ -n "$pids" ] || fail "status names no process"
"$testbed" down --dir "$dir"
[ ! -e "$dir" ] || fail "$dir is still there"
for pid in $pids; do
    case $(ps -o stat= -p "$pid" || true) in '' | Z*) ;; *) fail "process $pid was left behind" ;; esac
done
echo "selftest: the testbed works"
