#pragma once
// A close look at one application for a person, and what they may do to it. Abstract; app/session implements it. Lives
// on the thread that made it (the GUI thread in the window); calls return at once, answers come as signals and name
// what they are about, so that one that comes late can be told from the one that was asked for last.

#include "models/base/error.h"
#include "models/convergence/blockedbecause.h"

#include <QObject>

namespace relight {

struct InspectedTree
{
    QString application; // key
    QList<ResourceNode> nodes;
    QList<Blocked> blocked; // worst first
    Timestamp readAt;
    QString source;  // "Argo CD API" or "Kubernetes watch"
    QString trouble; // why it is not newer, in a sentence; empty: all is well
};

struct InspectedDifference
{
    ResourceKey key;
    QByteArray live, target; // YAML, secrets hidden; empty: not there
};

struct InspectedEvent
{
    Timestamp lastSeen;
    bool warning = false;
    int count = 1;
    QString reason, message, object; // "Pod/payments-1"
};

struct InspectedResource
{
    ResourceKey key;
    QByteArray manifest; // live, YAML, secrets hidden
    QList<InspectedEvent> events;
    QStringList containers; // of a pod, init containers first
};

struct PodLogRequest
{
    QString podNamespace, pod, container;
    bool previous = false; // of its last crash
    bool operator==(const PodLogRequest &) const = default;
};

class ApplicationInspector : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    // Reads its resource tree now and every few seconds, until another is inspected; empty: none.
    virtual void inspect(const QString &application) = 0;
    virtual void askDifferences() = 0; // of the inspected application
    virtual void askResource(const ResourceKey &key) = 0;
    virtual void followLog(const PodLogRequest &request) = 0; // until another, or stopLog()
    virtual void stopLog() = 0;

    // By a person's word; each returns the command's id, which acted() or refused() carries.
    virtual quint64 sync(const QString &application, bool prune) = 0;
    virtual quint64 refresh(const QString &application, bool hard) = 0;
    virtual quint64 terminate(const QString &application) = 0;

Q_SIGNALS:
    void treeRead(const relight::InspectedTree &tree);
    void differencesRead(const QString &application, const QList<relight::InspectedDifference> &differences);
    void resourceRead(const relight::InspectedResource &resource);
    void logRead(const relight::PodLogRequest &request, const QStringList &lines); // more lines, oldest first
    // What was asked for cannot be had: about what, and why.
    void failed(const QString &about, const relight::Error &error);
    void acted(quint64 command, const QString &what); // "sync of payments was started"
    void refused(quint64 command, const relight::Error &error);
};

} // namespace relight
