#pragma once
// Short words for applications in tests: what is not said is an automated application that is Synced and Healthy at
// revision r1 with one resource.

#include "models/convergence/convergence.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace relight::testing {

inline QJsonObject json(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(text, &error).object();
    if (error.error != QJsonParseError::NoError)
        qFatal("%s: %s", qPrintable(error.errorString()), text.constData());
    return object;
}

inline ResourceKey workload(const QString &name)
{
    return {QStringLiteral("apps"), QStringLiteral("v1"), QStringLiteral("Deployment"), QStringLiteral("shop"), name};
}

inline ResourceKey argo(const QString &kind, const QString &name)
{
    return {QStringLiteral("argoproj.io"), QStringLiteral("v1alpha1"), kind, QStringLiteral("argocd"), name};
}

inline Application app(const QString &name)
{
    Application app;
    app.name = name;
    app.appNamespace = QStringLiteral("argocd");
    app.project = QStringLiteral("default");
    app.path = QStringLiteral("apps/") + name;
    app.automated = true;
    app.hasStatus = true;
    app.sync = SyncStatus::Synced;
    app.syncRevision = QStringLiteral("r1");
    app.health = HealthStatus::Healthy;
    app.operation = OperationPhase::Succeeded;
    app.operationRevision = QStringLiteral("r1");
    app.resources = {{.key = workload(name), .sync = SyncStatus::Synced}};
    return app;
}

inline Application parentOf(const QString &name, const QStringList &children)
{
    Application parent = app(name);
    parent.resources.clear();
    for (const QString &child : children)
        parent.resources.append({.key = argo(QStringLiteral("Application"), child), .sync = SyncStatus::Synced});
    return parent;
}

inline Applications setOf(const QList<Application> &apps)
{
    Applications all;
    for (const Application &one : apps)
        all.insert(one.key(), one);
    return all;
}

} // namespace relight::testing
