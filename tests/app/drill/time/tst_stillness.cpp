// Does the kernel's word on threads, children and sockets tell when nothing can happen by itself?
#include "app/drill/stillness.h"

#include <QTest>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace relight;

class StillnessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSleeperIsStill();
    void aRunnerIsNot();
    void aPingPongIsNot();
    void anotherProcess();
    void aProcessThatIsGone();
    void unsentBytesAreSeen();
    void theMainThreadIsLookedAtApart();
};

// The test's own thread asks, so it does not count.
static bool isStill(const std::vector<int> &others)
{
    static Stillness stillness;
    return stillness.look(others) == Stillness::Look::Still;
}

void StillnessTest::aSleeperIsStill()
{
    std::mutex mutex;
    std::condition_variable_any changed;
    const std::jthread sleeper([&](const std::stop_token &stop) {
        std::unique_lock lock(mutex);
        changed.wait(lock, stop, [] { return false; });
    });
    QTRY_VERIFY(isStill({}));
}

void StillnessTest::aRunnerIsNot()
{
    std::atomic<bool> runs = true, began = false;
    const std::jthread runner([&] {
        while (runs)
            began = true;
    });
    QTRY_VERIFY(began);
    for (int i = 0; i < 200; ++i)
        QVERIFY(!isStill({}));
    runs = false;
}

// Both sleep most of the time: only their turns tell.
void StillnessTest::aPingPongIsNot()
{
    std::mutex mutex;
    std::condition_variable changed;
    int turn = 0;
    std::atomic<bool> over = false;
    const auto play = [&](int me) {
        for (;;) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return turn == me || over; });
            if (over)
                return;
            turn = 1 - me;
            changed.notify_all();
        }
    };
    std::thread first(play, 0), second(play, 1);
    int still = 0;
    for (int i = 0; i < 2000; ++i)
        still += isStill({});
    QCOMPARE(still, 0);
    over = true;
    changed.notify_all();
    first.join();
    second.join();
}

void StillnessTest::anotherProcess()
{
    int talk[2];
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, talk), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        char order = 0;
        while (::read(talk[1], &order, 1) == 1 && order != 'q') {
            if (order != 'r')
                continue;
            while (::recv(talk[1], &order, 1, MSG_DONTWAIT) != 1) { } // runs until it hears something
        }
        ::_exit(0);
    }
    QTRY_VERIFY(isStill({child}));
    QCOMPARE(::write(talk[0], "r", 1), 1);
    QTRY_VERIFY(!isStill({child}));
    for (int i = 0; i < 200; ++i)
        QVERIFY(!isStill({child}));
    QCOMPARE(::write(talk[0], "s", 1), 1);
    QTRY_VERIFY(isStill({child}));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(talk[0]);
    ::close(talk[1]);
}

void StillnessTest::aProcessThatIsGone()
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(0);
    siginfo_t end{};
    QCOMPARE(::waitid(P_PID, id_t(child), &end, WEXITED | WNOWAIT), 0);
    QTRY_VERIFY(isStill({child})); // and nobody has asked how it ended
    ::waitpid(child, nullptr, 0);
    QTRY_VERIFY(isStill({child}));
}

// A receiver that reads nothing: the sender's kernel has to keep some.
void StillnessTest::unsentBytesAreSeen()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    QCOMPARE(::bind(listener, reinterpret_cast<sockaddr *>(&address), size), 0);
    QCOMPARE(::listen(listener, 1), 0);
    QCOMPARE(::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size), 0);
    const int sender = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    ::connect(sender, reinterpret_cast<sockaddr *>(&address), sizeof address);
    const int receiver = ::accept(listener, nullptr, nullptr);
    QVERIFY(receiver >= 0);
    QCOMPARE(unsentBytes(), 0);
    const QByteArray bytes(1 << 20, 'x');
    while (::send(sender, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL) > 0) { }
    QTRY_VERIFY(unsentBytes() > 0);
    QVERIFY(!isStill({}));
    for (const int descriptor : {listener, sender, receiver})
        ::close(descriptor);
}

// As in a drill: another thread asks.
void StillnessTest::theMainThreadIsLookedAtApart()
{
    using Look = Stillness::Look;
    std::atomic<bool> over = false;
    std::atomic<int> still = 0, onlyMain = 0, awake = 0;
    std::jthread asker([&] {
        Stillness stillness;
        while (!over) {
            const Look look = stillness.look({});
            ++(look == Look::Still ? still : look == Look::OnlyMainIsAwake ? onlyMain : awake);
            std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
    });
    const auto looked = [&] { return still + onlyMain + awake; };
    // It runs: nothing is still, whoever else sleeps.
    while (looked() == 0) { }
    const int before = still;
    for (const int from = looked(); looked() < from + 200;) { }
    QCOMPARE(still, before);
    QVERIFY(onlyMain > 0);
    // It sleeps in its loop.
    for (int tries = 0; tries < 100 && still == before; ++tries)
        QTest::qWait(20);
    QVERIFY(still > before);
    over = true;
}

QTEST_GUILESS_MAIN(StillnessTest)
#include "tst_stillness.moc"
