// Blocking calls from many workers onto one I/O thread: each gets its own answer, a stop or a deadline ends the wait,
// what comes later is dropped, and what was started is aborted on the I/O thread. Run under ThreadSanitizer.
#include "app/integrations/io/reply.h"
#include "app/integrations/io/systemclock.h"

#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

using namespace relight;
using namespace Qt::StringLiterals;

namespace {

using IntReply = std::shared_ptr<Reply<int>>;

// What a call that is never answered shares with its test.
struct Unanswered
{
    std::atomic<bool> started = false;
    std::atomic<int> aborts = 0;
    std::atomic<bool> abortedThere = false;
};

Result<int> callUnanswered(IoThread &io, Clock &clock, const Call &call, Unanswered &seen)
{
    return callOn<int>(io.mailbox(), clock, call, u"the question"_s, [&](const IntReply &) {
        seen.started = true;
        return [&seen, thread = QThread::currentThread()] {
            seen.abortedThere = QThread::currentThread() == thread;
            ++seen.aborts;
        };
    });
}

} // namespace

class TestBridge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachCallerGetsItsOwnAnswer();
    void aStopEndsTheWaitAndAborts();
    void aDeadlineEndsTheWaitAndAborts();
    void stoppedBeforeItBeganStartsNothing();
    void lateAnswersAreDropped();
    void postsKeepTheirOrder();

private:
    SystemClock m_clock;
};

void TestBridge::eachCallerGetsItsOwnAnswer()
{
    constexpr int callers = 8;
    constexpr int rounds = 200;
    IoThread io(u"io"_s);
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> workers;
        for (int caller = 0; caller < callers; ++caller)
            workers.emplace_back([&, caller] {
                for (int round = 0; round < rounds; ++round) {
                    const int question = caller * rounds + round;
                    const auto answer = callOn<int>(
                        io.mailbox(), m_clock, {}, u"the question"_s, [&io, question](const IntReply &reply) {
                            // Half of them answer from the event loop, as a socket does.
                            if (question % 2)
                                QTimer::singleShot(0, &io.mailbox(), [reply, question] { reply->complete(question); });
                            else
                                reply->complete(question);
                            return [] { };
                        });
                    wrong += !answer || *answer != question;
                }
            });
    }
    QCOMPARE(wrong.load(), 0);
}

void TestBridge::aStopEndsTheWaitAndAborts()
{
    IoThread io(u"io"_s);
    Unanswered seen;
    Result<int> result = 0;
    {
        std::jthread worker(
            [&](std::stop_token stop) { result = callUnanswered(io, m_clock, {stop, Instant::max()}, seen); });
        QTRY_VERIFY(seen.started);
    } // asks it to stop, and joins
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
    QVERIFY(result.error().message.contains(u"the question"_s));
    io.runAndWait([] { });
    QCOMPARE(seen.aborts.load(), 1);
    QVERIFY(seen.abortedThere);
}

void TestBridge::aDeadlineEndsTheWaitAndAborts()
{
    IoThread io(u"io"_s);
    Unanswered seen;
    Result<int> result = 0;
    std::jthread([&] { result = callUnanswered(io, m_clock, {{}, m_clock.now() + Milliseconds{50}}, seen); }).join();
    QCOMPARE(result.error().code, ErrorCode::TimedOut);
    io.runAndWait([] { });
    QCOMPARE(seen.aborts.load(), seen.started ? 1 : 0);
}

void TestBridge::stoppedBeforeItBeganStartsNothing()
{
    IoThread io(u"io"_s);
    Unanswered seen;
    std::promise<void> open;
    postTo(io.mailbox(), [gate = open.get_future().share()] { gate.wait(); }); // the I/O thread is busy
    std::stop_source stop;
    stop.request_stop();
    Result<int> result = 0;
    std::jthread([&] { result = callUnanswered(io, m_clock, {stop.get_token(), Instant::max()}, seen); }).join();
    open.set_value();
    io.runAndWait([] { });
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
    QVERIFY(!seen.started);
    QCOMPARE(seen.aborts.load(), 0);
}

void TestBridge::lateAnswersAreDropped()
{
    Reply<int> reply;
    QVERIFY(reply.complete(1));
    QVERIFY(!reply.complete(2));
    Result<int> result = 0;
    std::jthread([&] { result = reply.wait(m_clock, {}, u"it"_s); }).join();
    QCOMPARE(*result, 1);
    // Timed out is complete, too: the answer that comes then finds nobody.
    Reply<int> late;
    std::jthread([&] { result = late.wait(m_clock, {{}, m_clock.now()}, u"it"_s); }).join();
    QCOMPARE(result.error().code, ErrorCode::TimedOut);
    QVERIFY(!late.complete(3));
}

void TestBridge::postsKeepTheirOrder()
{
    IoThread io(u"io"_s);
    std::vector<int> seen;
    for (int i = 0; i < 1000; ++i)
        postTo(io.mailbox(), [&seen, i] { seen.push_back(i); });
    io.runAndWait([] { });
    QCOMPARE(seen.size(), 1000u);
    QVERIFY(std::ranges::is_sorted(seen));
}

QTEST_GUILESS_MAIN(TestBridge)
#include "tst_bridge.moc"
