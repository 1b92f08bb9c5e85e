#include "tests/ui/fakerun.h"

using namespace Qt::StringLiterals;

namespace relight {

FakeRun::FakeRun(Timestamp start)
    : m_start(start)
{
}

void FakeRun::hear(int seconds, RunEventBody body)
{
    const RunEvent event{m_state.sequence + 1, at(seconds), std::move(body)};
    fold(m_state, event);
    Q_EMIT happened({event});
}

quint64 FakeRun::wish(const QString &text)
{
    wishes << text;
    return ++m_command;
}

quint64 FakeRun::decide(const QString &decisionId, bool granted, const QString &, const QString &comment)
{
    return wish(u"decide %1 %2 %3"_s.arg(decisionId, granted ? u"yes"_s : u"no"_s, comment).trimmed());
}

quint64 FakeRun::retry(const QString &stepId, const QString &)
{
    return wish(u"retry "_s + stepId);
}

quint64 FakeRun::skip(const QString &stepId, const QString &reason, const QString &)
{
    return wish(u"skip %1: %2"_s.arg(stepId, reason));
}

quint64 FakeRun::markDone(const QString &stepId, const QString &evidence, const QString &)
{
    return wish(u"done %1: %2"_s.arg(stepId, evidence));
}

quint64 FakeRun::pause(const QString &)
{
    return wish(u"pause"_s);
}

quint64 FakeRun::resume(const QString &)
{
    return wish(u"resume"_s);
}

quint64 FakeRun::cancel(const QString &)
{
    return wish(u"cancel"_s);
}

quint64 FakeRun::addNote(const QString &stepId, const QString &text, const QString &)
{
    return wish(u"note %1: %2"_s.arg(stepId, text));
}

} // namespace relight
