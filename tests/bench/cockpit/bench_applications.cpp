// P3, P4 and P6: ten thousand applications, from the bytes that Argo CD serves to the rows on the screen. Reading and
// the model against simdjson On-Demand reading the same fields of the same bytes; then 5,000 changes a second, merged
// off the GUI thread and handed over 30 times a second as a session does, with the longest stalls of the GUI thread;
// resident memory. usage: bench_applications [SECONDS of changes, default 20]

#include "estate.h"

#include "models/convergence/applicationjson.h"
#include "models/items/applicationtreemodel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>
#include <QTreeView>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <simdjson.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace relight;

namespace {

constexpr int applications = 10'000;
constexpr int changesASecond = 5'000;
constexpr int rounds = 7;

double residentMegabytes()
{
    std::ifstream statm("/proc/self/statm");
    long size = 0, resident = 0;
    statm >> size >> resident;
    return double(resident) * double(::sysconf(_SC_PAGESIZE)) / 1e6;
}

double quantile(std::vector<double> values, double part)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, size_t(double(values.size()) * part))];
}

void row(const char *what, double value, const char *unit, double goal, bool reached)
{
    std::printf("  %-52s %9.1f %-4s goal %7.1f  %s\n", what, value, unit, goal, reached ? "reached" : "NOT REACHED");
}

// Every scalar, in the order of the bytes: the estate's text holds nothing that is not read.
size_t walk(simdjson::ondemand::value value)
{
    size_t read = 0;
    switch (value.type()) {
    case simdjson::ondemand::json_type::object:
        for (auto field : value.get_object())
            read += std::string_view(field.unescaped_key()).size() + walk(field.value());
        return read;
    case simdjson::ondemand::json_type::array:
        for (auto item : value.get_array())
            read += walk(item.value());
        return read;
    case simdjson::ondemand::json_type::string:
        return std::string_view(value.get_string()).size();
    case simdjson::ondemand::json_type::boolean:
        return bool(value.get_bool());
    default:
        return size_t(int64_t(value.get_int64()));
    }
}

double secondsOfPeer(const QByteArray &bytes)
{
    simdjson::ondemand::parser parser;
    const simdjson::padded_string text(bytes.constData(), size_t(bytes.size()));
    QElapsedTimer timer;
    timer.start();
    auto document = parser.iterate(text);
    size_t read = 0;
    for (auto field : document.get_object())
        read += std::string_view(field.unescaped_key()).size() + walk(field.value());
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    if (read < size_t(bytes.size()) / 4)
        std::printf("  the peer did not read it all\n");
    return seconds;
}

// P3, and what P4 goes on with.
bool loadAll(const QByteArray &bytes, ApplicationTreeModel &model, QTreeView &view)
{
    std::vector<double> ours, peers, read;
    for (int round = 0; round < rounds; ++round) {
        peers.push_back(secondsOfPeer(bytes));
        ApplicationTreeModel fresh;
        QElapsedTimer timer;
        timer.start();
        const auto list = parseApplicationList(bytes);
        if (!list || list->items.size() != applications)
            return false;
        read.push_back(double(timer.nsecsElapsed()) / 1e9);
        fresh.update(list->items, {});
        ours.push_back(double(timer.nsecsElapsed()) / 1e9);
    }
    std::printf("P3  %d applications, %.1f MB\n", applications, double(bytes.size()) / 1e6);
    std::printf("  simdjson On-Demand %.1f ms; read %.1f, and committed %.1f ms (medians of %d)\n",
        quantile(peers, 0.5) * 1e3, quantile(read, 0.5) * 1e3, quantile(ours, 0.5) * 1e3, rounds);
    const double ratio = quantile(ours, 0.5) / quantile(peers, 0.5);
    row("last byte to model, times simdjson's reading", ratio, "x", 4, ratio <= 4);
    const auto list = parseApplicationList(bytes);
    QElapsedTimer timer;
    timer.start();
    model.update(list->items, {});
    view.expandToDepth(0);
    view.viewport()->repaint();
    const double painted = double(timer.nsecsElapsed()) / 1e6;
    row("list to painted tree", painted, "ms", 100, painted <= 100);
    return true;
}

struct Change
{
    int number = 0, change = 0;
    QElapsedTimer since; // it arrived
};

