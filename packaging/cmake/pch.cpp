// The home of the precompiled header.
