#include "app/drill/world/argocd/operators.h"

#include "app/drill/world/argocd/jsonpath.h"
#include "models/convergence/rollout.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds soon{1000}, validation{2000}, issuance{20'000}, revalidation{15'000};
static const QString externalSecrets = u"external-secrets.io"_s, certManager = u"cert-manager.io"_s;

Operators::Operators(World &world)
    : m_world(world)
{
    world.cluster.listen([this](const Happening &happening) { heard(happening); });
    world.faults.listen([this](const Fault &fault, bool begins) { heardFault(fault, begins); });
}

void Operators::later(const Key &key, Milliseconds delay, Act act)
{
    const QString name = key.kind + u' ' + key.space + u'/' + key.name;
    m_world.clock.quietly(m_world.chance.about(delay, u"operator "_s + name), u"operators/"_s + name,
        [this, key, act, cluster = m_world.clusters] {
            if (m_world.clusterIsUp && cluster == m_world.clusters && m_world.cluster.get(key))
                (this->*act)(key);
        });
}

void Operators::actOnAll(const QString &kind, Milliseconds delay, Act act)
{
    for (const auto &object : m_world.cluster.list(externalSecrets, kind))
        later(keyOf(object->object), delay, act);
}

void Operators::heard(const Happening &happening)
{
    const Key &key = happening.key;
    if (key.group.isEmpty() && key.kind == u"Secret" && happening.change == Change::Added) {
        for (const QString &kind : {u"SecretStore"_s, u"ClusterSecretStore"_s}) {
            for (const auto &store : m_world.cluster.list(externalSecrets, kind)) {
                if (!conditionMet(store->object, u"Ready"))
                    later(keyOf(store->object), validation, &Operators::secretStore);
            }
        }
        return;
    }
    const bool changed = happening.change == Change::Added
        || (happening.change == Change::Modified
            && happening.now->object.value(u"spec") != happening.before->object.value(u"spec"));
    if (key.group == externalSecrets && key.kind.endsWith(u"SecretStore")) {
        if (changed)
            later(key, validation, &Operators::secretStore);
        else if (happening.change == Change::Modified && conditionMet(happening.now->object, u"Ready")
            && !conditionMet(happening.before->object, u"Ready"))
            actOnAll(u"ExternalSecret"_s, validation, &Operators::externalSecret);
        return;
    }
    if (!changed)
        return;
    if (key.group == externalSecrets && key.kind == u"ExternalSecret")
        later(key, validation, &Operators::externalSecret);
    else if (key.group == u"bitnami.com" && key.kind == u"SealedSecret")
        later(key, soon, &Operators::sealedSecret);
    else if (key.group == certManager && key.kind.endsWith(u"Issuer"))
        later(key, soon, &Operators::issuer);
    else if (key.group == certManager && key.kind == u"Certificate") {
        later(key, soon / 2, &Operators::issuing);
        later(key, issuance, &Operators::certificate);
    }
}

void Operators::heardFault(const Fault &fault, bool begins)
{
    if (fault.kind != u"store-sealed")
        return;
    for (const QString &kind : {u"SecretStore"_s, u"ClusterSecretStore"_s})
        actOnAll(kind, begins ? soon : revalidation, &Operators::secretStore); // about: at most 24 s
    if (begins)
        actOnAll(u"ExternalSecret"_s, validation, &Operators::externalSecret);
}

// With the instants that the condition's change has; the same condition again changes nothing.
void Operators::setCondition(
    const Key &key, const QString &type, bool isTrue, const QString &reason, const QString &message)
{
    QJsonObject object = m_world.cluster.get(key)->object;
    const QString status = isTrue ? u"True"_s : u"False"_s, now = secondsText(m_world.clock.wall());
    QJsonObject condition = conditionOf(object, type);
    const bool turned = condition.value(u"status") != status;
    const QString since = turned ? now : textAt(condition, {u"lastTransitionTime"});
    condition = {{u"type"_s, type}, {u"status"_s, status}, {u"reason"_s, reason}, {u"message"_s, message},
        {u"lastTransitionTime"_s, since}};
    QJsonArray conditions;
    for (const QJsonValue &one : listAt(object, {u"status", u"conditions"})) {
        if (one.toObject().value(u"type") != type)
            conditions << one;
    }
    conditions << condition;
    setAt(object, {u"status", u"conditions"}, conditions);
    m_world.cluster.put(object);
}

bool Operators::hasToken(const QJsonObject &store, QString &missing) const
{
    const QJsonObject ref = objectAt(store, {u"spec", u"provider", u"vault", u"auth", u"tokenSecretRef"});
    if (ref.isEmpty())
        return true;
    const QString own = textAt(store, {u"metadata", u"namespace"}), named = textAt(ref, {u"namespace"});
    const QString space = named.isEmpty() ? own : named, name = textAt(ref, {u"name"});
    if (m_world.cluster.get({{}, u"Secret"_s, space, name}))
        return true;
    missing = u"unable to create client: cannot get Kubernetes secret \"%1\" from namespace \"%2\": "
              u"secrets \"%1\" not found"_s.arg(name, space);
    return false;
}

QString Operators::storeTrouble(const QJsonObject &store) const
{
    if (m_world.faults.has(u"store-sealed"_s)) {
        const QString server = textAt(store, {u"spec", u"provider", u"vault", u"server"});
        return u"unable to validate store: invalid vault credentials: "
               u"Error making API request. URL: GET %1/v1/auth/token/lookup-self Code: 503. "
               u"Errors: * Vault is sealed"_s.arg(server.isEmpty() ? u"https://vault:8200"_s : server);
    }
    QString missing;
    return hasToken(store, missing) ? QString() : missing;
}

