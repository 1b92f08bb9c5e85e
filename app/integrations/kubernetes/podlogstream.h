#pragma once
// Follows a container's log over the API: an answer that grows, cut into lines. Blocking, any worker thread.

#include "app/integrations/kubernetes/apiclient.h"
#include "app/ports/cluster.h"

namespace relight {

using PodLogHandler = std::function<WatchVerdict(const PodLogLine &)>;

// As Cluster::followPodLog().
[[nodiscard]] Result<> followLog(
    ApiClient &api, const PodLogFollow &log, const PodLogHandler &handler, const Call &call);

// Cuts what comes into lines. A value, used on one thread; chunks may end anywhere.
class PodLogLines
{
public:
    QList<PodLogLine> add(const QByteArray &chunk);
    std::optional<PodLogLine> rest(); // the last line, where the container ended without a newline

private:
    QByteArray m_rest;
};

// "2026-08-01T10:00:00.5Z" and "…:00.500000001Z" in the order of time.
[[nodiscard]] bool isLater(const QByteArray &stamp, const QByteArray &than);

} // namespace relight
