#include "models/plan/scriptprelude.h"

namespace relight {

namespace {

constexpr auto talking = R"sh(
say() { printf '\n==> %s\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
fail() { printf 'stopped: %s\n' "$*" >&2; exit 1; }
stop() { printf 'a person is needed: %s\n' "$*" >&2; exit 3; }
have() { command -v "$1" >/dev/null 2>&1 || fail "$1 is not on PATH; install it and run this again"; }
has_terminal() { (: </dev/tty) 2>/dev/null; }
listed() { # NAME LIST: is it one of the lines or words of the list?
    case " $(printf '%s' "$2" | tr '\n' ' ') " in *" $1 "*) return 0 ;; esac
    return 1
}

# Yes, or the script ends. RELIGHT_YES=1 answers for you.
ask() {
    if [ "${RELIGHT_YES:-}" = 1 ]; then
        note "$1 yes (RELIGHT_YES=1)"
        return
    fi
    has_terminal || stop "$1 (there is no terminal; RELIGHT_YES=1 answers yes)"
    printf '%s [y/N] ' "$1" >/dev/tty
    read -r answer </dev/tty
    case $answer in y | Y | yes) ;; *) stop "$1 was not answered with yes" ;; esac
}

# VARIABLE WHAT: a consent of its own, typed in full. RELIGHT_YES does not give it.
consent() {
    if eval "[ \"\${$1:-}\" = 1 ]"; then
        note "$2 ($1=1)"
        return
    fi
    has_terminal || stop "$2 (there is no terminal; $1=1 consents)"
    printf '%s\nType "consent" to go on: ' "$2" >/dev/tty
    read -r answer </dev/tty
    [ "$answer" = consent ] || stop "$2"
}

# ID WHAT: this script cannot do it. RELIGHT_DONE holds the ids that are done.
by_hand() {
    if listed "$1" "${RELIGHT_DONE:-}"; then
        note "done by hand: $2"
        return
    fi
    has_terminal || stop "$2 (when it is done, run this again with $1 in RELIGHT_DONE)"
    printf 'By hand: %s\nDone? [y/N] ' "$2" >/dev/tty
    read -r answer </dev/tty
    case $answer in y | Y | yes) ;; *) stop "$2" ;; esac
}

# ID TITLE: false if RELIGHT_SKIP names it.
begin() {
    say "$1: $2"
    if listed "$1" "${RELIGHT_SKIP:-}"; then
        note "skipped (RELIGHT_SKIP)"
        return 1
    fi
}

# SECONDS WHAT COMMAND...: every two seconds until it holds.
wait_for() {
    patience=$1
    awaited=$2
    shift 2
    wait_until=$(($(date +%s) + patience))
    until "$@"; do
        [ "$(date +%s)" -lt "$wait_until" ] || fail "$awaited did not come about within $patience s"
        sleep 2
    done
}

# VARIABLE WHAT: a secret from that variable, or typed without an echo.
ask_secret() {
    eval "value=\${$1:-}"
    if [ -z "$value" ]; then
        has_terminal || stop "$2 is not known; put it into $1"
        printf '%s: ' "$2" >/dev/tty
        stty -echo </dev/tty
        read -r value </dev/tty || :
        stty echo </dev/tty
        printf '\n' >/dev/tty
    fi
    printf '%s' "$value"
}
b64() { printf '%s' "$1" | base64 | tr -d '\n'; }
)sh";

constexpr auto cluster = R"sh(
# FILE: the kubeconfig of the new cluster, cut down to it.
take_kubeconfig() {
    if [ -n "$context" ]; then
        KUBECONFIG=$1 kubectl config view --raw --minify --flatten --context="$context" >"$work/new"
    else
        KUBECONFIG=$1 kubectl config view --raw --minify --flatten >"$work/new"
    fi
    mv "$work/new" "$KUBECONFIG"
}
answers() { kubectl get --raw /readyz --request-timeout=5s >/dev/null 2>&1; }
uid() { kubectl get namespace kube-system --request-timeout=10s -o 'jsonpath={.metadata.uid}' </dev/null; }

