#pragma once
// What ui/ and the terminal may ask of a run, and what they hear of it. Abstract; app/engine implements it. Lives on
// the thread that made it (the GUI thread in the window); calls return at once, the answer is an event or rejected().

#include "models/run/runstate.h"

#include <QObject>

namespace relight {

class RunControl : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    // The fold of everything heard so far.
    virtual const RunState &state() const = 0;

    // Each returns the command's id, which rejected() carries when it cannot be done.
    virtual quint64 decide(const QString &decisionId, bool granted, const QString &by, const QString &comment) = 0;
    virtual quint64 retry(const QString &stepId, const QString &by) = 0;
    virtual quint64 skip(const QString &stepId, const QString &reason, const QString &by) = 0;
    virtual quint64 markDone(const QString &stepId, const QString &evidence, const QString &by) = 0;
    virtual quint64 pause(const QString &by) = 0;
    virtual quint64 resume(const QString &by) = 0;
    virtual quint64 cancel(const QString &by) = 0; // graceful; ends what can be ended, names what is left half done
    virtual quint64 addNote(const QString &stepId, const QString &text, const QString &by) = 0;

Q_SIGNALS:
    // Already on disk, already folded into state().
    void happened(const QList<relight::RunEvent> &events);
    void rejected(quint64 command, const relight::Error &error);
    void ended();
};

} // namespace relight