void Operators::secretStore(const Key &key)
{
    const QString trouble = storeTrouble(m_world.cluster.get(key)->object);
    if (trouble.isEmpty())
        setCondition(key, u"Ready"_s, true, u"Valid"_s, u"store validated"_s);
    else
        setCondition(key, u"Ready"_s, false, u"InvalidProviderConfig"_s, trouble);
}

void Operators::makeSecret(const QJsonObject &owner, const QString &name, const QString &type, const QStringList &words)
{
    const QString space = textAt(owner, {u"metadata", u"namespace"});
    if (m_world.cluster.get({{}, u"Secret"_s, space, name}))
        return;
    QJsonObject data;
    for (const QString &word : words) {
        const QString value = m_world.chance.uuid(u"secret "_s + space + u'/' + name + u' ' + word);
        data.insert(word, QString::fromLatin1(value.toLatin1().toBase64()));
    }
    const QJsonObject reference{{u"apiVersion"_s, owner.value(u"apiVersion")}, {u"kind"_s, owner.value(u"kind")},
        {u"name"_s, textAt(owner, {u"metadata", u"name"})}, {u"uid"_s, textAt(owner, {u"metadata", u"uid"})},
        {u"controller"_s, true}, {u"blockOwnerDeletion"_s, true}};
    m_world.cluster.put(
        {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Secret"_s}, {u"type"_s, type.isEmpty() ? u"Opaque"_s : type},
            {u"metadata"_s,
                QJsonObject{{u"name"_s, name}, {u"namespace"_s, space}, {u"ownerReferences"_s, QJsonArray{reference}}}},
            {u"data"_s, data}});
}

void Operators::externalSecret(const Key &key)
{
    const QJsonObject object = m_world.cluster.get(key)->object;
    const QJsonObject ref = objectAt(object, {u"spec", u"secretStoreRef"});
    const QString name = textAt(ref, {u"name"}), kind = textAt(ref, {u"kind"});
    const bool clusterWide = kind == u"ClusterSecretStore";
    const auto store = m_world.cluster.get(
        {externalSecrets, clusterWide ? kind : u"SecretStore"_s, clusterWide ? QString() : key.space, name});
    const bool ready = store && conditionMet(store->object, u"Ready") && storeTrouble(store->object).isEmpty();
    if (!ready) {
        const QString trouble = store ? storeTrouble(store->object) : QString();
        const QString type = clusterWide ? kind : u"SecretStore"_s;
        setCondition(key, u"Ready"_s, false, u"SecretSyncedError"_s,
            !store ? u"could not get %1 \"%2\", %1.external-secrets.io \"%2\" not found"_s.arg(type, name)
                : trouble.isEmpty() ? u"%1 \"%2\" is not ready"_s.arg(type, name)
                                    : u"error processing spec.data[0]: %1"_s.arg(trouble));
        return;
    }
    QStringList words;
    for (const QJsonValue &one : listAt(object, {u"spec", u"data"}))
        words << textAt(one.toObject(), {u"secretKey"});
    const QJsonObject templated = objectAt(object, {u"spec", u"target", u"template", u"data"});
    words += templated.keys();
    if (words.isEmpty())
        words << u"value"_s;
    const QString target = textAt(object, {u"spec", u"target", u"name"});
    makeSecret(object, target.isEmpty() ? key.name : target, textAt(object, {u"spec", u"target", u"template", u"type"}),
        words);
    setCondition(key, u"Ready"_s, true, u"SecretSynced"_s, u"secret synced"_s);
}

void Operators::sealedSecret(const Key &key)
{
    const QJsonObject object = m_world.cluster.get(key)->object;
    const QString name = textAt(object, {u"spec", u"template", u"metadata", u"name"});
    makeSecret(object, name.isEmpty() ? key.name : name, textAt(object, {u"spec", u"template", u"type"}),
        objectAt(object, {u"spec", u"encryptedData"}).keys());
    setCondition(key, u"Synced"_s, true, {}, {});
}

void Operators::issuer(const Key &key)
{
    setCondition(
        key, u"Ready"_s, true, u"ACMEAccountRegistered"_s, u"The ACME account was registered with the ACME server"_s);
}

void Operators::issuing(const Key &key)
{
    if (conditionMet(m_world.cluster.get(key)->object, u"Ready"))
        return;
    const QString why = u"Issuing certificate as Secret does not exist"_s;
    setCondition(key, u"Ready"_s, false, u"DoesNotExist"_s, why);
    setCondition(key, u"Issuing"_s, true, u"DoesNotExist"_s, why);
}

void Operators::certificate(const Key &key)
{
    QJsonObject object = m_world.cluster.get(key)->object;
    const QString name = textAt(object, {u"spec", u"secretName"});
    makeSecret(object, name.isEmpty() ? key.name : name, u"kubernetes.io/tls"_s, {u"tls.crt"_s, u"tls.key"_s});
    QJsonArray conditions; // Issuing goes when it is issued
    for (const QJsonValue &one : listAt(object, {u"status", u"conditions"})) {
        if (one.toObject().value(u"type") != u"Issuing"_s)
            conditions << one;
    }
    setAt(object, {u"status", u"conditions"}, conditions);
    setAt(object, {u"status", u"notBefore"}, secondsText(m_world.clock.wall()));
    setAt(object, {u"status", u"notAfter"}, secondsText(m_world.clock.wall() + Seconds{90 * 86'400}));
    m_world.cluster.put(object);
    setCondition(key, u"Ready"_s, true, u"Ready"_s, u"Certificate is up to date and has not expired"_s);
}

} // namespace relight::world
