// A scenario beside a run: what the run did is told to the world, and what the world could not do is said in the run.
#include "app/drill/scenarioplayer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;

namespace {

// Takes notes only.
class Notebook : public RunControl
{
public:
    const RunState &state() const override { return m_state; }
    quint64 decide(const QString &, bool, const QString &, const QString &) override { return 0; }
    quint64 retry(const QString &, const QString &) override { return 0; }
    quint64 skip(const QString &, const QString &, const QString &) override { return 0; }
    quint64 markDone(const QString &, const QString &, const QString &) override { return 0; }
    quint64 pause(const QString &) override { return 0; }
    quint64 resume(const QString &) override { return 0; }
    quint64 cancel(const QString &) override { return 0; }
    quint64 addNote(const QString &stepId, const QString &text, const QString &by) override
    {
        const std::lock_guard lock(m_mutex);
        m_notes << u"%1: %2 (%3)"_s.arg(stepId, text, by);
        return 0;
    }
    QStringList notes() const
    {
        const std::lock_guard lock(m_mutex);
        return m_notes;
    }

private:
    const RunState m_state;
    mutable std::mutex m_mutex;
    QStringList m_notes;
};

} // namespace

class TestScenarioPlayer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatTheWorldRefusesIsNoted();
};

void TestScenarioPlayer::whatTheWorldRefusesIsNoted()
{
    DrillClock clock(Timestamp{});
    WorldLink link; // to nobody: every question is an error
    Notebook run;
    ScenarioPlayer player({clock, link}, {}, Attendance::Attended);
    player.start(run);
    StepEnded byHand;
    byHand.stepId = u"update-dns/www"_s;
    byHand.state = StepState::Succeeded;
    byHand.by = u"operator: ana"_s;
    RunEvent event;
    event.body = byHand;
    player.heard({event});
    QTRY_COMPARE(run.notes(), QStringList{u"update-dns/www: the drill's world is gone (operator: drill)"_s});
    player.stop();
}

QTEST_GUILESS_MAIN(TestScenarioPlayer)
#include "tst_scenarioplayer.moc"
