#include "models/plan/scriptprelude.h"

namespace relight {

namespace {

constexpr auto argocd = R"sh(
rollouts() { # NAMESPACE SECONDS
    parts=$(kubectl get deployments,statefulsets,daemonsets -n "$1" -o name) || fail "what has to roll out in $1 cannot be listed"
    [ -n "$parts" ] || fail "there is nothing in the namespace $1 that could roll out"
    for part in $parts; do
        kubectl rollout status -n "$1" "$part" --timeout="${2}s" >&2 || fail "the rollout of $part in $1 did not finish: kubectl describe -n $1 $part"
    done
}
managed_argocd() {
    tracking=$(kubectl get deployment argocd-server -n "$argocd" --ignore-not-found -o 'jsonpath={.metadata.annotations.argocd\.argoproj\.io/tracking-id}') ||
        fail "whether an application manages Argo CD already cannot be read; nothing was installed"
    [ -n "$tracking" ]
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
        -o 'jsonpath={range .items[*].status.resources[?(@.kind=="Application")]}{.name}{"\n"}{end}' >"$work/children" 2>/dev/null || return 1
    awk -F'|' 'NR == FNR { there[$1] = 1; next } NF && !($1 in there) { print $1 "|not there yet|" }' "$work/applications" "$work/children"
}
refresh_unknown() {
    [ "$(date +%s)" -ge "${refresh_next:-0}" ] || return 0
    refresh_next=$(($(date +%s) + 20))
    awk -F'|' '$2 == "" || $2 == "Unknown" { print $1 }' "$work/applications" | while IFS= read -r name; do
        same_cluster || break
        kubectl annotate --overwrite application.argoproj.io "$name" -n "$argocd" argocd.argoproj.io/refresh=normal </dev/null >&2 || :
    done
}
# Every application that is not held is Synced and Healthy, and every child that a parent names is there.
converged() {
    list_applications || return 1
    [ -s "$work/applications" ] || return 1
    missing_children >"$work/missing" || return 1
    awk -F'|' -v held="$held" 'index(held, " " $1 " ") == 0 && ($2 != "Synced" || $3 != "Healthy") { print "    " $1 ": " $2 " " $3 }' \
        "$work/applications" "$work/missing" >"$work/waiting" || return 1
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
generated_root() { # nobody asked to tidy up a cluster that was not empty
    [ "$prune" = true ] || note 'the cluster was not empty: the root application prunes nothing'
    sed "s/^      prune: true\$/      prune: $prune/"
}
hold() { # NAME RESTORE...: not synced before these restores ended
    application=$1
    shift
    for holding in "$@"; do
        if ! ended "$holding"; then
            keep_from_syncing "$application"
            return
        fi
    done
    note "$application need not be held: every restore that holds it has ended"
}
keep_from_syncing() { # NAME: there before the root application makes it
    application_manifest "$1" >"$work/held"
    [ -s "$work/held" ] || fail "the application $1 is to be held, but its manifest is not in this work tree"
    kubectl annotate --local -f "$work/held" argocd.argoproj.io/skip-reconcile=true --overwrite -o yaml >"$work/skipping" ||
        fail "the manifest of $1 cannot be read by kubectl"
    apply -n "$argocd" -f "$work/skipping"
    still_held "$1"
}
still_held() { # NAME
    holding=$(kubectl get application.argoproj.io "$1" -n "$argocd" -o 'jsonpath={.metadata.annotations.argocd\.argoproj\.io/skip-reconcile}|{.operation}|{.status.operationState.phase}') ||
        fail "whether the application $1 is still held for a restore cannot be read; nothing was restored"
    case $holding in
    'true||Running' | 'true||Terminating') ;;
    'true||'*) return 0 ;;
    esac
    stop "the application $1 is not held any more and may write to data that is being restored; stop it, set its annotation argocd.argoproj.io/skip-reconcile to true, then run this again"
}
release() { # NAME
    there=$(kubectl get application.argoproj.io "$1" -n "$argocd" --ignore-not-found -o name) || fail "the application $1 is held and cannot be read"
    [ -n "$there" ] || fail "the application $1, which a restore holds, is not in $argocd: was apply-root skipped?"
    guard
    kubectl annotate application.argoproj.io "$1" -n "$argocd" argocd.argoproj.io/skip-reconcile- >&2
    if listed "$1" "$held"; then
        held="${held%% "$1" *} ${held#* "$1" }"
    fi
}
)sh";

} // namespace

QString scriptArgoCdFunctions()
{
    return QString::fromUtf8(argocd);
}

} // namespace relight
