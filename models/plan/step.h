#pragma once
// A step of a recovery plan, as plain values. Made by planFor() (planfor.h). Any thread.

#include "models/base/time.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace relight {

// The article's ten, and the user's own. Restores and DNS entries are steps of their own: "restore-data/postgres-main".
enum class StepKind {
    Provision,
    InstallArgoCd,
    RestoreSecrets,
    ConnectGit,
    ApplyRoot,
    MonitorSync,
    RestoreData,
    UpdateDns,
    VerifyHealth,
    Notify,
    Own,
};

// Automated: Relight does it. Manual: the manifest leaves the part out, or says provider manual; a person ticks it.
// NotAutomated: stated, but this version cannot do it; blocks until a person ticks it.
enum class Automation { Automated, Manual, NotAutomated };

enum class FailurePolicy { Pause, Continue };

struct Estimate
{
    Seconds low{0};
    Seconds high{0};
    QString source; // where the figure comes from: the article's table, or the manifest
};

struct Explanation
{
    QString why;       // why this step exists
    QStringList risks; // what could go wrong, and how it is noticed
    QString source;    // where it is from: "the article, step 2"
};

struct Step
{
    QString id; // "monitor-sync", "restore-data/postgres-main"
    StepKind kind = StepKind::Own;
    QString subject; // the part after "/" (name of the restore or DNS entry), else empty
    QString title;
    QString phase;     // the checklist line it belongs to, in the article's words; own steps: "Own steps"
    QStringList after; // ids it waits for
    Estimate estimate;
    bool critical = true;
    bool approve = false; // asks a person before it starts
    Automation automation = Automation::Automated;
    bool leftOut = false; // the manifest has no such part: unattended it is skipped as "not in the manifest"
    FailurePolicy onFailure = FailurePolicy::Pause;
    Seconds timeout{1800};
    int retries = 0; // attempts after the first
    Seconds retryDelay{10};
    QStringList commands; // the exact commands and API calls, in order, secrets as references
    QStringList shell;    // the same with standard tools, lines of POSIX sh
    Explanation explanation;
};

} // namespace relight
