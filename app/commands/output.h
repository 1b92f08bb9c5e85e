#pragma once
// Writing to the terminal: stdout for results, stderr for everything else. Main thread.

#include <QCommandLineParser>
#include <QString>

#include <optional>

namespace relight {

void printOut(const QString &text); // UTF-8, flushed
void printOut(const QByteArray &text);
void printError(const QString &text);

[[nodiscard]] bool isTerminal(int descriptor);

// Parses, answers --help itself. The exit status when the command is over by that: 0 for help, 2 for wrong options.
[[nodiscard]] std::optional<int> parseOptions(QCommandLineParser &parser, const QStringList &arguments);

} // namespace relight
