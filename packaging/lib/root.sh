# Shell functions around the private Debian 13 root. Sourced; sets RELIGHT_ROOT. The caller sets $repo.
# Everything here speaks on stderr only.

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

relight_root_path() {
    printf '%s/root-%s' "$relight_cache" "$(cat "$repo/packaging/root-packages.txt" "$repo/packaging/lib/make-root" | sha256sum | cut -c1-12)"
}

# Makes the root if it is not there. Status 0: RELIGHT_ROOT is whole.
relight_make_root() {
    RELIGHT_ROOT=$(relight_root_path)
    [ -e "$RELIGHT_ROOT/etc/relight-root" ] && return 0
    "$repo/packaging/lib/make-root" "$RELIGHT_ROOT"
}
