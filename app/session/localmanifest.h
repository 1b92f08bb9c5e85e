#pragma once
// A manifest file of this machine being edited: checked 150 ms after the last change, saved atomically, committed by
// itself. Files and Git are asked on a thread of its own. Owned by the window's session; GUI thread.

#include "app/ports/git.h"
#include "app/ports/workfile.h"
#include "app/session/manifesttext.h"
#include "app/session/serialwork.h"
#include "models/session/manifestdocument.h"

#include <QFileSystemWatcher>
#include <QTimer>

namespace relight {

class LocalManifest : public ManifestDocument
{
    Q_OBJECT
public:
    // `bytes`: what was read of the file just now. Both parts of Git outlive this object.
    LocalManifest(Git &git, WorkFiles &files, const QString &path, const QByteArray &bytes);

    const QString &text() const override { return m_text; }
    quint64 revision() const override { return m_revision; }
    void setText(const QString &text) override;
    const ManifestCheck &check() const override { return m_check; }
    const ManifestStatus &status() const override { return m_status; }
    void save(bool overOthers = false) override;
    void commit(const QString &message) override;
    void askDiff() override;
    void reload() override;
    void refresh() override;

private:
    struct Seen; // of disk and Git
    void take(const QByteArray &bytes);
    void look();
    void heard(const Seen &seen);
    void checkNow();
    void watch();
    void setBusy(bool busy);
    void updateModified();
    void refuse(Deed deed, const Error &error);

    Git &m_git;
    WorkFiles &m_files;
    QString m_path;
    ManifestText m_origin;
    QByteArray m_onDisk; // as read or written here last
    QString m_text;
    quint64 m_revision = 1;
    ManifestCheck m_check;
    ManifestStatus m_status;
    bool m_checking = false;
    QTimer m_pause, m_settle; // after the last key; after the last change of the file
    QFileSystemWatcher m_watcher;
    SerialWork m_work; // last: what it does uses the rest
};

} // namespace relight
