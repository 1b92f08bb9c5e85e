#include "app/drill/world/argocd/circularbootstrap.h"

#include "app/drill/world/argocd/jsonpath.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static const QString circular = u"circular-bootstrap"_s;

static QString secretOf(const Fault &fault)
{
    return textAt(fault.with, {u"needs"}) + u"-bootstrap"_s;
}

void makeCircular(const World &world, const QString &application, QList<QJsonObject> &targets)
{
    const auto fault = world.faults.find(circular, u"application"_s, application);
    if (!fault)
        return;
    for (QJsonObject &object : targets) {
        QJsonArray containers = listAt(object, {u"spec", u"template", u"spec", u"containers"});
        if (containers.isEmpty() || textAt(object, {u"kind"}) == u"Job")
            continue;
        QJsonObject first = containers.first().toObject();
        QJsonArray from = first.value(u"envFrom").toArray();
        from << QJsonObject{{u"secretRef"_s, QJsonObject{{u"name"_s, secretOf(*fault)}}}};
        first.insert(u"envFrom"_s, from);
        containers.replace(0, first);
        setAt(object, {u"spec", u"template", u"spec", u"containers"}, containers);
    }
}

// Beside every workload that wants it.
static void put(World &world, const Fault &fault)
{
    const QString name = secretOf(fault), application = textAt(fault.with, {u"application"});
    for (const auto &one : world.cluster.list(u"argoproj.io"_s, u"Application"_s)) {
        if (textAt(one->object, {u"metadata", u"name"}) != application)
            continue;
        const QString space = textAt(one->object, {u"spec", u"destination", u"namespace"});
        if (!world.cluster.get({{}, u"Namespace"_s, {}, space}) || world.cluster.get({{}, u"Secret"_s, space, name}))
            continue;
        const QString token = QString::fromLatin1(world.chance.uuid(name).toLatin1().toBase64());
        world.cluster.put({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Secret"_s}, {u"type"_s, u"Opaque"_s},
            {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"namespace"_s, space}}},
            {u"data"_s, QJsonObject{{u"token"_s, token}}}});
    }
}

void bringBootstrap(World &world, const QString &healthy)
{
    if (const auto fault = world.faults.find(circular, u"needs"_s, healthy))
        put(world, *fault);
}

void endCircular(World &world, const Fault &fault)
{
    if (fault.kind == circular)
        put(world, fault);
}

} // namespace relight::world
