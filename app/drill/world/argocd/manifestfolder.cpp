#include "app/drill/world/argocd/manifestfolder.h"

#include "app/drill/world/argocd/jsonpath.h"
#include "app/integrations/kubernetes/yamldocuments.h"

#include <QDir>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

bool isManifest(const QString &path)
{
    return path.endsWith(u".yaml") || path.endsWith(u".yml") || path.endsWith(u".json");
}

QString inside(const QString &folder, const QString &path)
{
    return folder.isEmpty() ? path : path.mid(folder.size() + 1);
}

QStringList filesBelow(const RepositoryFiles &files, const QString &folder)
{
    QStringList found;
    const QString prefix = folder.isEmpty() ? QString() : folder + u'/';
    for (auto file = files.files.lowerBound(prefix); file != files.files.end() && file.key().startsWith(prefix); ++file)
        found << file.key();
    return found;
}

bool matches(const QString &glob, const QString &path)
{
    QString pattern = glob;
    if (pattern.startsWith(u'{') && pattern.endsWith(u'}')) {
        for (const QString &one : pattern.sliced(1, pattern.size() - 2).split(u',')) {
            if (matches(one, path))
                return true;
        }
        return false;
    }
    return QRegularExpression::fromWildcard(pattern, Qt::CaseSensitive, QRegularExpression::NonPathWildcardConversion)
        .match(path)
        .hasMatch();
}

void flatten(const QJsonObject &object, QList<QJsonObject> &objects)
{
    const QString kind = textAt(object, {u"kind"});
    if (kind.endsWith(u"List") && object.value(u"items").isArray()) {
        for (const QJsonValue &item : listAt(object, {u"items"}))
            flatten(item.toObject(), objects);
    } else if (!kind.isEmpty() && !textAt(object, {u"apiVersion"}).isEmpty()) {
        objects << object;
    }
}

Result<> readFile(const RepositoryFiles &files, const QString &path, QList<QJsonObject> &objects)
{
    const auto documents = readYamlDocuments(files.files.value(path));
    if (!documents)
        return failure(ErrorCode::Invalid,
            u"rpc error: code = FailedPrecondition desc = Failed to unmarshal \"%1\": %2"_s.arg(
                path.section(u'/', -1), documents.error().message));
    for (const YamlDocument &document : *documents)
        flatten(document.value.toObject(), objects);
    return {};
}

Result<> readPlain(const RepositoryFiles &files, const GitSource &source, QList<QJsonObject> &objects)
{
    for (const QString &path : filesBelow(files, source.path)) {
        const QString name = inside(source.path, path);
        const bool wanted = isManifest(path) && (source.recurse || !name.contains(u'/'))
            && (source.include.isEmpty() || matches(source.include, name))
            && (source.exclude.isEmpty() || !matches(source.exclude, name));
        if (!wanted)
            continue;
        if (const auto read = readFile(files, path, objects); !read)
            return read;
    }
    return {};
}

QString kustomizationIn(const RepositoryFiles &files, const QString &folder)
{
    for (const QString &name : {u"kustomization.yaml"_s, u"kustomization.yml"_s, u"Kustomization"_s}) {
        const QString path = folder.isEmpty() ? name : folder + u'/' + name;
        if (files.files.contains(path))
            return path;
    }
    return {};
}

// Resources and the namespace of a kustomization; patches and generators change nothing that a rehearsal looks at.
Result<> readKustomization(
    const RepositoryFiles &files, const QString &folder, QList<QJsonObject> &objects, int depth = 0)
{
    const auto documents = readYamlDocuments(files.files.value(kustomizationIn(files, folder)));
    if (!documents || documents->isEmpty() || depth > 16)
        return failure(ErrorCode::Invalid,
            u"rpc error: code = Unknown desc = `kustomize build <path to cached source>/%1` "
            u"failed exit status 1: Error: invalid Kustomization"_s.arg(folder));
    const QJsonObject kustomization = documents->first().value.toObject();
    const qsizetype before = objects.size();
    for (const QLatin1StringView list : {"resources"_L1, "bases"_L1, "components"_L1}) {
        for (const QJsonValue &entry : kustomization.value(list).toArray()) {
            const QString path = QDir::cleanPath(folder + u'/' + entry.toString());
            const QString clean = path.startsWith(u'/') ? path.mid(1) : path;
            Result<> read;
            if (files.files.contains(clean))
                read = readFile(files, clean, objects);
            else if (!kustomizationIn(files, clean).isEmpty())
                read = readKustomization(files, clean, objects, depth + 1);
            if (!read)
                return read;
        }
    }
    if (const QString space = textAt(kustomization, {u"namespace"}); !space.isEmpty()) {
        for (qsizetype i = before; i < objects.size(); ++i)
            setAt(objects[i], {u"metadata", u"namespace"}, space);
    }
    return {};
}

// Definitions as they are, and those templates that need no values.
void readChart(const RepositoryFiles &files, const QString &folder, QList<QJsonObject> &objects)
{
    for (const QString &path : filesBelow(files, folder)) {
        const QString name = inside(folder, path);
        const bool part = name.startsWith(u"templates/") || name.startsWith(u"crds/");
        if (part && isManifest(path) && !files.files.value(path).contains("{{"))
            (void)readFile(files, path, objects);
    }
}

} // namespace

bool folderExists(const RepositoryFiles &files, const QString &path)
{
    return path.isEmpty() || !filesBelow(files, path).isEmpty();
}

Result<FolderManifests> readFolder(const RepositoryFiles &files, const GitSource &source)
{
    if (!folderExists(files, source.path))
        return failure(
            ErrorCode::NotFound, u"rpc error: code = Unknown desc = %1: app path does not exist"_s.arg(source.path));
    FolderManifests found{{}, u"Directory"_s};
    Result<> read;
    if (files.files.contains(source.path.isEmpty() ? u"Chart.yaml"_s : source.path + u"/Chart.yaml"_s)) {
        found.sourceType = u"Helm"_s;
        readChart(files, source.path, found.objects);
    } else if (!kustomizationIn(files, source.path).isEmpty()) {
        found.sourceType = u"Kustomize"_s;
        read = readKustomization(files, source.path, found.objects);
    } else {
        read = readPlain(files, source, found.objects);
    }
    if (!read)
        return std::unexpected(read.error());
    return found;
}

} // namespace relight::world
