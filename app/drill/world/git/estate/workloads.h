#pragma once
// Objects of a made-up application as YAML, each a file's content. Pure functions, any thread.

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace relight::world {

struct Workload
{
    QString kind = QStringLiteral("Deployment"); // or DaemonSet
    QString name;                                // a DNS label
    QString instance;                            // of the Application, for its labels
    QString image;
    int replicas = 1;
    int port = 8080;
    QString settings; // ConfigMap that its environment comes from; empty: none
    QString secret;   // Secret, likewise: it does not start without
    QString claim;    // PersistentVolumeClaim that is mounted at /data
    QString account;  // ServiceAccount
};

[[nodiscard]] QByteArray workloadYaml(const Workload &workload);
// A StatefulSet with a volume of its own, and its headless Service's name.
[[nodiscard]] QByteArray statefulSetYaml(const Workload &workload, const QString &mount, const QString &size);
[[nodiscard]] QByteArray serviceYaml(const QString &name, const QString &selects, int port, int targetPort,
    const QString &type = QStringLiteral("ClusterIP"));
[[nodiscard]] QByteArray configMapYaml(const QString &name, const QStringList &lines); // "KEY: value"
[[nodiscard]] QByteArray serviceAccountYaml(const QString &name);
[[nodiscard]] QByteArray claimYaml(const QString &name, const QString &size);

[[nodiscard]] QByteArray inOneFile(const QList<QByteArray> &documents);

} // namespace relight::world
