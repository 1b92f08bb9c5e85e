#pragma once
// One recovery manifest while a person writes it: its text, what is wrong with it, how it stands on disk and in Git.
// Abstract; app/session does it. Lives on the GUI thread; calls return at once, the answer is a signal.

#include "models/manifest/diagnostic.h"
#include "models/plan/recoveryplan.h"
#include "models/session/diffline.h"

#include <QObject>

namespace relight {

// What was found in the text of one revision.
struct ManifestCheck
{
    quint64 revision = 0;
    QString name; // of the cluster; empty: it could not be read
    QList<Diagnostic> diagnostics;
    std::optional<RecoveryPlan> plan; // none: the diagnostics say why
    bool hasErrors() const { return !plan.has_value(); }
};

struct ManifestStatus
{
    QString path;               // absolute
    QString repositoryPath;     // from the work tree's root; empty: outside Git
    QString branch;             // empty: HEAD is on no branch, or outside Git
    QString headCommit;         // empty: nothing was committed yet, or outside Git
    bool committed = false;     // HEAD has the file as it is on disk
    bool modified = false;      // the text is not what is on disk
    bool changedOnDisk = false; // by someone else, since it was read or written here
    QString locked;             // why the text can be read but not changed; empty: it can
    QString note;               // what saving changes besides the text: line ends; empty: nothing
    bool busy = false;          // something is being written
    bool inGit() const { return !repositoryPath.isEmpty(); }
    bool operator==(const ManifestStatus &) const = default;
};

class ManifestDocument : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    enum class Deed { Save, Commit, Diff, Read };

    virtual const QString &text() const = 0; // lines end with \n
    virtual quint64 revision() const = 0;    // grows with every change of the text
    virtual void setText(const QString &text) = 0;
    virtual const ManifestCheck &check() const = 0; // the newest answer, maybe of an older revision
    virtual const ManifestStatus &status() const = 0;

    // Refused with Conflict if the file changed on disk since, unless `overOthers`.
    virtual void save(bool overOthers = false) = 0;
    virtual void commit(const QString &message) = 0; // what is on disk: save first
    virtual void askDiff() = 0;                      // the text now against Git's HEAD
    virtual void reload() = 0;                       // the file as it is on disk; the text here is lost
    virtual void refresh() = 0;                      // looks at disk and Git again

Q_SIGNALS:
    void textReplaced(); // by reload(), not by setText()
    void checked(const relight::ManifestCheck &check);
    void statusChanged();
    void saved();
    void committed(const QString &commit);
    void diffed(quint64 revision, const QList<relight::DiffLine> &lines);
    void failed(relight::ManifestDocument::Deed deed, const relight::Error &error);
};

} // namespace relight
