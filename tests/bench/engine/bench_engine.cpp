// P2: 10 chains of 100 steps of 50 ms with a real journal, against the critical path (100 × 50 ms), and how long a step
// that could go has to wait.
#include "app/engine/runengine.h"
#include "app/journal/journal.h"
#include "tests/support/nullports.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace relight;

namespace {

class Bench : public EventSink, public EngineListener
{
public:
    explicit Bench(Journal journal)
        : m_journal(std::move(journal))
    {
    }
    Result<> append(const QList<RunEvent> &events) override { return m_journal.append(events); }
    void onEvents(const QList<RunEvent> &, const RunState &) override { }
    void onLog(const LogLine &) override { }
    void onProgress(const StepProgress &) override { }
    void onApplications(const ApplicationsDelta &) override { }
    void onRejected(quint64, const Error &) override { }
    void onStorageTrouble(const Error &error) override { std::fprintf(stderr, "%s\n", qPrintable(error.message)); }
    void onWaiting(bool) override { }
    void onEnded(const RunState &) override
    {
        m_ended = true;
        m_ended.notify_all();
    }
    void wait() { m_ended.wait(false); }

private:
    Journal m_journal;
    std::atomic<bool> m_ended = false;
};

} // namespace

int main()
{
    constexpr int chains = 10, length = 100;
    constexpr std::chrono::milliseconds work{50};
    const QTemporaryDir folder;
    auto journal = Journal::create(folder.path(), QStringLiteral("bench"), LockHolder::thisProcess({}));
    if (!journal) {
        std::fprintf(stderr, "%s\n", qPrintable(journal.error().message));
        return 1;
    }
    using Real = std::chrono::steady_clock;
    std::vector<std::vector<Real::time_point>> starts(chains, std::vector<Real::time_point>(length)), ends = starts;
    EngineSetup setup;
    setup.mode = RunMode::Tabletop;
    setup.site.runId = QStringLiteral("bench");
    setup.site.runFolder = folder.path();
    for (int chain = 0; chain < chains; ++chain) {
        for (int link = 0; link < length; ++link) {
            Step step;
            step.id = QStringLiteral("c%1-%2").arg(chain).arg(link);
            step.title = step.id;
            if (link > 0)
                step.after = QStringList{QStringLiteral("c%1-%2").arg(chain).arg(link - 1)};
            setup.plan.steps << step;
            setup.actions[step.id] = [&, chain, link](StepContext &) -> Result<Outcome> {
                starts[chain][link] = Real::now();
                std::this_thread::sleep_for(work); // the work itself
                ends[chain][link] = Real::now();
                return Outcome::done({});
            };
        }
    }
    test::NullWorld world;
    Ports ports = world.ports();
    Bench bench(*std::move(journal));
    const auto began = Real::now();
    {
        RunEngine engine(std::move(setup), ports, bench, bench);
        engine.start();
        bench.wait();
    }
    const double took = std::chrono::duration<double>(Real::now() - began).count();
    double critical = 0; // what the steps themselves took, on the slowest chain: sleeping is never exact
    std::vector<double> dispatch;
    for (int chain = 0; chain < chains; ++chain) {
        double sum = 0;
        for (int link = 0; link < length; ++link) {
            sum += std::chrono::duration<double>(ends[chain][link] - starts[chain][link]).count();
            if (link > 0)
                dispatch.push_back(
                    std::chrono::duration<double, std::milli>(starts[chain][link] - ends[chain][link - 1]).count());
        }
        critical = std::max(critical, sum);
    }
    std::ranges::sort(dispatch);
    const auto at = [&](double share) { return dispatch[std::size_t(share * double(dispatch.size() - 1))]; };
    std::printf(
        "P2 %d chains of %d steps of %lld ms, journal on disk\n", chains, length, static_cast<long long>(work.count()));
    std::printf("  whole run %.3f s, critical path %.3f s: %.3f x   goal <= 1.01: %s\n", took, critical,
        took / critical, took / critical <= 1.01 ? "reached" : "NOT REACHED");
    std::printf("  dispatch p50 %.2f ms, p99 %.2f ms   goal p99 <= 5 ms: %s\n", at(0.5), at(0.99),
        at(0.99) <= 5 ? "reached" : "NOT REACHED");
    return 0;
}
