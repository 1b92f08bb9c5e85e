#include "app/drill/world/kubernetes/workloads/work.h"

#include "app/drill/world/kubernetes/answers.h"
#include "app/drill/world/kubernetes/objectdefaults.h"
#include "app/drill/world/kubernetes/worldtime.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace relight::world {

void Dependents::hear(const Happening &happening)
{
    const QJsonArray owners = metadataOf(happening.now->object).value(u"ownerReferences").toArray();
    for (const QJsonValue &owner : owners) {
        const QString uid = word(owner.toObject(), u"uid");
        if (happening.change != Change::Deleted)
            m_byOwner[uid].insert(happening.key);
        else if (const auto it = m_byOwner.find(uid); it != m_byOwner.end())
            it->erase(happening.key);
    }
}

const std::set<Key> &Dependents::of(const QString &uid) const
{
    static const std::set<Key> none;
    const auto it = m_byOwner.constFind(uid);
    return it == m_byOwner.cend() ? none : *it;
}

QList<QJsonObject> ownedBy(const Work &work, const QJsonObject &owner, const QString &kind)
{
    QList<QJsonObject> found;
    for (const Key &key : work.dependents.of(uidOf(owner)))
        if (key.kind == kind)
            if (const auto stored = work.world.cluster.get(key))
                found << stored->object;
    return found;
}

QJsonArray ownerReference(const QJsonObject &owner)
{
    return {QJsonObject{{u"apiVersion"_s, word(owner, u"apiVersion")}, {u"kind"_s, word(owner, u"kind")},
        {u"name"_s, nameOf(owner)}, {u"uid"_s, uidOf(owner)}, {u"controller"_s, true},
        {u"blockOwnerDeletion"_s, true}}};
}

std::optional<QJsonObject> controllerOf(const World &world, const QJsonObject &object)
{
    for (const QJsonValue &value : metadataOf(object).value(u"ownerReferences").toArray()) {
        const QJsonObject owner = value.toObject();
        const auto stored = world.cluster.get(
            {groupOf(word(owner, u"apiVersion")), word(owner, u"kind"), spaceOf(object), word(owner, u"name")});
        if (stored && uidOf(stored->object) == word(owner, u"uid"))
            return stored->object;
    }
    return std::nullopt;
}

void putStatus(World &world, QJsonObject object, const QJsonObject &status)
{
    object.insert(u"status"_s, status);
    world.cluster.put(object);
}

QJsonArray withCondition(const QJsonArray &conditions, const Condition &condition, const QString &time)
{
    const QString status = condition.holds ? u"True"_s : u"False"_s;
    QJsonObject one{{u"type"_s, condition.type}, {u"status"_s, status}, {u"lastTransitionTime"_s, time}};
    if (!condition.reason.isEmpty())
        one.insert(u"reason"_s, condition.reason);
    if (!condition.message.isEmpty())
        one.insert(u"message"_s, condition.message);
    QJsonArray all;
    bool isIn = false;
    for (const QJsonValue &value : conditions) {
        const QJsonObject old = value.toObject();
        if (word(old, u"type") != condition.type) {
            all << old;
            continue;
        }
        if (word(old, u"status") == status)
            one.insert(u"lastTransitionTime"_s, old.value(u"lastTransitionTime"));
        all << one;
        isIn = true;
    }
    if (!isIn)
        all << one;
    return all;
}

bool conditionHolds(const QJsonObject &object, QStringView type)
{
    for (const QJsonValue &value : part(object, u"status").value(u"conditions").toArray())
        if (word(value.toObject(), u"type") == type)
            return word(value.toObject(), u"status") == u"True";
    return false;
}

