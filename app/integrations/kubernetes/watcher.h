#pragma once
// list + watch of one collection, for as long as its handler wants to hear. Lives on the stack of the calling worker.

#include "app/integrations/kubernetes/lister.h"
#include "app/integrations/kubernetes/resourcekinds.h"
#include "app/integrations/kubernetes/watchframes.h"

namespace relight {

struct WatchTimings
{
    Seconds serverEnds{300};       // the server is asked to end each watch after one to two times this
    Milliseconds silence{100'000}; // bookmarks come each minute; nothing for so long: connect anew
    Milliseconds firstDelay{800};  // of the backoff
};

class Watcher
{
public:
    Watcher(ApiClient &api, ResourceKinds &kinds, const ObjectRef &kind, const ListOptions &options,
        const WatchHandler &handler, const WatchTimings &timings);

    // Ok: the handler is done. Errors: Cancelled, TimedOut, Unauthorized, Forbidden, Invalid; NotFound if the kind is
    // unknown at the start.
    Result<> run(const Call &call);

private:
    enum class Next { Watch, Relist, Done };

    Result<Next> relist(const Call &call);
    Result<Next> watchOnce(const Call &call);
    Result<Next> hear(const WatchFrame &frame);
    Result<Next> afterRefusal(const HttpAnswer &answer);
    bool tell(WatchType type, const QJsonObject &object); // false: done
    bool update(const QJsonObject &object);
    bool remove(const QString &key, const QJsonObject &last);
    bool pauseBeforeRetry(const Error &error, const Call &call); // false: stopped or too late
    bool isFatal(const Error &error, const Call &call) const;

    ApiClient &m_api;
    ResourceKinds &m_kinds;
    const ObjectRef m_kind;
    const ListOptions m_options;
    const WatchHandler &m_handler;
    const WatchTimings m_timings;
    Backoff m_backoff;
    QString m_path;
    QString m_version;
    QHash<QString, QJsonObject> m_known;
    std::optional<Milliseconds> m_serverDelay; // Retry-After
    bool m_hasListed = false;
    int m_barren = 0; // streams in a row that only said 410
    int m_heard = 0;  // events of the present stream
};

} // namespace relight
