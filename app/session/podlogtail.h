#pragma once
// Follows one container's log through its restarts and through broken connections, until it is stopped or nothing more
// can come. Blocking, worker threads.

#include "app/engine/clustersight.h"
#include "models/session/applicationinspector.h"

namespace relight {

class PodLogTail
{
public:
    struct Ears // called on the calling thread
    {
        std::function<void(const QString &line)> line; // without secrets
        std::function<void(const Error &)> trouble;    // each new one once; it goes on where it can
    };

    PodLogTail(ClusterSight &sight, const Ports &ports, PodLogRequest request, Ears ears);
    void run(std::stop_token stop);

private:
    Result<> previous(std::stop_token stop);
    Result<> followOnce(std::stop_token stop);
    bool hasEnded(std::stop_token stop);
    void tell(const Error &error);
    void hear(const QByteArray &text);

    ClusterSight &m_sight;
    Ports m_ports;
    const PodLogRequest m_request;
    const Ears m_ears;
    QByteArray m_last; // stamp of the last line
    QString m_told;    // the last trouble
};

} // namespace relight
