// When will it be over: hand-made plans whose answer is known.
#include "models/rto/criticalpath.h"
#include "models/rto/draws.h"
#include "models/rto/spread.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace relight;
using namespace Qt::StringLiterals;

namespace {

// A run of hand-made steps; seconds count from its start.
class Plan
{
public:
    Plan &step(const QString &id, const QStringList &after, int low, int high)
    {
        PlannedStep planned;
        planned.id = planned.title = id;
        planned.after = after;
        planned.low = Seconds(low);
        planned.high = Seconds(high);
        m_started.steps << planned;
        return *this;
    }
    Plan &objective(int seconds)
    {
        m_started.rto = Seconds(seconds);
        return *this;
    }
    Plan &declared(int seconds)
    {
        m_started.declaredAt = at(seconds);
        return *this;
    }
    Plan &start()
    {
        m_started.runId = u"run"_s;
        return hear(0, m_started);
    }
    Plan &hear(int seconds, RunEventBody body)
    {
        fold(state, {++m_sequence, at(seconds), std::move(body)});
        return *this;
    }
    Plan &begin(const QString &id, int seconds) { return hear(seconds, AttemptStarted{id, 1}); }
    Plan &succeed(const QString &id, int seconds)
    {
        hear(seconds, AttemptEnded{id, 1, AttemptOutcome::Succeeded, {}, {}});
        return hear(seconds, StepEnded{id, StepState::Succeeded, {}, {}});
    }
    RtoForecast forecast(int now) const
    {
        const auto forecast = forecastRto(state, at(now));
        return forecast ? *forecast : RtoForecast{};
    }
    static Timestamp at(int seconds) { return Timestamp{Seconds(1'785'578'400 + seconds)}; }

    RunState state;

private:
    RunStarted m_started;
    qint64 m_sequence = 0;
};

bool ordered(const RtoForecast &forecast)
{
    return forecast.half <= forecast.nineInTen && std::ranges::all_of(forecast.steps, [](const StepForecast &step) {
        return step.start <= step.startLate && step.end <= step.endLate && step.start <= step.end
            && step.startLate <= step.endLate;
    });
}

} // namespace

class TestRtoForecast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spread();
    void remaining();
    void draws();
    void oneStep();
    void chain();
    void parallelBranches();
    void nothingToForecast();
    void withoutAnObjective();
    void chanceAndDistribution();
    void countsFromTheDeclaration();
    void whatIsOverStays();
    void aRunningStepIsConditioned();
    void pastItsEstimate();
    void aRetryWaitsForItsTime();
    void peopleAndFailures();
    void othersStayWhereTheyWere();
    void sameInputSameOutput();
    void criticalPath();
    void fortySteps();
};

void TestRtoForecast::spread()
{
    PlannedStep step;
    QCOMPARE(durationAt(spreadOf(step), 0.9), 0.0); // no estimate, no time
    step.low = Seconds(300);
    step.high = Seconds(900);
    const Spread spread = spreadOf(step);
    QCOMPARE(durationAt(spread, 0), 300.0);
    QCOMPARE(durationAt(spread, 0.95), 900.0); // 1 in 20 takes longer than the high estimate
    QCOMPARE_GT(durationAt(spread, 0.999), 900.0);
    for (int i = 1; i < 1000; ++i)
        QCOMPARE_GE(durationAt(spread, i / 1000.0), durationAt(spread, (i - 1) / 1000.0));
    step.low = step.high = Seconds(1000); // one figure is no promise to the second
    QCOMPARE(durationAt(spreadOf(step), 0), 800.0);
    QCOMPARE(durationAt(spreadOf(step), 0.95), 1400.0);
}

void TestRtoForecast::remaining()
{
    PlannedStep step;
    step.low = Seconds(300);
    step.high = Seconds(900);
    const Spread spread = spreadOf(step);
    for (const double u : {0.0, 0.2, 0.5, 0.9, 0.99}) {
        QCOMPARE(remainingAt(spread, 0, u), durationAt(spread, u));
        QCOMPARE(remainingAt(spread, 120, u), durationAt(spread, u) - 120); // below the low one nothing is learnt
    }
    double before = 0; // what it takes in all only grows with what has passed, also over the edge of the estimate
    for (int elapsed = 0; elapsed < 2000; elapsed += 10) {
        const double all = elapsed + remainingAt(spread, elapsed, 0.5);
        QCOMPARE_GE(all, before - 1e-6);
        before = all;
    }
    QVERIFY(std::abs(remainingAt(spread, 900.001, 0.5) - remainingAt(spread, 899.999, 0.5)) < 1);
    QCOMPARE_GT(remainingAt(spread, 3600, 0.5), remainingAt(spread, 1000, 0.5));
}

void TestRtoForecast::draws()
{
    std::vector<double> some = drawsFor(u"provision"_s, 100);
    QCOMPARE(some, drawsFor(u"provision"_s, 100));
    QVERIFY(some != drawsFor(u"notify"_s, 100));
    std::ranges::sort(some);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(some[size_t(i)], (i + 0.5) / 100);
}

void TestRtoForecast::oneStep()
{
    Plan plan;
    plan.step(u"only"_s, {}, 300, 900).start();
    const RtoForecast forecast = plan.forecast(0);
    const Spread spread = spreadOf(plan.state.steps.first().planned);
    QVERIFY(std::abs(double(forecast.half.count()) - durationAt(spread, 0.5)) <= 1);
    QVERIFY(std::abs(double(forecast.nineInTen.count()) - durationAt(spread, 0.9)) <= 2);
    QCOMPARE(forecast.steps.value(u"only"_s).start, Seconds(0));
    QCOMPARE(forecast.steps.value(u"only"_s).end, forecast.half);
    QVERIFY(ordered(forecast));
}

void TestRtoForecast::chain()
{
    Plan plan;
    plan.step(u"a"_s, {}, 600, 600).step(u"b"_s, {u"a"_s}, 600, 600).step(u"c"_s, {u"b"_s}, 0, 0).start();
    const RtoForecast forecast = plan.forecast(0);
    QVERIFY(ordered(forecast));
    QCOMPARE(forecast.steps.value(u"b"_s).start, forecast.steps.value(u"a"_s).end);
    QCOMPARE(forecast.steps.value(u"c"_s).start, forecast.steps.value(u"c"_s).end);
    const double one = double(forecast.steps.value(u"a"_s).end.count());
    QVERIFY(std::abs(double(forecast.half.count()) - 2 * one) < 40); // sums even out
    const double late = double(forecast.steps.value(u"a"_s).endLate.count());
    QCOMPARE_LT(double(forecast.nineInTen.count()), 2 * late); // not both late at once
}

void TestRtoForecast::parallelBranches()
{
    Plan plan;
    plan.step(u"left"_s, {}, 300, 900).step(u"right"_s, {}, 300, 900);
    plan.step(u"join"_s, {u"left"_s, u"right"_s}, 60, 60).start();
    const RtoForecast forecast = plan.forecast(0);
    QVERIFY(ordered(forecast));
    const StepForecast left = forecast.steps.value(u"left"_s), right = forecast.steps.value(u"right"_s),
                       join = forecast.steps.value(u"join"_s);
    QCOMPARE_GT(join.start, left.end); // the later of two is later than each
    QCOMPARE_GT(join.start, right.end);
    QCOMPARE_LE(join.startLate, left.endLate + right.endLate);
    QCOMPARE_GT(forecast.half, join.start);
}

void TestRtoForecast::nothingToForecast()
{
    QVERIFY(!forecastRto({}, Plan::at(0)));
    Plan plan;
    plan.step(u"only"_s, {}, 60, 60).start().begin(u"only"_s, 1);
    QVERIFY(forecastRto(plan.state, Plan::at(2)));
    Plan cancelled = plan;
    cancelled.hear(3, CancelRequested{});
    QVERIFY(!forecastRto(cancelled.state, Plan::at(4)));
    plan.succeed(u"only"_s, 50);
    QCOMPARE(plan.forecast(55).half, Seconds(55)); // over but for the last word
    plan.hear(60, RunEnded{});
    QVERIFY(!forecastRto(plan.state, Plan::at(61)));
}

void TestRtoForecast::withoutAnObjective()
{
    Plan plan;
    plan.step(u"only"_s, {}, 60, 120).start();
    QVERIFY(!plan.forecast(0).objective);
    QCOMPARE(plan.forecast(0).chance, 0.0);
}

void TestRtoForecast::chanceAndDistribution()
{
    Plan plan;
    plan.step(u"a"_s, {}, 300, 900).step(u"b"_s, {u"a"_s}, 300, 900).objective(1100).start();
    const RtoForecast forecast = plan.forecast(0);
    QCOMPARE(forecast.objective, std::optional(Seconds(1100)));
    QCOMPARE_GT(forecast.chance, 0.2);
    QCOMPARE_LT(forecast.chance, 0.8);
    QVERIFY(std::abs(std::accumulate(forecast.shares.cbegin(), forecast.shares.cend(), 0.0) - 1) < 1e-9);
    QCOMPARE_LE(forecast.shares.size(), 41);
    double before = 0; // the distribution says the same as the chance, as far as its bins go
    for (qsizetype i = 0; i < forecast.shares.size(); ++i) {
        if (forecast.from + forecast.bin * (i + 1) <= Seconds(1100))
            before += forecast.shares[i];
    }
    QVERIFY(std::abs(before - forecast.chance) < 0.08);
    QCOMPARE(Plan(plan).objective(1).start().state.sequence, plan.state.sequence + 1);
    Plan hopeless;
    hopeless.step(u"a"_s, {}, 300, 900).objective(200).start();
    QCOMPARE(hopeless.forecast(0).chance, 0.0);
    Plan easy;
    easy.step(u"a"_s, {}, 300, 900).objective(20000).start();
    QCOMPARE(easy.forecast(0).chance, 1.0);
}

void TestRtoForecast::countsFromTheDeclaration()
{
    Plan plan, late;
    plan.step(u"a"_s, {}, 300, 900).objective(1200).start();
    late.step(u"a"_s, {}, 300, 900).objective(1200).declared(-600).start();
    QCOMPARE(late.forecast(0).half, plan.forecast(0).half + Seconds(600));
    QCOMPARE_LT(late.forecast(0).chance, plan.forecast(0).chance);
}

void TestRtoForecast::whatIsOverStays()
{
    Plan plan;
    plan.step(u"a"_s, {}, 300, 900).step(u"b"_s, {u"a"_s}, 60, 60).step(u"c"_s, {}, 60, 60).start();
    plan.begin(u"a"_s, 5).succeed(u"a"_s, 1500);
    plan.hear(1501, StepEnded{u"c"_s, StepState::Skipped, u"not needed"_s, {}});
    const RtoForecast forecast = plan.forecast(1510);
    QCOMPARE(forecast.steps.keys(), QStringList{u"b"_s});
    QCOMPARE(forecast.steps.value(u"b"_s).start, Seconds(1510)); // ready: it starts now
    QCOMPARE_LT(forecast.half, Seconds(1600));
}

void TestRtoForecast::aRunningStepIsConditioned()
{
    Plan plan;
    plan.step(u"a"_s, {}, 300, 900).start().begin(u"a"_s, 0);
    Seconds before = plan.forecast(0).half;
    for (int now = 60; now < 880; now += 60) {
        const RtoForecast forecast = plan.forecast(now);
        QCOMPARE_GE(forecast.half, before); // each minute that it is not over says that it takes longer
        QCOMPARE_GE(forecast.half, Seconds(now));
        QVERIFY(ordered(forecast));
        before = forecast.half;
    }
    QCOMPARE(plan.forecast(200).half, plan.forecast(0).half); // nothing is learnt before the low estimate
}

void TestRtoForecast::pastItsEstimate()
{
    Plan plan;
    plan.step(u"a"_s, {}, 300, 600).step(u"b"_s, {u"a"_s}, 60, 60).start().begin(u"a"_s, 0);
    const RtoForecast late = plan.forecast(1000), later = plan.forecast(4000);
    QCOMPARE_GT(late.steps.value(u"a"_s).end, Seconds(1000));
    QCOMPARE_GT(late.steps.value(u"a"_s).endLate, late.steps.value(u"a"_s).end);
    QCOMPARE_GT(later.half - Seconds(4000), late.half - Seconds(1000)); // late by much: late by more
    QVERIFY(ordered(late) && ordered(later));
}

void TestRtoForecast::aRetryWaitsForItsTime()
{
    Plan plan;
    plan.step(u"a"_s, {}, 60, 120).start().begin(u"a"_s, 0);
    plan.hear(30, AttemptEnded{u"a"_s, 1, AttemptOutcome::Failed, u"no"_s, Plan::at(300)});
    const StepForecast step = plan.forecast(40).steps.value(u"a"_s);
    QCOMPARE(step.start, Seconds(300));
    QCOMPARE_GT(step.end, Seconds(360));
}

void TestRtoForecast::peopleAndFailures()
{
    Plan plan;
    plan.step(u"a"_s, {}, 60, 120).step(u"b"_s, {u"a"_s}, 60, 120).objective(900).start();
    QCOMPARE(plan.forecast(0).condition, RtoForecast::None);
    Plan asked = plan;
    asked.hear(5, DecisionRequested{{u"approve:a"_s, DecisionKind::StepApproval, u"a"_s}});
    QCOMPARE(asked.forecast(10).condition, RtoForecast::Answered);
    QCOMPARE(asked.forecast(310).half, asked.forecast(10).half + Seconds(300)); // every minute moves the landing
    Plan paused = plan;
    paused.hear(5, RunPaused{PauseCause::Operator, u"wait"_s, {}});
    QCOMPARE(paused.forecast(10).condition, RtoForecast::Resumed);
    plan.begin(u"a"_s, 5).hear(30, AttemptEnded{u"a"_s, 1, AttemptOutcome::Failed, u"no"_s, {}});
    plan.hear(30, StepEnded{u"a"_s, StepState::Failed, u"no"_s, {}});
    plan.hear(30, RunPaused{PauseCause::FailedStep, u"no"_s, {}});
    const RtoForecast failed = plan.forecast(100);
    QCOMPARE(failed.condition, RtoForecast::Retried);
    QCOMPARE(failed.steps.value(u"a"_s).start, Seconds(100)); // again, from now
    QCOMPARE_GT(failed.steps.value(u"b"_s).start, Seconds(160));
    // one that nobody waits for stays as it is
    plan.state.steps[0].planned.critical = false;
    plan.state.steps[0].planned.onFailure = FailurePolicy::Continue;
    QVERIFY(!plan.forecast(100).steps.contains(u"a"_s));
}

// What happens to one step moves no figure of another that does not wait for it.
void TestRtoForecast::othersStayWhereTheyWere()
{
    Plan plan;
    plan.step(u"a"_s, {}, 300, 900).step(u"b"_s, {}, 300, 900).step(u"c"_s, {u"b"_s}, 300, 900).start();
    plan.begin(u"b"_s, 0);
    const RtoForecast before = plan.forecast(200);
    plan.begin(u"a"_s, 1).succeed(u"a"_s, 150);
    QCOMPARE(plan.forecast(200).steps.value(u"c"_s), before.steps.value(u"c"_s));
}

void TestRtoForecast::sameInputSameOutput()
{
    Plan plan;
    for (int i = 0; i < 15; ++i)
        plan.step(u"s%1"_s.arg(i), i < 2 ? QStringList{} : QStringList{u"s%1"_s.arg(i / 2)}, 30 + i, 90 + 7 * i);
    plan.objective(500).start();
    QVERIFY(plan.forecast(10) == plan.forecast(10));
    QVERIFY(ordered(plan.forecast(10)));
    // the same on every machine
    QCOMPARE(plan.forecast(10).half, Seconds(385));
}

void TestRtoForecast::criticalPath()
{
    Plan plan;
    plan.step(u"a"_s, {}, 300, 900).step(u"short"_s, {u"a"_s}, 10, 20).step(u"long"_s, {u"a"_s}, 600, 900);
    plan.step(u"end"_s, {u"short"_s, u"long"_s}, 10, 20).step(u"nothing"_s, {u"end"_s}, 0, 0).start();
    const auto path = [&](int now) { return criticalPathNow(plan.state, forecastRto(plan.state, Plan::at(now))); };
    QCOMPARE(path(0), QStringList({u"a"_s, u"long"_s, u"end"_s})); // a step of no time is not on it
    plan.begin(u"a"_s, 0).succeed(u"a"_s, 100).begin(u"long"_s, 100).succeed(u"long"_s, 110);
    plan.begin(u"short"_s, 100);
    QCOMPARE(path(4000), QStringList({u"a"_s, u"short"_s, u"end"_s})); // it has moved
    plan.succeed(u"short"_s, 5000).begin(u"end"_s, 5000).succeed(u"end"_s, 5010);
    plan.hear(5010, StepEnded{u"nothing"_s, StepState::Skipped, {}, {}}).hear(5011, RunEnded{});
    QCOMPARE(path(6000), QStringList({u"a"_s, u"short"_s, u"end"_s})); // of a run that is over, too
}

// The figure in rtoforecast.h; here only that it stays in that order of size in a build that is not optimised.
void TestRtoForecast::fortySteps()
{
    Plan plan;
    for (int i = 0; i < 40; ++i) {
        QStringList after;
        for (int other = std::max(0, i - 3); other < i; ++other)
            after << u"s%1"_s.arg(other);
        plan.step(u"s%1"_s.arg(i), after, 60, 300);
    }
    plan.objective(3600).start();
    QBENCHMARK
    {
        QVERIFY(ordered(plan.forecast(10)));
    }
}

QTEST_APPLESS_MAIN(TestRtoForecast)
#include "tst_rtoforecast.moc"
