#pragma once
// A folder in which a recovery script runs on recording stubs of its tools (tests/models/plan/stubs). Test code, one
// thread.

#include "models/manifest/recoverymanifest.h"

#include <QMap>
#include <QTemporaryDir>

namespace relight::test {

struct ScriptRan
{
    int status = -1;
    QString err;
};

class StubCluster
{
public:
    StubCluster();

    void write(const QString &name, const QByteArray &text) const; // a file of the folder the stubs look into
    [[nodiscard]] QString read(const QString &name) const;
    [[nodiscard]] bool has(const QString &name) const;
    [[nodiscard]] QString path(const QString &name) const;
    [[nodiscard]] QStringList log() const; // one call a line; "RUN …" where a command of the manifest says so
    void clearLog() const;

    // In a session without a terminal. RELIGHT_YES=1 unless `environment` says otherwise.
    [[nodiscard]] ScriptRan run(const QString &script, const QMap<QString, QString> &environment = {}) const;

private:
    QTemporaryDir m_folder;
};

[[nodiscard]] QString scriptOf(const RecoveryManifest &manifest);

// The first write, or command of the manifest that writes ("RUN …"), without a look at the cluster's UID since the one
// before it. Empty: none.
[[nodiscard]] QString unguardedWrite(const QStringList &log);
[[nodiscard]] bool isWrite(const QString &call);

} // namespace relight::test
