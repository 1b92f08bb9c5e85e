#include "app/drill/world/kubernetes/workloads/initdeeds.h"

#include "app/drill/world/kubernetes/jsonparts.h"

using namespace Qt::StringLiterals;

namespace relight::world {

// "argocd admin redis-initial-password", of argocd-redis: Argo CD's other pods do not start before it.
static void makeRedisPassword(World &world, const QString &space)
{
    if (world.cluster.get({{}, u"Secret"_s, space, u"argocd-redis"_s}))
        return;
    const QByteArray password = world.chance.uuid(u"argocd-redis/"_s + space).remove(u'-').left(16).toLatin1();
    world.cluster.put({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Secret"_s}, {u"type"_s, u"Opaque"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, u"argocd-redis"_s}, {u"namespace"_s, space}}},
        {u"data"_s, QJsonObject{{u"auth"_s, QString::fromLatin1(password.toBase64())}}}});
}

void leaveBehind(World &world, const QJsonObject &pod, const QString &container)
{
    for (const QJsonValue &value : part(pod, u"spec").value(u"initContainers").toArray()) {
        const QJsonObject one = value.toObject();
        if (word(one, u"name") != container)
            continue;
        const QVariantList words
            = one.value(u"command").toArray().toVariantList() + one.value(u"args").toArray().toVariantList();
        if (words.contains(u"redis-initial-password"_s))
            makeRedisPassword(world, spaceOf(pod));
    }
}

} // namespace relight::world