# The one cluster this script may write to, from here on.
pin_cluster() {
    cluster_uid=$(uid) || fail "the new cluster does not say who it is"
    server=$(kubectl config view --minify -o 'jsonpath={.clusters[0].cluster.server}')
    [ "$cluster_uid" != "$lost_uid" ] || fail "$server is the cluster that was declared lost ($lost_uid); it is never a target"
    if [ -n "${RELIGHT_CLUSTER_UID:-}" ]; then
        [ "$cluster_uid" = "$RELIGHT_CLUSTER_UID" ] || fail "$server has the kube-system UID $cluster_uid, not $RELIGHT_CLUSTER_UID"
        return
    fi
    if [ -n "$(kubectl get applications.argoproj.io -A -o name 2>/dev/null)" ]; then
        stop "$server ($cluster_uid) has applications already; RELIGHT_CLUSTER_UID=$cluster_uid recovers into it all the same"
    fi
    ask "Recover into $server (kube-system $cluster_uid)?"
}
guard() {
    now=$(uid) || fail "the cluster does not answer; nothing more was written"
    [ "$now" = "$cluster_uid" ] || fail "another cluster answers (kube-system $now instead of $cluster_uid); nothing more was written"
}
apply() {
    guard
    kubectl apply --server-side --force-conflicts --field-manager=relight "$@" >&2
}
namespace() { printf '%s\n' 'apiVersion: v1' 'kind: Namespace' 'metadata:' "  name: $1" | apply -f -; }
has_nodes() { [ "$(kubectl get nodes -o name 2>/dev/null | wc -l)" -ge "$1" ]; }
nodes_ready() {
    kubectl get nodes -o 'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' >"$work/nodes" 2>/dev/null
    [ -s "$work/nodes" ] && ! grep -qvx True "$work/nodes"
}

# What must not be done twice is written down on the Lease kube-system/relight, as Relight itself does it.
take_lease() {
    holder=$(kubectl get lease relight -n kube-system --ignore-not-found -o 'jsonpath={.spec.holderIdentity}')
    [ -z "$holder" ] || ask "The Lease kube-system/relight is held by $holder. Go on?"
    printf '%s\n' 'apiVersion: coordination.k8s.io/v1' 'kind: Lease' 'metadata:' '  name: relight' '  namespace: kube-system' | apply -f -
}
mark() { # ANNOTATION NAME-IN-JSON STATE
    guard
    kubectl annotate --overwrite lease relight -n kube-system \
        "$1={\"name\":$2,\"run\":\"script\",\"at\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",\"state\":\"$3\"}" >&2
}
once() { # ANNOTATION ANNOTATION-IN-JSONPATH NAME: false if it was done before
    case $(kubectl get lease relight -n kube-system -o "jsonpath={.metadata.annotations.$2}") in
    *'"state":"finished"'*)
        if ! listed "$3" "${RELIGHT_RESTORE_AGAIN:-}"; then
            note "$3 was done before (annotation $1); RELIGHT_RESTORE_AGAIN='$3' does it again"
            return 1
        fi
        ;;
    *'"state":"started"'*)
        if ! listed "$3" "${RELIGHT_RESTORE_AGAIN:-}"; then
            consent RELIGHT_REPEAT "$3 was started before and did not finish: what is there may be half done. Do it again?"
        fi
        ;;
    esac
}
)sh";

constexpr auto argocd = R"sh(
rollouts() { # NAMESPACE SECONDS
    for part in $(kubectl get deployments,statefulsets,daemonsets -n "$1" -o name); do
        kubectl rollout status -n "$1" "$part" --timeout="${2}s" >&2 || fail "the rollout of $part in $1 did not finish: kubectl describe -n $1 $part"
    done
}
managed_argocd() {
    [ -n "$(kubectl get deployment argocd-server -n "$argocd" --ignore-not-found -o 'jsonpath={.metadata.annotations.argocd\.argoproj\.io/tracking-id}')" ]
}
has_project() { kubectl get appproject "$1" -n "$argocd" >/dev/null 2>&1; }
repo_server_ready() {
    [ -n "$(kubectl get endpointslices -n "$argocd" -l kubernetes.io/service-name=argocd-repo-server -o 'jsonpath={.items[*].endpoints[?(@.conditions.ready==true)].addresses[0]}' 2>/dev/null)" ]
}

