# shellcheck shell=sh disable=SC2154 # sourced; the caller sets $repo
# Shell functions that build inside the root, quietly when there is nothing to do.

# relight_build PRESET [TARGET…]: configured when needed, then built; its output on stderr. One build of a preset at a time.
relight_build() {
    preset=$1
    shift
    tree=$repo/build/$preset
    mkdir -p "$tree"
    exec 8>"$tree/.building"
    flock -n 8 || { relight_say "another call is building $tree: waiting for it."; flock 8; }
    built=0
    if relight_configure; then "$repo/packaging/enter" ninja -C "$tree" "$@" >&2 || built=$?; else built=1; fi
    exec 8>&-
    return $built
}

# A clone that was moved starts over: CMake keeps whole paths.
relight_configure() {
    grep -q -s -x -F "CMAKE_HOME_DIRECTORY:INTERNAL=$repo" "$tree/CMakeCache.txt" || rm -f "$tree/CMakeCache.txt" "$tree/build.ninja"
    [ -e "$tree/build.ninja" ] && return
    "$repo/packaging/enter" cmake --preset "$preset" -S "$repo" >"$tree/configure.log" 2>&1 || { cat "$tree/configure.log" >&2; return 1; }
}

# Everything that could change what a build makes, as one line: names, sizes and times of the sources. No compiler, no network.
relight_sources_stamp() {
    (cd "$repo" && find CMakeLists.txt CMakePresets.json app ui models resources packaging/cmake packaging/root-packages.txt \
        -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum | cut -c1-64)
}
