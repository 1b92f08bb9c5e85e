#include "app/drill/world/argocd/installation.h"

#include "app/drill/world/argocd/jsonpath.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds restartTakes{20'000}, beforeAnotherTry{500};

Installation::Installation(World &world)
    : m_world(world)
{
    world.cluster.listen([this](const Happening &happening) {
        const bool workload = happening.key.kind == u"Deployment" || happening.key.kind == u"StatefulSet";
        if (workload && happening.key.space == m_world.manifest.gitops.argocd.argoNamespace)
            look();
    });
    world.faults.listen([this](const Fault &fault, bool begins) {
        if (fault.kind == u"argocd-restart" && begins)
            restart();
        if (fault.kind == u"argocd-password-changed")
            ++m_passwordChanges;
    });
}

bool Installation::isReady(const QString &kind, const QString &name) const
{
    const auto object = m_world.cluster.get({u"apps"_s, kind, m_world.manifest.gitops.argocd.argoNamespace, name});
    return object && valueAt(object->object, {u"status", u"readyReplicas"}).toInt() > 0;
}

bool Installation::controllerIsUp() const
{
    const QString name = u"argocd-application-controller"_s;
    return m_world.clusterIsUp && m_world.clock.now() >= m_refusesUntil
        && (isReady(u"StatefulSet"_s, name) || isReady(u"Deployment"_s, name));
}

bool Installation::serverIsUp() const
{
    return m_world.clusterIsUp && m_world.clock.now() >= m_refusesUntil && isReady(u"Deployment"_s, u"argocd-server"_s);
}

bool Installation::applicationSetsAreUp() const
{
    return m_world.clusterIsUp && isReady(u"Deployment"_s, u"argocd-applicationset-controller"_s);
}

void Installation::look()
{
    const bool server = serverIsUp(), controller = controllerIsUp();
    if (server && !std::exchange(m_serverWasUp, server))
        initialize();
    if (!server && std::exchange(m_serverWasUp, server) && serverWent)
        serverWent();
    if (std::exchange(m_controllerWasUp, controller) != controller && controller && controllerCame)
        controllerCame();
}

QString Installation::initialPassword() const
{
    return m_world.chance.uuid(u"the initial password of Argo CD"_s).remove(u'-').left(16);
}

// As argocd-server does when it starts: each once, and nothing that is there is changed.
void Installation::initialize()
{
    const QString space = m_world.manifest.gitops.argocd.argoNamespace;
    const QJsonObject label{{u"app.kubernetes.io/part-of"_s, u"argocd"_s}};
    const auto encoded = [](const QString &text) { return QString::fromLatin1(text.toUtf8().toBase64()); };
    const auto secret = [&](const QString &name, const QJsonObject &data) {
        const auto present = m_world.cluster.get({{}, u"Secret"_s, space, name});
        if (present && !objectAt(present->object, {u"data"}).isEmpty())
            return;
        QJsonObject made = present
            ? present->object
            : QJsonObject{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Secret"_s}, {u"type"_s, u"Opaque"_s},
                  {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"namespace"_s, space}, {u"labels"_s, label}}}};
        made.insert(u"data"_s, data);
        m_world.cluster.put(made);
    };
    secret(u"argocd-initial-admin-secret"_s, {{u"password"_s, encoded(initialPassword())}});
    secret(u"argocd-secret"_s,
        {{u"admin.password"_s, encoded(u"$2a$10$"_s + m_world.chance.uuid(u"bcrypt of Argo CD"_s).remove(u'-'))},
            {u"admin.passwordMtime"_s, encoded(secondsText(m_world.clock.wall()))},
            {u"server.secretkey"_s, encoded(m_world.chance.uuid(u"secret key of Argo CD"_s))}});
    const Kind *project = m_world.cluster.findKind(u"argoproj.io"_s, u"AppProject"_s);
    if (!project) { // its definition is not served yet
        m_world.clock.quietly(beforeAnotherTry, u"argocd/installation"_s, [this] {
            if (serverIsUp())
                initialize();
        });
        return;
    }
    if (m_world.cluster.get({project->group, project->kind, space, u"default"_s}))
        return;
    const QJsonObject everything{{u"group"_s, u"*"_s}, {u"kind"_s, u"*"_s}};
    const QJsonObject anywhere{{u"server"_s, u"*"_s}, {u"namespace"_s, u"*"_s}};
    m_world.cluster.put({{u"apiVersion"_s, project->apiVersion()}, {u"kind"_s, project->kind},
        {u"metadata"_s, QJsonObject{{u"name"_s, u"default"_s}, {u"namespace"_s, space}, {u"generation"_s, 1}}},
        {u"spec"_s,
            QJsonObject{{u"sourceRepos"_s, QJsonArray{u"*"_s}}, {u"destinations"_s, QJsonArray{anywhere}},
                {u"clusterResourceWhitelist"_s, QJsonArray{everything}}}},
        {u"status"_s, QJsonObject()}});
}

// The pods go; whoever makes pods makes them anew. Until then, and for a while at least, nobody answers.
void Installation::restart()
{
    const QString space = m_world.manifest.gitops.argocd.argoNamespace;
    m_refusesUntil = m_world.clock.now() + restartTakes;
    for (const auto &pod : m_world.cluster.list({}, u"Pod"_s, space)) {
        const QString name = textAt(pod->object, {u"metadata", u"name"});
        if (name.startsWith(u"argocd-server-") || name.startsWith(u"argocd-application-controller-"))
            m_world.cluster.remove(keyOf(pod->object));
    }
    look();
    m_world.clock.quietly(restartTakes, u"argocd/installation"_s, [this] { look(); });
}

QByteArray Installation::presentToken() const
{
    const QString name = u"token of Argo CD %1 %2"_s.arg(m_world.clusters).arg(m_passwordChanges);
    return "eyJhbGciOiJIUzI1NiJ9." + m_world.chance.uuid(name).remove(u'-').toLatin1() + '.'
        + m_world.chance.uuid(name + u" signed"_s).remove(u'-').toLatin1();
}

QByteArray Installation::logIn(const QString &username, const QString &password) const
{
    const auto changed = m_world.faults.find(u"argocd-password-changed"_s);
    const QString right = changed ? textAt(changed->with, {u"password"}) : initialPassword();
    return username == u"admin" && !right.isEmpty() && password == right ? presentToken() : QByteArray();
}

} // namespace relight::world
