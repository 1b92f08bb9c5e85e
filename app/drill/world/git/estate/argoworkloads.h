#pragma once
// The workloads of Argo CD, their Services and who may talk to them. Pure, any thread.

#include <QByteArray>
#include <QList>
#include <QString>

namespace relight::world {

// component: server; name: argocd-server.
struct ArgoLabels
{
    QString name, component;
};
[[nodiscard]] QString argoLabels(const ArgoLabels &labels); // lines of metadata, with name and labels

[[nodiscard]] QList<QByteArray> argoServices();
[[nodiscard]] QList<QByteArray> argoWorkloads(const QString &version);
[[nodiscard]] QList<QByteArray> argoNetworkPolicies();

} // namespace relight::world
