#pragma once
// The options of `run` and `resume`. Pure but for the parser.

#include "app/session/runsetup.h"

#include <QCommandLineParser>

namespace relight {

// Adds what both commands take.
void addConsentOptions(QCommandLineParser &parser);
void addRunOptions(QCommandLineParser &parser);    // --declared-at --lost-at --run-id
void addResumeOptions(QCommandLineParser &parser); // --retry --skip

struct RecoverOptions
{
    RunOptions run;
    QList<std::pair<QString, QString>> skips; // step id, reason
    bool json = false;
};

// Error Invalid: which option is not understood.
[[nodiscard]] Result<RecoverOptions> readRecoverOptions(const QCommandLineParser &parser);

} // namespace relight
