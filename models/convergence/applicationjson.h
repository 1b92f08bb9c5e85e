#pragma once
// Applications, ApplicationSets and resource trees from JSON: from a QJsonObject (one object of the Kubernetes API) or
// from the bytes of the Argo CD API (lists of many megabytes, stream lines). Both make the same values. null, absent
// and [] are one; unknown words read as Unknown. Pure, any thread.

#include "models/convergence/application.h"

#include <QByteArray>
#include <QJsonObject>

namespace relight {

[[nodiscard]] Application applicationFrom(const QJsonObject &object);
[[nodiscard]] ApplicationSetStatus applicationSetFrom(const QJsonObject &object);

struct ApplicationList
{
    QList<Application> items;
    QString resourceVersion; // of the list: where a stream starts
};

// One message of an Argo CD stream: an application's change, or the error that ends the stream.
struct ApplicationEvent
{
    enum class Type { Added, Modified, Deleted, Error } type = Type::Modified;
    Application application;
    QString error;    // type Error: the server's sentence
    int httpCode = 0; // type Error: what the gateway would have answered
};

struct ManagedResource
{
    ResourceKey key;
    QByteArray live, target; // JSON documents; empty: absent
    bool modified = false;
};

// Errors: ErrorCode::Protocol, with where the bytes stop making sense. Bytes are UTF-8 JSON, of any size.
[[nodiscard]] Result<ApplicationList> parseApplicationList(const QByteArray &bytes);
[[nodiscard]] Result<Application> parseApplication(const QByteArray &bytes);
[[nodiscard]] Result<ApplicationEvent> parseApplicationEvent(const QByteArray &message);
[[nodiscard]] Result<QList<ApplicationSetStatus>> parseApplicationSets(const QByteArray &bytes);
[[nodiscard]] Result<QList<ResourceNode>> parseResourceTree(const QByteArray &bytes);
// The states are JSON inside JSON strings: normalized live against predicted live, else live against target.
[[nodiscard]] Result<QList<ManagedResource>> parseManagedResources(const QByteArray &bytes);

} // namespace relight
