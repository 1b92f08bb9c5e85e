#include "app/drill/world/outside/frontdoor.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight::world {

static QString ownerOf(const QJsonObject &object)
{
    const QJsonObject metadata = object[u"metadata"].toObject();
    const QString tracking = metadata[u"annotations"][u"argocd.argoproj.io/tracking-id"].toString();
    return tracking.isEmpty() ? metadata[u"labels"][u"app.kubernetes.io/instance"].toString()
                              : tracking.section(u':', 0, 0);
}

static QStringList ingressOwners(const World &world, const QString &host)
{
    QStringList owners;
    for (const auto &ingress : world.cluster.list(u"networking.k8s.io"_s, u"Ingress"_s)) {
        for (const QJsonValue rule : ingress->object[u"spec"][u"rules"].toArray()) {
            const QString owner = ownerOf(ingress->object);
            if (rule[u"host"].toString() == host && !owner.isEmpty() && !owners.contains(owner))
                owners << owner;
        }
    }
    return owners;
}

static QStringList named(const QStringList &applications, const QString &words)
{
    QStringList found;
    for (const QString &name : applications) {
        // "an order can be read" is about orders, too.
        const QString stem = name.size() > 3 && name.endsWith(u's') ? name.chopped(1) : name;
        const QRegularExpression word(u"(?<![A-Za-z0-9-])%1s?(?![A-Za-z0-9-])"_s.arg(QRegularExpression::escape(stem)),
            QRegularExpression::CaseInsensitiveOption);
        if (word.match(words).hasMatch())
            found << name;
    }
    return found;
}

static QString serviceOwner(const World &world, const QString &service)
{
    const auto object = world.cluster.get({{}, u"Service"_s, service.section(u'/', 0, 0), service.section(u'/', 1)});
    return object ? ownerOf(object->object) : QString();
}

QString serviceAddress(const World &world, const QString &service)
{
    const auto object = world.cluster.get({{}, u"Service"_s, service.section(u'/', 0, 0), service.section(u'/', 1)});
    if (!object)
        return {};
    const QJsonValue first = object->object[u"status"][u"loadBalancer"][u"ingress"][0];
    return first[u"ip"].toString(first[u"hostname"].toString());
}

Readiness behind(const World &world, const QString &host, const QString &words, const QString &service)
{
    if (!world.clusterIsUp)
        return {false, u"there is no cluster"_s};
    QMap<QString, QString> health;
    for (const auto &application : world.cluster.list(u"argoproj.io"_s, u"Application"_s)) {
        const QString name = application->object[u"metadata"][u"name"].toString();
        health.insert(name, application->object[u"status"][u"health"][u"status"].toString(u"Unknown"_s));
    }
    if (health.isEmpty())
        return {false, u"nothing is deployed"_s};
    QStringList asked = host.isEmpty() ? QStringList() : ingressOwners(world, host);
    if (asked.isEmpty())
        asked = named(health.keys(), words);
    if (const QString owner = serviceOwner(world, service); asked.isEmpty() && !owner.isEmpty())
        asked << owner;
    if (asked.isEmpty())
        asked = health.keys();
    for (const QString &name : std::as_const(asked)) {
        if (const QString is = health.value(name, u"Missing"_s); is != u"Healthy")
            return {false, u"the application %1 is %2"_s.arg(name, is)};
    }
    return {true, {}};
}

} // namespace relight::world
