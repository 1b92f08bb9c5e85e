#pragma once
// A cluster of a few objects in memory, moved by the test's hand; what is not played says so. Thread-safe.

#include "app/ports/cluster.h"

#include <condition_variable>
#include <mutex>

namespace relight {

class FakeCluster : public Cluster
{
public:
    // The port that a forward leads to; 0: there is no such Service.
    int lists(const QString &kind) const
    {
        const std::lock_guard lock(m_mutex);
        return m_listed.value(kind);
    }
    void setForward(quint16 port)
    {
        const std::lock_guard lock(m_mutex);
        m_forward = port;
    }
    void put(const QString &kind, const QJsonObject &object)
    {
        {
            const std::lock_guard lock(m_mutex);
            const QString key = kind + u'/' + object.value(u"metadata").toObject().value(u"name").toString();
            m_news.append({m_objects.contains(key) ? WatchType::Modified : WatchType::Added, kind, object});
            m_objects.insert(key, object);
        }
        m_changed.notify_all();
    }
    void remove(const QString &kind, const QString &name)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_news.append({WatchType::Deleted, kind, m_objects.take(kind + u'/' + name)});
        }
        m_changed.notify_all();
    }
    QJsonArray patches() const
    {
        const std::lock_guard lock(m_mutex);
        return m_patches;
    }

    Result<QJsonObject> get(const ObjectRef &object, const Call &) override
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_objects.find(object.kind + u'/' + object.name);
        if (found == m_objects.end())
            return failure(
                ErrorCode::NotFound, QStringLiteral("%1 %2 does not exist").arg(object.kind, object.name), {}, 404);
        return *found;
    }
    Result<QList<QJsonObject>> list(const ObjectRef &kind, const ListOptions &, const Call &) override
    {
        const std::lock_guard lock(m_mutex);
        ++m_listed[kind.kind];
        QList<QJsonObject> all;
        for (auto object = m_objects.begin(); object != m_objects.end(); ++object) {
            if (object.key().startsWith(kind.kind + u'/'))
                all.append(*object);
        }
        return all;
    }
    Result<> watch(const ObjectRef &kind, const ListOptions &, const WatchHandler &handler, const Call &call) override
    {
        std::unique_lock lock(m_mutex);
        qsizetype heard = m_news.size();
        const QMap<QString, QJsonObject> present = m_objects;
        lock.unlock();
        for (auto object = present.begin(); object != present.end(); ++object) {
            if (object.key().startsWith(kind.kind + u'/') && handler(WatchType::Added, *object) == WatchVerdict::Done)
                return {};
        }
        for (;;) {
            lock.lock();
            if (!m_changed.wait(lock, call.stop, [&] { return heard < m_news.size(); }))
                return failure(ErrorCode::Cancelled, QStringLiteral("cancelled"));
            const News news = m_news.at(heard++);
            lock.unlock();
            if (news.kind == kind.kind && handler(news.type, news.object) == WatchVerdict::Done)
                return {};
        }
    }
    Result<QJsonObject> mergePatch(const ObjectRef &object, const QJsonObject &patch, const Call &) override
    {
        return patched(object, patch);
    }
    Result<QJsonObject> jsonPatch(const ObjectRef &object, const QJsonArray &patch, const Call &) override
    {
        return patched(object, patch);
    }
    Result<std::unique_ptr<PortForward>> forward(const QString &, const QString &service, int, const Call &) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_forward == 0)
            return failure(ErrorCode::NotFound, QStringLiteral("Service %1 does not exist").arg(service), {}, 404);
        return std::make_unique<Forward>(m_forward);
    }

    Result<ClusterIdentity> identity(const Call &) override { return notPlayed(); }
    Result<QList<Applied>> apply(
        const QByteArray &, const ApplyOptions &, const Call &, const std::function<void(const Applied &)> &) override
    {
        return notPlayed();
    }
    Result<bool> allowed(const QString &, const QString &, const QString &, const QString &, const Call &) override
    {
        return notPlayed();
    }
    Result<QByteArray> podLog(const QString &, const QString &, const QString &, int, bool, const Call &) override
    {
        return notPlayed();
    }
    Result<> followPodLog(
        const PodLogFollow &, const std::function<WatchVerdict(const PodLogLine &)> &, const Call &) override
    {
        return notPlayed();
    }
    Result<> holdLease(const LeaseRequest &, const Call &) override { return notPlayed(); }
    Result<> releaseLease(const LeaseRequest &, const Call &) override { return notPlayed(); }

private:
    struct News
    {
        WatchType type;
        QString kind;
        QJsonObject object;
    };
    struct Forward : PortForward
    {
        explicit Forward(quint16 port)
            : m_port(port)
        {
        }
        quint16 localPort() const override { return m_port; }
        const quint16 m_port;
    };
    static std::unexpected<Error> notPlayed()
    {
        return failure(ErrorCode::Failed, QStringLiteral("the fake cluster does not play this"));
    }
    Result<QJsonObject> patched(const ObjectRef &object, const QJsonValue &patch)
    {
        const std::lock_guard lock(m_mutex);
        m_patches.append(QJsonObject{{QStringLiteral("name"), object.name}, {QStringLiteral("patch"), patch}});
        return m_objects.value(object.kind + u'/' + object.name);
    }

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    QMap<QString, QJsonObject> m_objects;
    QList<News> m_news;
    QJsonArray m_patches;
    QHash<QString, int> m_listed;
    quint16 m_forward = 0;
};

} // namespace relight
