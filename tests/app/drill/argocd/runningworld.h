#pragma once
// A small cluster with Argo CD's API on a thread of its own, whose virtual time runs twenty times as fast as the real
// one: what a client on another thread talks to.

#include "smallcluster.h"

#include <QThread>
#include <QTimer>

namespace relight::world {

class RunningWorld
{
public:
    explicit RunningWorld(std::function<void(SmallCluster &)> prepare)
    {
        m_thread.setObjectName(u"world"_s);
        m_thread.start();
        m_context.moveToThread(&m_thread);
        in([&](SmallCluster *&at) {
            at = new SmallCluster;
            m_server = std::make_unique<ArgoServer>(at->world, at->controller);
            m_port = m_server->listen().value_or(0);
            prepare(*at);
            m_pump = std::make_unique<QTimer>();
            m_pump->setInterval(10);
            m_pump->callOnTimeout(&m_context, [this] { m_at->pass(Milliseconds{200}); });
            m_pump->start();
        });
    }
    ~RunningWorld()
    {
        in([&](SmallCluster *&at) {
            m_pump.reset();
            m_server.reset();
            delete at;
        });
        m_thread.quit();
        m_thread.wait();
    }

    void with(const std::function<void(SmallCluster &)> &act)
    {
        in([&](SmallCluster *&at) { act(*at); });
    }
    QString address() const { return u"http://127.0.0.1:%1"_s.arg(m_port); }

private:
    template <class Act> void in(Act act)
    {
        QMetaObject::invokeMethod(&m_context, [&] { act(m_at); }, Qt::BlockingQueuedConnection);
    }

    QThread m_thread;
    QObject m_context;
    SmallCluster *m_at = nullptr;
    std::unique_ptr<ArgoServer> m_server;
    std::unique_ptr<QTimer> m_pump;
    quint16 m_port = 0;
};

} // namespace relight::world
