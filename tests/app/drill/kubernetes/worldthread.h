#pragma once
// A world with its API server and workloads on a thread of its own, whose clock runs many times as fast as the real
// one. For tests with the real, blocking client.

#include "app/drill/world/kubernetes/apiserver.h"
#include "app/drill/world/kubernetes/workloads/workloads.h"

#include <QThread>
#include <QTimer>

#include <atomic>

namespace relight::world {

class WorldThread
{
public:
    static constexpr Milliseconds turn{10}, perTurn{250};

    explicit WorldThread(const std::function<void(World &)> &prepare = {})
    {
        m_thread.start();
        m_context.moveToThread(&m_thread);
        run([&] {
            world = std::make_unique<World>(RecoveryManifest{}, parseTimestamp(u"2026-08-01T10:00:00Z").value(), 7);
            server = std::make_unique<ApiServer>(*world);
            workloads = std::make_unique<Workloads>(*world);
            if (prepare)
                prepare(*world);
            (void)server->listen();
            world->provisioned();
            m_timer = std::make_unique<QTimer>();
            QObject::connect(m_timer.get(), &QTimer::timeout, m_timer.get(), [this] {
                if (isRunning)
                    world->clock.advanceTo(world->clock.now() + perTurn);
            });
            m_timer->start(turn);
        });
    }

    ~WorldThread()
    {
        run([this] {
            m_timer.reset();
            workloads.reset();
            server.reset();
            world.reset();
        });
        m_thread.quit();
        m_thread.wait();
    }

    // On the world's thread, waited for.
    void run(const std::function<void()> &task)
    {
        QMetaObject::invokeMethod(&m_context, task, Qt::BlockingQueuedConnection);
    }
    QByteArray kubeconfig()
    {
        QByteArray text;
        run([&] { text = server->kubeconfig(); });
        return text;
    }

    std::atomic<bool> isRunning = true;
    std::unique_ptr<World> world; // touched in run() only
    std::unique_ptr<ApiServer> server;
    std::unique_ptr<Workloads> workloads;

private:
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<QTimer> m_timer;
};

} // namespace relight::world
