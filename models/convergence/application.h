#pragma once
// An Argo CD Application and its resources as seen from outside, as plain values. Both sources (the Argo CD API and the
// Kubernetes watch) make the same values. Any thread.

#include "models/base/time.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace relight {

enum class SyncStatus { Unknown, Synced, OutOfSync };
enum class HealthStatus { Healthy, Suspended, Progressing, Missing, Degraded, Unknown }; // worsening order
enum class OperationPhase { None, Running, Terminating, Succeeded, Failed, Error };

struct ResourceKey
{
    QString group, version, kind, resourceNamespace, name;
    bool operator==(const ResourceKey &) const = default;
};

struct ResourceStatus
{
    ResourceKey key;
    SyncStatus sync = SyncStatus::Unknown;
    std::optional<HealthStatus> health; // absent: this kind has no health check, or it is not known here
    QString healthMessage;
    int syncWave = 0;
    bool hook = false;
    bool operator==(const ResourceStatus &) const = default;
};

struct ResourceResult // of the last sync operation
{
    ResourceKey key;
    QString status; // Synced, SyncFailed, Pruned, PruneSkipped
    QString message;
    bool isHook = false;
    bool failed = false; // applied, and then it did not get well
    bool operator==(const ResourceResult &) const = default;
};

struct ApplicationCondition
{
    QString type, message;
    bool operator==(const ApplicationCondition &) const = default;
};

struct Application
{
    QString name, appNamespace, project, uid, resourceVersion;
    QMap<QString, QString> annotations, labels;
    QString repoUrl, path, targetRevision; // first source
    QString destinationServer, destinationName, destinationNamespace;
    bool automated = false; // automated sync is on
    bool prune = false, selfHeal = false;
    int ignoredDifferences = 0; // rules under spec.ignoreDifferences
    bool skipReconcile = false; // held
    bool deleting = false;
    SyncStatus sync = SyncStatus::Unknown;
    QString syncRevision;
    HealthStatus health = HealthStatus::Unknown;
    QString healthMessage;
    bool hasStatus = false;       // the controller has looked at it
    bool operationQueued = false; // .operation is set
    OperationPhase operation = OperationPhase::None;
    QString operationMessage, operationRevision;
    std::optional<Timestamp> operationStarted, operationFinished, reconciledAt;
    int retryCount = 0;
    QList<ResourceStatus> resources;
    QList<ResourceResult> results;
    QList<ApplicationCondition> conditions;
    QString ownerApplicationSet; // controller ownerReference
    int syncWave = 0;            // annotation argocd.argoproj.io/sync-wave
    bool operator==(const Application &) const = default;

    QString key() const { return appNamespace + QLatin1Char('/') + name; }
};

struct ApplicationSetStatus
{
    QString name, setNamespace;
    bool upToDate = false;    // condition ResourcesUpToDate=True
    QString errorMessage;     // condition ErrorOccurred=True
    bool rollingSync = false; // progressive sync: the set itself syncs its applications, step by step
    bool operator==(const ApplicationSetStatus &) const = default;
};

struct ResourceNode // of a resource tree
{
    ResourceKey key;
    QString uid;
    QStringList parentUids;
    std::optional<HealthStatus> health;
    QString healthMessage;
    QMap<QString, QString> info;
    QStringList images;
    bool operator==(const ResourceNode &) const = default;
};

} // namespace relight
