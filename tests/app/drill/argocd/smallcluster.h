#pragma once
// A world with just enough cluster for Argo CD: kinds are served when their definition is there, workloads are ready a
// second after they were made, Argo CD's own are installed. Driven by hand.

#include "app/drill/world/argocd/argoserver.h"
#include "app/drill/world/argocd/jsonpath.h"

#include <QJsonDocument>

namespace relight::world {

using namespace Qt::StringLiterals;

struct SmallCluster
{
    explicit SmallCluster(quint64 seed = 1)
        : world(manifest(), parseTimestamp(u"2026-03-01T10:00:00Z").value(), seed)
        , controller(world)
    {
        world.repository.commit = u"0123456789abcdef0123456789abcdef01234567"_s;
        world.cluster.listen([this](const Happening &happening) { heard(happening); });
        provision();
    }

    static RecoveryManifest manifest()
    {
        RecoveryManifest made;
        made.gitops.repo = u"https://git.example.org/estate.git"_s;
        made.gitops.path = u"apps"_s;
        return made;
    }

    void provision()
    {
        ++world.clusters;
        for (const auto &[group, version, kind, plural, namespaced] :
            std::initializer_list<std::tuple<const char *, const char *, const char *, const char *, bool>>{
                {"", "v1", "Namespace", "namespaces", false}, {"", "v1", "Secret", "secrets", true},
                {"", "v1", "ConfigMap", "configmaps", true}, {"", "v1", "Service", "services", true},
                {"", "v1", "ServiceAccount", "serviceaccounts", true}, {"", "v1", "Pod", "pods", true},
                {"apps", "v1", "Deployment", "deployments", true}, {"apps", "v1", "StatefulSet", "statefulsets", true},
                {"batch", "v1", "Job", "jobs", true},
                {"apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false},
                {"argoproj.io", "v1alpha1", "Application", "applications", true},
                {"argoproj.io", "v1alpha1", "AppProject", "appprojects", true},
                {"argoproj.io", "v1alpha1", "ApplicationSet", "applicationsets", true}})
            world.cluster.define({QLatin1StringView(group), QLatin1StringView(version), QLatin1StringView(kind),
                QLatin1StringView(plural), namespaced, true});
        world.clusterIsUp = true;
        make("v1", "Namespace", {}, u"argocd"_s);
        make("apps/v1", "StatefulSet", u"argocd"_s, u"argocd-application-controller"_s);
        make("apps/v1", "Deployment", u"argocd"_s, u"argocd-server"_s);
        make("apps/v1", "Deployment", u"argocd"_s, u"argocd-applicationset-controller"_s);
        pass(Seconds{2});
    }

    void make(const char *version, const char *kind, const QString &space, const QString &name)
    {
        QJsonObject object{{u"apiVersion"_s, QLatin1StringView(version)}, {u"kind"_s, QLatin1StringView(kind)},
            {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"generation"_s, 1}}}};
        if (!space.isEmpty())
            setAt(object, {u"metadata", u"namespace"}, space);
        world.cluster.put(object);
    }

    void file(const QString &path, const QByteArray &text) { world.repository.files.insert(path, text); }

    // An Application of the estate's folder; more: further lines of its spec.
    static QByteArray application(const QByteArray &name, const QByteArray &path, const QByteArray &wave = "0",
        const QByteArray &more = automated)
    {
        return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: " + name
            + "\n  namespace: argocd\n  annotations: {argocd.argoproj.io/sync-wave: '" + wave
            + "'}\nspec:\n  project: default\n  source: {repoURL: 'git@git.example.org:estate', path: " + path
            + ", targetRevision: HEAD}\n  destination: {server: 'https://kubernetes.default.svc', namespace: " + name
            + "}\n" + more;
    }
    static constexpr const char *automated
        = "  syncPolicy: {automated: {selfHeal: true}, syncOptions: [CreateNamespace=true]}\n";

    static QByteArray deployment(const QByteArray &name, const QByteArray &wave = "0")
    {
        return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: " + name
            + "\n  annotations: {argocd.argoproj.io/sync-wave: '" + wave
            + "'}\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers: [{name: main, image: 'reg/" + name
            + ":1'}]\n";
    }

    void apply(const QByteArray &yaml);
    void pass(Milliseconds time) { world.clock.advanceTo(world.clock.now() + time); }

    QJsonObject get(const QString &group, const QString &kind, const QString &space, const QString &name) const
    {
        const auto found = world.cluster.get({group, kind, space, name});
        return found ? found->object : QJsonObject();
    }
    QJsonObject app(const QString &name) const { return get(u"argoproj.io"_s, u"Application"_s, u"argocd"_s, name); }
    QString sync(const QString &name) const { return textAt(app(name), {u"status", u"sync", u"status"}); }
    QString health(const QString &name) const { return textAt(app(name), {u"status", u"health", u"status"}); }
    QString phase(const QString &name) const { return textAt(app(name), {u"status", u"operationState", u"phase"}); }
    QString message(const QString &name) const { return textAt(app(name), {u"status", u"operationState", u"message"}); }
    QString condition(const QString &name) const
    {
        const QJsonObject first = listAt(app(name), {u"status", u"conditions"}).first().toObject();
        return textAt(first, {u"type"}) + u": "_s + textAt(first, {u"message"});
    }

    World world;
    ApplicationController controller;
    bool workloadsRun = true;

private:
    void heard(const Happening &happening);
    void roll(const Key &key);
    void establish(const Key &key);
};

} // namespace relight::world
