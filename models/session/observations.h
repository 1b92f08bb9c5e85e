#pragma once
// What is seen while a run goes on but decides nothing by itself: progress, log lines, applications. At most 30 batches
// a second, on the receiver's thread. Abstract; app/ implements it.

#include "models/convergence/application.h"

#include <QHash>
#include <QObject>

namespace relight {

struct StepProgress
{
    QString stepId;
    QString text;     // what is being done: "41 of 57 applications healthy"
    double done = -1; // of total; -1: not known
    double total = 0;
    QString unit;
    bool operator==(const StepProgress &) const = default;
};

struct LogLine
{
    Timestamp at;
    QString stepId;
    int attempt = 1;
    QString source; // "terraform", "argo cd", "relight"
    QString text;   // scrubbed
    bool error = false;
    bool operator==(const LogLine &) const = default;
};

// When applications were seen to become so, where they are told of later than that.
struct SeenEarlier
{
    std::optional<Timestamp> at;     // the last change of all; none: it is now
    QHash<QString, Timestamp> since; // by key: its health and sync are as they are
};

class Observations : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void progressed(const QList<relight::StepProgress> &latest); // at most one a step
    void logged(const QList<relight::LogLine> &lines);
    void applicationsChanged(const QList<relight::Application> &changed, const QStringList &removedKeys,
        const QString &source, const relight::SeenEarlier &seen = {});
};

} // namespace relight
