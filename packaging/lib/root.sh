# shellcheck shell=sh disable=SC2154 # sourced; the caller sets $repo
# Shell functions around the private Debian 13 root; they set RELIGHT_ROOT.
# Everything here speaks on stderr only.

HOME=${HOME:-/}
relight_cache=${XDG_CACHE_HOME:-$HOME/.cache}/relight

relight_say() { printf 'relight: %s\n' "$*" >&2; }

relight_packages() { grep -v '^#' "$repo/packaging/root-packages.txt"; }

# True inside the private root, and on a host that has every reference package.
relight_native() {
    [ -e /etc/relight-root ] && return 0
    [ -r /etc/debian_version ] || return 1
    case $(cat /etc/debian_version) in 1[3-9]* | [2-9][0-9]* | trixie* | forky* | sid*) ;; *) return 1 ;; esac
    # shellcheck disable=SC2046 # one word a package is meant
    [ "$(dpkg-query -W -f '${Status}\n' $(relight_packages) 2>/dev/null | grep -c 'install ok installed')" = "$(relight_packages | wc -l)" ]
}

# The name carries a digest of the package list; "form" counts up when make-root makes something else of the same list.
relight_root_path() {
    printf '%s/root-%s' "$relight_cache" "$({ echo form 2 && cat "$repo/packaging/root-packages.txt"; } | sha256sum | cut -c1-12)"
}

# Makes the root if it is not there. Status 0: RELIGHT_ROOT is whole. If the caller is killed, the making ends, too.
relight_make_root() {
    RELIGHT_ROOT=$(relight_root_path)
    if [ -e "$RELIGHT_ROOT/etc/relight-root" ] && command -v bwrap >/dev/null; then return 0; fi
    setpriv --pdeathsig TERM -- "$repo/packaging/lib/make-root" "$RELIGHT_ROOT"
}
