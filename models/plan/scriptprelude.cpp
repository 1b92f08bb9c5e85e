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

# ID WHAT: this script cannot do it.
by_hand() {
    has_terminal || stop "$2 (when it is done, run this again with $1 in RELIGHT_DONE)"
    printf 'By hand: %s\nDone? [y/N] ' "$2" >/dev/tty
    read -r answer </dev/tty
    case $answer in y | Y | yes) ;; *) stop "$2" ;; esac
}

# ID TITLE: false if RELIGHT_SKIP or RELIGHT_DONE names it.
begin() {
    say "$1: $2"
    if listed "$1" "${RELIGHT_SKIP:-}"; then
        note "skipped (RELIGHT_SKIP)"
        return 1
    fi
    if listed "$1" "${RELIGHT_DONE:-}"; then
        note "done by hand (RELIGHT_DONE)"
        return 1
    fi
}

# SECONDS COMMAND...: every two seconds until it holds; false if it does not by then.
soon() {
    soon_until=$(($(date +%s) + $1))
    shift
    until "$@"; do
        [ "$(date +%s)" -lt "$soon_until" ] || return 1
        sleep 2
    done
}
wait_for() { # SECONDS WHAT COMMAND...
    patience=$1
    awaited=$2
    shift 2
    soon "$patience" "$@" || fail "$awaited did not come about within $patience s"
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
http_is() { [ "$(curl -sS -m 10 -o /dev/null -w '%{http_code}' -- "$2" 2>/dev/null)" = "$1" ]; }
resolves_to() { # NAME VALUE: an address as it is; a host name by what it resolves to
    wanted=$(getent ahosts "$2" | awk '{ print $1; exit }')
    [ -n "$wanted" ] && getent ahosts "$1" | awk '{ print $1 }' | grep -qxF -- "$wanted"
}
)sh";

} // namespace

QString scriptPrelude()
{
    return QString::fromLatin1(talking) + scriptClusterFunctions() + scriptArgoCdFunctions();
}

} // namespace relight
