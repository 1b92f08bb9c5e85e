#pragma once
// The world's Kubernetes API server: plain HTTP on loopback, everything answered at once from the object store. Makes
// the cluster when the world asks for it (World::provisioned). The world's one thread; owned by the world's main.

#include "app/drill/world/kubernetes/apianswers.h"
#include "app/drill/world/kubernetes/connectionfront.h"
#include "app/drill/world/kubernetes/followedlogs.h"
#include "app/drill/world/kubernetes/namespaces.h"
#include "app/drill/world/kubernetes/tunnels.h"

namespace relight::world {

class ApiServer
{
public:
    explicit ApiServer(World &world);
    ~ApiServer();

    // Opens the port, kept for the server's life, and tells World::addresses. Unavailable: none to be had.
    Result<quint16> listen();

    // With the token, for the one cluster behind the port; its context is named as the manifest says. JSON, so YAML.
    QByteArray kubeconfig() const;
    QByteArray token() const;

private:
    class Http;
    bool isReachable() const;
    bool isTunnel(const QByteArray &head) const;
    bool isKnown(const Asked &asked) const;
    void take(const Asked &asked, QHttpServerResponder &&responder, QTcpSocket *socket);
    void faultTurns(const Fault &fault, bool begins);

    World &m_world;
    std::unique_ptr<Http> m_http; // outlives the answers that are still open
    ConnectionFront *m_front;     // its child
    ApiAnswers m_api;
    Watches m_watches;
    FollowedLogs m_logs;
    Tunnels m_tunnels;
    Namespaces m_namespaces;
    Definitions m_definitions;
};

} // namespace relight::world
