#pragma once
// Manifests whose commands write into the log of a StubCluster, and what their runs are given. Test code, any thread.

#include "models/manifest/recoverymanifest.h"

#include <QMap>

namespace relight::test {

[[nodiscard]] QString runs(const QString &what); // a command that logs "RUN what"
[[nodiscard]] DataItem restoreOf(const QString &name, const QStringList &holds = {});
[[nodiscard]] TrafficItem switchOf(const QString &name);

// terraform, bootstrap, external secrets, these restores and switches; everything that waits does so briefly.
[[nodiscard]] RecoveryManifest manifestOf(
    const QList<DataItem> &data, const QList<TrafficItem> &traffic = {switchOf(QStringLiteral("cdn"))});

// The environment of a run: the secret, and one variable more.
[[nodiscard]] QMap<QString, QString> token();
[[nodiscard]] QMap<QString, QString> with(const QString &name, const QString &value);

[[nodiscard]] qsizetype count(const QStringList &log, const QString &words); // lines that hold them

} // namespace relight::test
