#pragma once
// A run driven by hand: events are folded and told at once, wishes are written down. GUI thread.

#include "models/session/observations.h"
#include "models/session/runcontrol.h"

namespace relight {

class FakeRun : public RunControl
{
    Q_OBJECT
public:
    explicit FakeRun(Timestamp start);

    // `seconds` after the start.
    void hear(int seconds, RunEventBody body);
    void refuse(const QString &message) { Q_EMIT rejected(m_command, {ErrorCode::Conflict, message, {}, 0}); }
    Timestamp at(int seconds) const { return m_start + Seconds(seconds); }

    const RunState &state() const override { return m_state; }
    quint64 decide(const QString &decisionId, bool granted, const QString &by, const QString &comment) override;
    quint64 retry(const QString &stepId, const QString &by) override;
    quint64 skip(const QString &stepId, const QString &reason, const QString &by) override;
    quint64 markDone(const QString &stepId, const QString &evidence, const QString &by) override;
    quint64 pause(const QString &by) override;
    quint64 resume(const QString &by) override;
    quint64 cancel(const QString &by) override;
    quint64 addNote(const QString &stepId, const QString &text, const QString &by) override;

    QStringList wishes; // "decide approve:x yes", "skip update-dns/www: reason"
    Observations observations;

private:
    quint64 wish(const QString &text);

    Timestamp m_start;
    RunState m_state;
    quint64 m_command = 0;
};

} // namespace relight
