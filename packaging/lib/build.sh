# Shell functions that build inside the root, quietly when there is nothing to do. Sourced; the caller sets $repo.

# relight_build PRESET [TARGET…]: configured when needed, then built; its output on stderr.
relight_build() {
    preset=$1
    shift
    if [ ! -e "$repo/build/$preset/build.ninja" ]; then
        "$repo/packaging/enter" cmake --preset "$preset" -S "$repo" >"$repo/build/$preset.configure.log" 2>&1 \
            || { cat "$repo/build/$preset.configure.log" >&2; return 1; }
    fi
    "$repo/packaging/enter" ninja -C "$repo/build/$preset" "$@" >&2
}

# Everything that could change what a build makes, as one line: names, sizes and times of the sources. No compiler, no network.
relight_sources_stamp() {
    (cd "$repo" && find CMakeLists.txt CMakePresets.json app ui models resources packaging/cmake packaging/root-packages.txt \
        -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum | cut -c1-64)
}
