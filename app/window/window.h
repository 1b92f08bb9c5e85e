#pragma once
// `relight [FILE]`: the window. Called by main on the main thread, with SIGINT, SIGTERM and SIGHUP blocked.

namespace relight {

struct Program;

// Options: [FILE] [--resume RUN] [--follow RUN [--wall]] [--screenshots DIR]. Returns the exit status.
[[nodiscard]] int runWindow(int &argc, char **argv, const Program &program);

} // namespace relight