void recordEvent(World &world, const QJsonObject &about, bool isWarning, const QString &reason, const QString &message)
{
    const QString space = spaceOf(about).isEmpty() ? u"default"_s : spaceOf(about), time = apiTime(world);
    const QString name
        = nameOf(about) + u'.' + world.chance.uuid(uidOf(about) + reason + message).remove(u'-').left(16);
    const auto stored = world.cluster.get({{}, u"Event"_s, space, name});
    QJsonObject event = stored ? stored->object : QJsonObject();
    event.insert(u"count"_s, event.value(u"count").toInt() + 1);
    event.insert(u"lastTimestamp"_s, time);
    if (!stored) {
        event.insert(u"apiVersion"_s, u"v1"_s);
        event.insert(u"kind"_s, u"Event"_s);
        event.insert(u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"namespace"_s, space}});
        event.insert(u"firstTimestamp"_s, time);
        event.insert(u"type"_s, isWarning ? u"Warning"_s : u"Normal"_s);
        event.insert(u"reason"_s, reason);
        event.insert(u"message"_s, message);
        event.insert(u"source"_s, QJsonObject{{u"component"_s, u"kubelet"_s}});
        event.insert(u"involvedObject"_s,
            QJsonObject{{u"apiVersion"_s, word(about, u"apiVersion")}, {u"kind"_s, word(about, u"kind")},
                {u"name"_s, nameOf(about)}, {u"namespace"_s, spaceOf(about)}, {u"uid"_s, uidOf(about)}});
    }
    world.cluster.put(event);
}

QJsonObject podOf(const QJsonObject &owner, const QString &name, const QJsonObject &extraLabels)
{
    const QJsonObject pattern = part(part(owner, u"spec"), u"template");
    QJsonObject metadata = metadataOf(pattern);
    changePart(metadata, "labels"_L1, [&](QJsonObject &labels) {
        for (auto it = extraLabels.begin(); it != extraLabels.end(); ++it)
            labels.insert(it.key(), it.value());
    });
    metadata.remove(u"creationTimestamp");
    metadata.insert(u"name"_s, name);
    metadata.insert(u"namespace"_s, spaceOf(owner));
    metadata.insert(u"ownerReferences"_s, ownerReference(owner));
    QJsonObject pod{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s}, {u"metadata"_s, metadata},
        {u"spec"_s, part(pattern, u"spec")},
        {u"status"_s, QJsonObject{{u"phase"_s, u"Pending"_s}, {u"qosClass"_s, u"BestEffort"_s}}}};
    setDefaults(pod);
    return pod;
}

static QString letters(QByteArrayView bytes, int count)
{
    static constexpr QLatin1StringView alphabet("bcdfghjklmnpqrstvwxz2456789");
    QString text;
    for (int i = 0; i < count; ++i)
        text += QLatin1Char(alphabet.at(quint8(bytes.at(i)) % alphabet.size()));
    return text;
}

QString templateHash(const QJsonObject &owner)
{
    const QByteArray text = compact(part(part(owner, u"spec"), u"template"));
    return letters(QCryptographicHash::hash(text, QCryptographicHash::Sha256), 10);
}

QString suffix(const World &world, const QString &of)
{
    return letters(QCryptographicHash::hash(world.chance.uuid(of).toLatin1(), QCryptographicHash::Sha256), 5);
}

bool isPodReady(const QJsonObject &pod)
{
    return !isLeaving(pod) && conditionHolds(pod, u"Ready");
}

QString applicationOf(const World &world, const QJsonObject &object)
{
    QJsonObject one = object;
    for (int depth = 0; depth < 4; ++depth) {
        const QString label = word(part(metadataOf(one), u"labels"), u"app.kubernetes.io/instance");
        const QString tracking = word(part(metadataOf(one), u"annotations"), u"argocd.argoproj.io/tracking-id");
        if (!label.isEmpty() || !tracking.isEmpty())
            return label.isEmpty() ? tracking.section(u':', 0, 0) : label;
        const auto owner = controllerOf(world, one);
        if (!owner)
            break;
        one = *owner;
    }
    return {};
}

} // namespace relight::world
