#include "app/drill/world/argocd/applicationsets.h"

#include "app/drill/world/argocd/installation.h"
#include "app/drill/world/argocd/jsonpath.h"
#include "app/drill/world/argocd/livestate.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds generation{1500};
static const QString argoGroup = u"argoproj.io"_s;

ApplicationSets::ApplicationSets(World &world, const Installation &installation)
    : m_world(world)
    , m_installation(installation)
{
    world.cluster.listen([this](const Happening &happening) {
        const Key &key = happening.key;
        if (key.group == argoGroup && key.kind == u"ApplicationSet" && happening.change != Change::Deleted
            && (!happening.before || happening.before->object.value(u"spec") != happening.now->object.value(u"spec")))
            later(key);
    });
}

void ApplicationSets::later(const Key &key)
{
    const QString name = key.space + u'/' + key.name;
    m_world.clock.quietly(m_world.chance.about(generation, u"generating "_s + name), u"argocd/set/"_s + name,
        [this, key, cluster = m_world.clusters] {
            if (cluster != m_world.clusters || !m_world.cluster.get(key))
                return;
            if (m_installation.applicationSetsAreUp())
                generate(key);
            else
                later(key);
        });
}

static QJsonObject directoryParameters(const QString &path)
{
    const QString base = path.section(u'/', -1);
    return {{u"path"_s, path}, {u"path.path"_s, path}, {u"path.basename"_s, base},
        {u"path.basenameNormalized"_s, QString(base).replace(u'_', u'-')}};
}

static QList<QJsonObject> directories(const RepositoryFiles &files, const QJsonArray &wanted)
{
    QSet<QString> folders;
    for (auto file = files.files.begin(); file != files.files.end(); ++file) {
        for (qsizetype slash = file.key().indexOf(u'/'); slash >= 0; slash = file.key().indexOf(u'/', slash + 1))
            folders.insert(file.key().left(slash));
    }
    QStringList sorted(folders.begin(), folders.end());
    sorted.sort();
    QList<QJsonObject> found;
    for (const QString &folder : std::as_const(sorted)) {
        bool in = false, out = false;
        for (const QJsonValue &value : wanted) {
            const QString glob = textAt(value.toObject(), {u"path"});
            const bool fits = QRegularExpression::fromWildcard(glob).match(folder).hasMatch();
            (value.toObject().value(u"exclude").toBool() ? out : in) |= fits;
        }
        if (in && !out)
            found << directoryParameters(folder);
    }
    return found;
}

QList<QJsonObject> ApplicationSets::parametersOf(const QJsonObject &set) const
{
    QList<QJsonObject> all;
    for (const QJsonValue &value : listAt(set, {u"spec", u"generators"})) {
        const QJsonObject generator = value.toObject();
        for (const QJsonValue &element : listAt(generator, {u"list", u"elements"}))
            all << element.toObject();
        if (const QJsonArray wanted = listAt(generator, {u"git", u"directories"}); !wanted.isEmpty())
            all << directories(m_world.repository, wanted);
        if (generator.contains(u"clusters"))
            all << QJsonObject{{u"name"_s, u"in-cluster"_s}, {u"nameNormalized"_s, u"in-cluster"_s},
                {u"server"_s, u"https://kubernetes.default.svc"_s}};
    }
    return all;
}

// {{name}}, {{ .name }}, {{path.basename}}, {{.path.basename}}; what has no value stays as it is.
static QString filled(const QString &text, const QJsonObject &parameters)
{
    static const QRegularExpression place(u"\\{\\{\\s*\\.?([A-Za-z0-9_.\\-]+)\\s*\\}\\}"_s);
    QString out;
    qsizetype at = 0;
    for (auto match = place.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        const QJsonValue value = parameters.value(found.captured(1));
        out += text.sliced(at, found.capturedStart() - at)
            + (value.isUndefined() ? found.captured() : value.toVariant().toString());
        at = found.capturedEnd();
    }
    return out + text.sliced(at);
}

static QJsonValue filled(const QJsonValue &value, const QJsonObject &parameters)
{
    if (value.isString())
        return filled(value.toString(), parameters);
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue &one : value.toArray())
            out << filled(one, parameters);
        return out;
    }
    if (!value.isObject())
        return value;
    QJsonObject out;
    const QJsonObject from = value.toObject();
    for (auto field = from.begin(); field != from.end(); ++field)
        out.insert(filled(field.key(), parameters), filled(field.value(), parameters));
    return out;
}

void ApplicationSets::generate(const Key &key)
{
    const QJsonObject set = m_world.cluster.get(key)->object;
    const QJsonObject owner{{u"apiVersion"_s, set.value(u"apiVersion")}, {u"kind"_s, key.kind}, {u"name"_s, key.name},
        {u"uid"_s, textAt(set, {u"metadata", u"uid"})}, {u"controller"_s, true}, {u"blockOwnerDeletion"_s, true}};
    for (const QJsonObject &parameters : parametersOf(set)) {
        QJsonObject application = filled(objectAt(set, {u"spec", u"template"}), parameters).toObject();
        application.insert(u"apiVersion"_s, u"argoproj.io/v1alpha1"_s);
        application.insert(u"kind"_s, u"Application"_s);
        setAt(application, {u"metadata", u"namespace"}, key.space);
        setAt(application, {u"metadata", u"ownerReferences"}, QJsonArray{owner});
        applyToCluster(m_world, application, false);
    }
    writeStatus(key);
}

void ApplicationSets::writeStatus(const Key &key)
{
    QJsonObject set = m_world.cluster.get(key)->object;
    const auto condition = [&](const QString &type, bool isTrue, const QString &reason, const QString &message) {
        return QJsonObject{{u"type"_s, type}, {u"status"_s, isTrue ? u"True"_s : u"False"_s}, {u"reason"_s, reason},
            {u"message"_s, message}, {u"lastTransitionTime"_s, secondsText(m_world.clock.wall())}};
    };
    setAt(set, {u"status", u"conditions"},
        QJsonArray{condition(u"ErrorOccurred"_s, false, u"ApplicationSetUpToDate"_s,
                       u"All applications have been generated successfully"_s),
            condition(u"ParametersGenerated"_s, true, u"ParametersGenerated"_s,
                u"Successfully generated parameters for all Applications"_s),
            condition(u"ResourcesUpToDate"_s, true, u"ApplicationSetUpToDate"_s,
                u"All applications have been generated successfully"_s)});
    m_world.cluster.put(set);
}

} // namespace relight::world
