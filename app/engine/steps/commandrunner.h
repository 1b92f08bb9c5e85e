#pragma once
// Runs one command of a step: the run's environment, secrets by reference, lines into the log; re-attaches to what an
// earlier life of ours left running. Worker threads.

#include "app/engine/stepcontext.h"

namespace relight {

struct CommandSpec
{
    QString key;   // stable within the step: "apply", "restore"
    QString shell; // /bin/sh -c, or
    QStringList arguments;
    QString workingDirectory;           // empty: the run's work tree
    SecretEnvironment secrets;          // resolved just before the start
    QMap<QString, QString> environment; // besides
    bool sensitiveOutput = false;
    bool readOnly = false; // probing, planning: started anew after an interruption instead of being re-attached
    QString source;        // shown before its lines: "terraform"
    LineSink line;         // besides the log; nothing: only the log
    bool quiet = false;    // lines are only for `line`
};

// The command's own exit status is in the result. Errors: could not run, a secret cannot be resolved, cancelled, timed
// out; NeedsPerson: an earlier life of ours started it and nobody knows how it ended.
[[nodiscard]] Result<ProcessResult> runCommand(StepContext &context, const CommandSpec &spec);

// As an error that names the command and its last words, when the status is not 0.
[[nodiscard]] Result<> succeeded(const QString &what, const ProcessResult &result);

// Why the decision to repeat an interrupted command is asked, ready to be returned from a step.
[[nodiscard]] Decision repeatDecision(const StepContext &context, const QString &what);

// Contents of a file of the GitOps repository at the run's commit.
[[nodiscard]] Result<QByteArray> repositoryFile(const StepContext &context, const QString &path);

} // namespace relight
