#include "app/drill/world/argocd/rendering.h"

#include "app/drill/world/argocd/circularbootstrap.h"
#include "app/drill/world/argocd/jsonpath.h"
#include "app/drill/world/argocd/livestate.h"
#include "app/drill/world/argocd/manifestfolder.h"
#include "app/drill/world/argocd/synthesizer.h"
#include "app/drill/world/argocd/tracking.h"
#include "app/drill/world/base/repositoryidentity.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace relight::world {

bool Renderer::isOurs(const QString &repoUrl) const
{
    const QString url = repositoryIdentity(repoUrl);
    return url == repositoryIdentity(m_world.manifest.gitops.repo)
        || (m_world.addresses.git != 0 && url.startsWith(u"127.0.0.1:%1/"_s.arg(m_world.addresses.git)));
}

static QString commitOf(const GitSource &source)
{
    const QByteArray name = (source.repoUrl + u'@' + source.targetRevision).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(name, QCryptographicHash::Sha1).toHex());
}

Result<Rendering> Renderer::objectsOf(const QJsonObject &application, const GitSource &source)
{
    Rendering rendering{{}, m_world.repository.commit, u"Helm"_s};
    if (source.chart.isEmpty() && isOurs(source.repoUrl)) {
        const auto folder = readFolder(m_world.repository, source);
        if (!folder)
            return std::unexpected(folder.error());
        rendering.targets = folder->objects;
        rendering.sourceType = folder->sourceType;
    } else {
        rendering.revision = source.chart.isEmpty() ? commitOf(source) : source.targetRevision;
    }
    if (rendering.targets.isEmpty()) {
        const QString name = textAt(application, {u"metadata", u"name"});
        for (const QString &by : {name, source.chart.isEmpty() ? source.path.section(u'/', -1) : source.chart}) {
            for (const QJsonObject &definition :
                m_foreign.definitionsOf(by.isEmpty() ? name : by, m_world.repository)) {
                const auto live = m_world.cluster.get(keyOf(definition));
                const QString owner
                    = live ? trackedBy(live->object, m_world.manifest.gitops.argocd.argoNamespace) : QString();
                const bool isFree = owner.isEmpty() || owner == applicationKey(application);
                if (isFree && !rendering.targets.contains(definition))
                    rendering.targets << definition;
            }
        }
        rendering.targets << synthesized(m_world.chance, name);
    }
    return rendering;
}

// A kind that is not served yet is where its definition says, if that is among the objects.
static bool isNamespaced(const World &world, const Key &key, const QList<QJsonObject> &all)
{
    if (const Kind *kind = world.cluster.findKind(key.group, key.kind))
        return kind->namespaced;
    for (const QJsonObject &object : all) {
        if (textAt(object, {u"spec", u"group"}) == key.group
            && textAt(object, {u"spec", u"names", u"kind"}) == key.kind)
            return textAt(object, {u"spec", u"scope"}) != u"Cluster";
    }
    return true;
}

void Renderer::place(QJsonObject &object, const QJsonObject &application, const QList<QJsonObject> &all) const
{
    object = normalized(object);
    const Key key = keyOf(object);
    if (!isNamespaced(m_world, key, all))
        setAt(object, {u"metadata", u"namespace"}, QJsonValue::Undefined);
    else if (key.space.isEmpty()) {
        const QString space = textAt(application, {u"spec", u"destination", u"namespace"});
        setAt(object, {u"metadata", u"namespace"}, space.isEmpty() ? u"default"_s : space);
    }
    if (textAt(object, {u"metadata", u"name"}).isEmpty()) {
        const QString start = textAt(object, {u"metadata", u"generateName"});
        setAt(object, {u"metadata", u"generateName"}, QJsonValue::Undefined);
        setAt(object, {u"metadata", u"name"},
            start + m_world.chance.uuid(applicationKey(application) + u'/' + start).left(7));
    }
    setAt(object, {u"metadata", u"annotations", trackingAnnotation},
        trackingId(applicationKey(application), object, m_world.manifest.gitops.argocd.argoNamespace));
}

Result<Rendering> Renderer::render(const QJsonObject &application)
{
    const GitSource source = sourceOf(application);
    const auto failed = [](const QString &why) {
        return failure(
            ErrorCode::Failed, u"Failed to load target state: failed to generate manifest for source 1 of 1: "_s + why);
    };
    if (m_world.faults.has(u"git-down"_s))
        return failed(u"rpc error: code = Unknown desc = failed to list refs: unexpected client error: unexpected "
                      u"requesting \"%1/info/refs?service=git-upload-pack\" status code: 503"_s.arg(source.repoUrl));
    auto rendering = objectsOf(application, source);
    if (!rendering)
        return failed(rendering.error().message);
    const QList<QJsonObject> all = rendering->targets;
    for (QJsonObject &object : rendering->targets)
        place(object, application, all);
    makeCircular(m_world, textAt(application, {u"metadata", u"name"}), rendering->targets);
    return rendering;
}

} // namespace relight::world
