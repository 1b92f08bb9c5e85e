#pragma once
// One recovery of the full sample manifest, told up to a moment: what tests and pictures of the window show.

#include "tests/ui/fakerun.h"
#include "ui/cockpit/runview.h"
#include "ui/consent/startchoices.h"

namespace relight {

class RecoveryStory
{
public:
    enum class Moment { Preflight, MidRun, NeedsYou, Failed, Completed };

    RecoveryStory();

    void tell(Moment moment); // from the beginning, once
    void begin();             // run started, preflight over
    void succeed(const QString &stepId, int from, int to, const QString &summary);
    void log(const QString &stepId, int seconds, const QString &source, const QString &text, bool error = false);
    RunView view() { return {run, run.observations, plan, {}, QStringLiteral("jonas@laptop")}; }
    Timestamp now() const { return run.at(m_now); }
    void setNow(int seconds) { m_now = seconds; }

    // As it is opened before a run.
    OpenedManifest manifest() const;
    static OpenedManifest brokenManifest();

    FakeRun run;
    RecoveryPlan plan;
    void breakPayments(); // three applications wait for a secret that cannot be read

private:
    void firstSteps();
    void syncing();

    int m_now = 0;
};

} // namespace relight
