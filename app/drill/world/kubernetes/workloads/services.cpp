#include "app/drill/world/kubernetes/objectdefaults.h"
#include "app/drill/world/kubernetes/workloads/reconcilers.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds addressTime{15'000};

static int number(const World &world, const QString &name, int limit)
{
    return 1 + int(world.chance.draw(name) * limit);
}

static QString placeOf(const QJsonObject &object)
{
    return spaceOf(object) + u'/' + nameOf(object);
}

// Once its time has come; until then it is looked at again.
static void giveAddress(Work &work, const QJsonObject &object)
{
    const QJsonObject status = part(object, u"status");
    if (!part(status, u"loadBalancer").isEmpty() || isLeaving(object))
        return;
    const QString name = u"address/"_s + placeOf(object);
    const auto made = parseTimestamp(word(metadataOf(object), u"creationTimestamp"));
    const Milliseconds since = work.world.clock.wall() - made.value_or(work.world.clock.wall());
    const Milliseconds time = work.world.chance.about(addressTime, name);
    if (since < time)
        return work.again(keyOf(object), time - since);
    const QJsonObject address{{u"ip"_s, u"203.0.113.%1"_s.arg(number(work.world, name, 253))}, {u"ipMode"_s, u"VIP"_s}};
    putStatus(work.world, object, {{u"loadBalancer"_s, QJsonObject{{u"ingress"_s, QJsonArray{address}}}}});
}

void reconcileService(Work &work, const QJsonObject &service)
{
    QJsonObject whole = service;
    setDefaults(whole);
    changePart(whole, "spec"_L1, [&](QJsonObject &spec) {
        if (!word(spec, u"clusterIP").isEmpty() || word(spec, u"type") == u"ExternalName")
            return;
        const QString name = u"clusterIP/"_s + placeOf(service);
        const QString address = u"10.%1.%2.%3"_s.arg(97 + number(work.world, name, 13))
                                    .arg(number(work.world, name + u'2', 253))
                                    .arg(number(work.world, name + u'3', 253));
        spec.insert(u"clusterIP"_s, address);
        spec.insert(u"clusterIPs"_s, QJsonArray{address});
        spec.insert(u"ipFamilies"_s, QJsonArray{u"IPv4"_s});
    });
    setDefault(whole, "status"_L1, QJsonObject{{u"loadBalancer"_s, QJsonObject()}});
    whole = work.world.cluster.put(whole)->object;
    reconcileEndpoints(work, whole);
    if (word(part(whole, u"spec"), u"type") == u"LoadBalancer")
        giveAddress(work, whole);
}

void reconcileIngress(Work &work, const QJsonObject &ingress)
{
    giveAddress(work, ingress);
}

} // namespace relight::world