# One line an application: name|sync|health
list_applications() {
    kubectl get applications.argoproj.io -n "$argocd" \
        -o 'jsonpath={range .items[*]}{.metadata.name}{"|"}{.status.sync.status}{"|"}{.status.health.status}{"\n"}{end}' \
        >"$work/applications" 2>/dev/null
}
# Applications that a parent names and that are not there yet.
missing_children() {
    kubectl get applications.argoproj.io -n "$argocd" \
        -o 'jsonpath={range .items[*].status.resources[?(@.kind=="Application")]}{.name}{"\n"}{end}' 2>/dev/null |
        awk -F'|' 'NR == FNR { there[$1] = 1; next } NF && !($1 in there) { print $1 "|not there yet|" }' "$work/applications" -
}
refresh_unknown() {
    [ "$(date +%s)" -ge "${refresh_next:-0}" ] || return 0
    refresh_next=$(($(date +%s) + 20))
    awk -F'|' '$2 == "" || $2 == "Unknown" { print $1 }' "$work/applications" | while IFS= read -r name; do
        guard
        kubectl annotate --overwrite application.argoproj.io "$name" -n "$argocd" argocd.argoproj.io/refresh=normal </dev/null >&2 || :
    done
}
# Every application that is not held is Synced and Healthy, and every child that a parent names is there.
converged() {
    list_applications || return 1
    [ -s "$work/applications" ] || return 1
    { cat "$work/applications"; missing_children; } |
        awk -F'|' -v held="$held" 'index(held, " " $1 " ") == 0 && ($2 != "Synced" || $3 != "Healthy") { print "    " $1 ": " $2 " " $3 }' >"$work/waiting"
    [ -s "$work/waiting" ] || return 0
    cmp -s "$work/waiting" "$work/reported" || { date '+    %T, not converged:' >&2; cat "$work/waiting" >&2; cp "$work/waiting" "$work/reported"; }
    refresh_unknown
    return 1
}
all_healthy() { # NAME...
    list_applications || return 1
    for name in "$@"; do
        awk -F'|' -v name="$name" '$1 == name && $3 == "Healthy" { found = 1 } END { exit !found }' "$work/applications" || return 1
    done
}
all_converged() { # NAME...
    list_applications || return 1
    for name in "$@"; do
        awk -F'|' -v name="$name" '$1 == name && $2 == "Synced" && $3 == "Healthy" { found = 1 } END { exit !found }' "$work/applications" || return 1
    done
}

# NAME: its Application document in the work tree.
application_manifest() {
    find . -name .git -prune -o -type f \( -name '*.yaml' -o -name '*.yml' \) -print | while IFS= read -r file; do
        grep -q '^kind:[[:space:]]*Application[[:space:]]*$' "$file" || continue
        awk -v name="$1" '
            function flush() { if (kind && found) printf "---\n%s", doc; doc = ""; kind = found = meta = 0 }
            /^---/ { flush(); next }
            { doc = doc $0 "\n" }
            /^[^ #]/ { meta = /^metadata:/; indent = 0 }
            /^kind:[ \t]*Application[ \t]*$/ { kind = 1 }
            meta && /^ +[^ #]/ {
                match($0, /^ +/)
                if (!indent) indent = RLENGTH
                value = $2
                gsub(/["\047]/, "", value)
                if (RLENGTH == indent && $1 == "name:" && value == name) found = 1
            }
            END { flush() }' "$file"
    done
}
hold() { # NAME: there before the root application makes it, and not synced
    application_manifest "$1" >"$work/held"
    [ -s "$work/held" ] || fail "the application $1 is to be held, but its manifest is not in this work tree"
    kubectl annotate --local -f "$work/held" argocd.argoproj.io/skip-reconcile=true --overwrite -o yaml | apply -n "$argocd" -f -
    still_held "$1"
}
still_held() {
    [ -z "$(kubectl get application.argoproj.io "$1" -n "$argocd" -o 'jsonpath={.operation}')" ] ||
        stop "the application $1 has begun to sync although it is held for a restore; stop it before anything writes to its data"
}
release() {
    guard
    kubectl annotate application.argoproj.io "$1" -n "$argocd" argocd.argoproj.io/skip-reconcile- >&2
    held="${held%% "$1" *} ${held#* "$1" }"
}
http_is() { [ "$(curl -sS -m 10 -o /dev/null -w '%{http_code}' -- "$2" 2>/dev/null)" = "$1" ]; }
)sh";

} // namespace

QString scriptPrelude()
{
    return QString::fromLatin1(talking) + QString::fromLatin1(cluster) + QString::fromLatin1(argocd);
}

} // namespace relight
