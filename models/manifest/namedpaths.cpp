#include "models/manifest/manifestparser.h"

#include "models/manifest/yamlvalue.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

class PathList
{
public:
    void addPath(const QString &path)
    {
        const Result<QString> clean = path.isEmpty() ? failure(ErrorCode::Invalid, {}) : repositoryPathOf(path);
        if (clean && *clean != "."_L1 && !m_seen.contains(*clean)) {
            m_seen.insert(*clean);
            m_paths.append(*clean);
        }
    }

    // "./script.sh" at the start of a word of a shell command; a word with a variable in it cannot be known before it
    // runs.
    void addCommand(const QString &command)
    {
        static const QRegularExpression word(
            u"(?:^|[\\s;|&<>()'\"`=])\\./([^\\s;|&<>()'\"`$*?\\\\]+)(?![^\\s;|&<>()'\"`])"_s);
        for (auto it = word.globalMatch(command); it.hasNext();)
            addPath(it.next().captured(1));
    }

    QStringList paths() const { return m_paths; }

private:
    QStringList m_paths;
    QSet<QString> m_seen;
};

} // namespace

QStringList namedPaths(const RecoveryManifest &manifest)
{
    PathList list;
    const ClusterSection &cluster = manifest.cluster;
    list.addPath(cluster.path);
    list.addCommand(cluster.command);
    list.addCommand(cluster.probe);
    if (cluster.kubeconfig.kind == KubeconfigSource::Kind::Command)
        list.addCommand(cluster.kubeconfig.value);
    for (const QString &entry : cluster.bootstrap) {
        static const QRegularExpression file(u"\\A\\S+\\.(yaml|yml|json)\\z"_s);
        if (file.match(entry).hasMatch())
            list.addPath(entry);
        else
            list.addCommand(entry);
    }
    list.addPath(manifest.gitops.rootApp.value_or(QString()));
    list.addPath(manifest.gitops.argocd.manifest); // a URL is no repository path and is left out
    for (const DataItem &item : manifest.data) {
        for (const QString &command : {item.backupTimeCommand, item.restoreCommand, item.verifyCommand})
            list.addCommand(command);
    }
    for (const TrafficItem &item : manifest.traffic) {
        list.addPath(item.path);
        list.addCommand(item.command);
        list.addCommand(item.undoCommand);
    }
    for (const VerificationItem &item : manifest.verification)
        list.addCommand(item.command);
    for (const ExternalDependency &item : manifest.externalDependencies)
        list.addCommand(item.checkCommand);
    for (const StepSettings &step : manifest.steps) {
        list.addCommand(step.run);
        list.addCommand(step.probe);
    }
    return list.paths();
}

} // namespace relight
