#pragma once
// Argo CD's own pods as far as the rest depends on them: is the controller there, does the server listen, who may log
// in. Makes what argocd-server makes when it starts for the first time. The world's one thread.

#include "app/drill/world/base/world.h"

namespace relight::world {

class Installation
{
public:
    explicit Installation(World &world);

    bool controllerIsUp() const;
    bool serverIsUp() const;
    bool applicationSetsAreUp() const;

    // Empty: refused.
    QByteArray logIn(const QString &username, const QString &password) const;
    bool knows(const QByteArray &token) const { return !token.isEmpty() && token == presentToken(); }

    // The controller came up; the server's connections are cut.
    std::function<void()> controllerCame, serverWent;

private:
    bool isReady(const QString &kind, const QString &name) const;
    void look();
    void initialize();
    void restart();
    QByteArray presentToken() const;
    QString initialPassword() const;

    World &m_world;
    Milliseconds m_refusesUntil{0};
    bool m_controllerWasUp = false, m_serverWasUp = false;
    int m_passwordChanges = 0;
};

} // namespace relight::world
