#pragma once
// The terminal: relight COMMAND …. Made by main; runs on the main thread.

#include <QStringList>

namespace relight {

struct Program
{
    QString path; // of this program, absolute; helpers lie beside it
    QString version;
    QString supervisor() const;
};

enum ExitCode { Completed = 0, FailedRun = 1, Usage = 2, WaitsForPerson = 3, CancelledRun = 4, InterruptedRun = 130 };

// Is this the name of a terminal command?
[[nodiscard]] bool isCommand(const QString &word);

// `arguments` begins with the command. Returns the exit status.
[[nodiscard]] int runCommandLine(const QStringList &arguments, const Program &program);

// The single commands; `arguments` begins with the command's name.
[[nodiscard]] int drillCommand(const QStringList &arguments, const Program &program);
[[nodiscard]] int followCommand(const QStringList &arguments, const Program &program);
[[nodiscard]] int lintCommand(const QStringList &arguments, const Program &program);
[[nodiscard]] int planCommand(const QStringList &arguments, const Program &program);
[[nodiscard]] int runCommand(const QStringList &arguments, const Program &program);
[[nodiscard]] int resumeCommand(const QStringList &arguments, const Program &program);
[[nodiscard]] int runsCommand(const QStringList &arguments, const Program &program);
[[nodiscard]] int scenariosCommand(const QStringList &arguments, const Program &program);
[[nodiscard]] int showCommand(const QStringList &arguments, const Program &program);

} // namespace relight
