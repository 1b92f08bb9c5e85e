#pragma once
// A close look at one application for a person, and what they may do to it. Abstract; app/session implements it. Lives
// on the thread that made it (the GUI thread in the window); calls return at once, answers come as signals and name
// what they are about, so that one that comes late can be told from the one that was asked for last.

#include "models/base/error.h"
#include "models/convergence/blockedbecause.h"
#include "models/session/diffline.h"

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
    QList<DiffLine> lines;   // from live to target; empty: they could not be compared
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
    QByteArray manifest;          // live, YAML, secrets hidden
    QList<InspectedEvent> events; // newest first
    QStringList containers;       // of a pod, init containers first
    QString trouble;              // what of it could not be read, in a sentence; empty: all is here
};

struct PodLogRequest
{
    QString podNamespace, pod, container;
    bool previous = false; // of its last crash
    bool operator==(const PodLogRequest &) const = default;
};

// How the applications are seen while nobody else in the run looks at them. They themselves come as
// Observations::applicationsChanged; what was seen last stays, whatever the state.
struct ApplicationWatch
{
    enum class State {
        Off,       // nobody asked for it, or the run has ended
        Waiting,   // neither cluster nor Argo CD is there yet; looked for again by itself
        Following, // by this watch, or by a step of the run
        Troubled,  // the source does not answer; tried again by itself
        Stopped,   // refused (401, another cluster): only watchApplications(true) tries again
    };
    State state = State::Off;
    QString source;                    // "Argo CD API" or "Kubernetes watch"; empty: nothing was seen yet
    std::optional<Timestamp> lastSeen; // the source answered: its age is counted from here
    QString trouble;                   // why it is not newer, or not from the API, in a sentence; empty: all is well
    bool operator==(const ApplicationWatch &) const = default;
};

// What was asked for, in failed().
enum class Inspection { Tree, Differences, Resource, Log };

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

    // Follows all applications while no step of the run does, from the moment Argo CD is there until it is switched off
    // or the run ends. On again after Stopped: tries anew.
    virtual void watchApplications(bool on) = 0;

    // By a person's word, noted in the run's journal; each returns the command's id, which acted() or refused()
    // carries. Refused once the run has ended: its record is closed.
    virtual quint64 sync(const QString &application, bool prune) = 0;
    virtual quint64 refresh(const QString &application, bool hard) = 0;
    virtual quint64 terminate(const QString &application) = 0;

Q_SIGNALS:
    void treeRead(const relight::InspectedTree &tree);
    void differencesRead(const QString &application, const QList<relight::InspectedDifference> &differences);
    void resourceRead(const relight::InspectedResource &resource);
    void logRead(const relight::PodLogRequest &request, const QStringList &lines); // more lines, oldest first
    void watched(const relight::ApplicationWatch &watch); // each change; at most once a second while all is well
    // What was asked for cannot be had: about what (an application's key, a resource's name, a pod's name), and why. A
    // tree is read again in a few seconds; the rest is asked for again by whoever asked.
    void failed(relight::Inspection what, const QString &about, const relight::Error &error);
    void acted(quint64 command, const QString &what); // "sync of payments was started"
    void refused(quint64 command, const relight::Error &error);
};

} // namespace relight
