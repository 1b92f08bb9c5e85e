#include "app/drill/world/argocd/synthesizer.h"

#include "app/drill/world/argocd/jsonpath.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static QJsonObject object(const QString &version, const QString &kind, const QString &name)
{
    const QJsonObject labels{{u"app.kubernetes.io/name"_s, name}, {u"app.kubernetes.io/instance"_s, name}};
    return {{u"apiVersion"_s, version}, {u"kind"_s, kind},
        {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"labels"_s, labels}}}};
}

static QJsonObject deployment(const Chance &chance, const QString &name)
{
    const QJsonObject labels{{u"app.kubernetes.io/name"_s, name}, {u"app.kubernetes.io/instance"_s, name}};
    const QString image
        = u"registry.example.org/%1:1.%2.0"_s.arg(name).arg(int(chance.draw(u"version of "_s + name) * 20));
    const QJsonObject container{{u"name"_s, name}, {u"image"_s, image},
        {u"ports"_s, QJsonArray{QJsonObject{{u"name"_s, u"http"_s}, {u"containerPort"_s, 8080}}}},
        {u"envFrom"_s, QJsonArray{QJsonObject{{u"configMapRef"_s, QJsonObject{{u"name"_s, name}}}}}}};
    const QJsonObject pod{{u"serviceAccountName"_s, name}, {u"containers"_s, QJsonArray{container}}};
    QJsonObject made = object(u"apps/v1"_s, u"Deployment"_s, name);
    made.insert(u"spec"_s,
        QJsonObject{{u"replicas"_s, 1 + int(chance.draw(u"replicas of "_s + name) * 3)},
            {u"selector"_s, QJsonObject{{u"matchLabels"_s, labels}}},
            {u"template"_s, QJsonObject{{u"metadata"_s, QJsonObject{{u"labels"_s, labels}}}, {u"spec"_s, pod}}}});
    return made;
}

QList<QJsonObject> synthesized(const Chance &chance, const QString &name)
{
    QJsonObject service = object(u"v1"_s, u"Service"_s, name);
    const QJsonObject port{{u"name"_s, u"http"_s}, {u"port"_s, 80}, {u"targetPort"_s, u"http"_s}};
    service.insert(u"spec"_s,
        QJsonObject{{u"selector"_s, objectAt(service, {u"metadata", u"labels"})}, {u"ports"_s, QJsonArray{port}}});
    QJsonObject settings = object(u"v1"_s, u"ConfigMap"_s, name);
    settings.insert(u"data"_s, QJsonObject{{u"LOG_LEVEL"_s, u"info"_s}});
    return {object(u"v1"_s, u"ServiceAccount"_s, name), settings, service, deployment(chance, name)};
}

} // namespace relight::world