// Reads changes as they come and keeps the last of each until the window takes them, as a session does.
class Source
{
public:
    explicit Source(int seconds)
        : m_thread([this, seconds](const std::stop_token &stop) { work(stop, seconds); })
    {
    }
    void take(QList<Application> &changed, std::vector<QElapsedTimer> &arrived)
    {
        const std::lock_guard lock(m_mutex);
        changed = m_changed.values();
        m_changed.clear();
        arrived.swap(m_arrived);
    }
    bool isOver() const { return m_over; }
    int sent() const { return m_sent; }

private:
    void work(const std::stop_token &stop, int seconds)
    {
        QElapsedTimer clock;
        clock.start();
        const int all = seconds * changesASecond;
        while (!stop.stop_requested() && m_sent < all) {
            const int due = std::min(all, int(clock.elapsed() * changesASecond / 1000));
            while (m_sent < due) {
                const int at = m_sent++;
                const int number = 1 + int((qint64(at) * 7919) % (applications - 1));
                QElapsedTimer arrived;
                arrived.start();
                const auto application = parseApplication(bench::applicationJson(number, 1 + at / applications));
                const std::lock_guard lock(m_mutex);
                m_changed.insert(application->key(), *application);
                m_arrived.push_back(arrived);
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        m_over = true;
    }

    std::mutex m_mutex;
    QHash<QString, Application> m_changed;
    std::vector<QElapsedTimer> m_arrived;
    std::atomic<int> m_sent = 0;
    std::atomic<bool> m_over = false;
    std::jthread m_thread;
};

void follow(int seconds, ApplicationTreeModel &model, QTreeView &view)
{
    Source source(seconds);
    std::vector<double> stalls, ages, updates, merges;
    QElapsedTimer beat;
    QTimer heart; // every two milliseconds: what is later than that was held up
    heart.setTimerType(Qt::PreciseTimer);
    QObject::connect(&heart, &QTimer::timeout, &heart, [&] {
        stalls.push_back(double(beat.nsecsElapsed()) / 1e6 - 2);
        beat.start();
    });
    QTimer batch;
    QObject::connect(&batch, &QTimer::timeout, &batch, [&] {
        QList<Application> changed;
        std::vector<QElapsedTimer> arrived;
        source.take(changed, arrived);
        if (changed.isEmpty()) {
            if (source.isOver())
                QCoreApplication::quit();
            return;
        }
        QElapsedTimer timer;
        timer.start();
        model.update(changed, {});
        merges.push_back(double(timer.nsecsElapsed()) / 1e6);
        view.viewport()->repaint();
        updates.push_back(double(timer.nsecsElapsed()) / 1e6);
        for (const QElapsedTimer &one : arrived)
            ages.push_back(double(one.nsecsElapsed()) / 1e6);
    });
    beat.start();
    heart.start(2);
    batch.start(33);
    QCoreApplication::exec();
    std::printf("P4  %d changes a second for %d s (%d sent)\n", changesASecond, seconds, source.sent());
    std::printf("  a batch merged: p50 %.1f, p99 %.1f; and painted: p50 %.1f, p99 %.1f, max %.1f ms\n",
        quantile(merges, 0.5), quantile(merges, 0.99), quantile(updates, 0.5), quantile(updates, 0.99),
        quantile(updates, 1));
    std::printf("  the GUI thread held up: p50 %.1f, max %.1f ms\n", quantile(stalls, 0.5), quantile(stalls, 1));
    row("held up, p99", quantile(stalls, 0.99), "ms", 16, quantile(stalls, 0.99) <= 16);
    row("age of what is shown, p99", quantile(ages, 0.99), "ms", 150, quantile(ages, 0.99) <= 150);
}

// What the source said last is what the model holds.
bool isEqual(const ApplicationTreeModel &model, int seconds)
{
    QHash<int, int> last;
    for (int at = 0; at < seconds * changesASecond; ++at)
        last.insert(1 + int((qint64(at) * 7919) % (applications - 1)), 1 + at / applications);
    for (auto one = last.cbegin(); one != last.cend(); ++one) {
        const auto wanted = parseApplication(bench::applicationJson(one.key(), one.value()));
        if (model.applications().value(wanted->key()) != *wanted)
            return false;
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const int seconds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 20;
    const double empty = residentMegabytes();
    ApplicationTreeModel model;
    QTreeView view;
    view.setModel(&model);
    view.resize(900, 800);
    view.show();
    {
        const QByteArray bytes = bench::applicationListJson(applications);
        if (!loadAll(bytes, model, view))
            return 1;
    }
    follow(seconds, model, view);
    if (!isEqual(model, seconds)) {
        std::printf("  the model is NOT what the source said last\n");
        return 1;
    }
    std::printf("P6  resident %.0f MB, of which %.0f MB without applications\n", residentMegabytes(), empty);
    row("whole process with 10,000 applications", residentMegabytes(), "MB", 150, residentMegabytes() <= 150);
    return 0;
}
