#include "stubcluster.h"

#include "models/plan/planfor.h"
#include "models/plan/shellscript.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight::test {

StubCluster::StubCluster()
{
    QDir dir(m_folder.path());
    for (const QString &folder : {u"apps"_s, u"held"_s, u"tree/apps"_s, u"tree/boot"_s})
        dir.mkpath(folder);
    write(u"uid"_s, "new-uid");
    write(u"kubeconfig"_s, "context: production\nserver: https://new.example:6443\n");
    write(u"planned"_s, "2");
    write(u"shown"_s, "Plan: 3 to add, 0 to change, 0 to destroy.\n");
    write(u"children"_s, "shop\nmedia\n");
    for (const QString &empty : {u"log"_s, u"refuse"_s, u"marks"_s, u"workloads"_s, u"applied"_s})
        write(empty, {});
    const auto application = [](const char *name) {
        return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: " + QByteArray(name) + '\n';
    };
    write(u"tree/apps/root.yaml"_s, application("root"));
    write(u"tree/apps/shop.yaml"_s, application("shop"));
    write(u"tree/apps/media.yaml"_s, application("media"));
    write(u"tree/install.yaml"_s, "kind: Deployment\n");
    write(u"tree/boot/cni.yaml"_s, "kind: DaemonSet\n");
}

QString StubCluster::path(const QString &name) const
{
    return m_folder.filePath(name);
}

void StubCluster::write(const QString &name, const QByteArray &text) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

QString StubCluster::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool StubCluster::has(const QString &name) const
{
    return QFile::exists(path(name));
}

QStringList StubCluster::log() const
{
    return read(u"log"_s).split(u'\n', Qt::SkipEmptyParts);
}

void StubCluster::clearLog() const
{
    write(u"log"_s, {});
}

ScriptRan StubCluster::run(const QString &script, const QMap<QString, QString> &environment) const
{
    write(u"script.sh"_s, script.toUtf8());
    QProcessEnvironment variables;
    const QString stubs = QDir(QStringLiteral(RELIGHT_SOURCE_DIR "/tests/models/plan/stubs")).absolutePath();
    variables.insert(u"PATH"_s, stubs + u":/usr/bin:/bin"_s);
    variables.insert(u"HOME"_s, m_folder.path());
    variables.insert(u"STUB"_s, m_folder.path());
    variables.insert(u"RELIGHT_WORKTREE"_s, path(u"tree"_s));
    variables.insert(u"RELIGHT_YES"_s, u"1"_s);
    for (auto it = environment.begin(); it != environment.end(); ++it)
        variables.insert(it.key(), it.value());
    QProcess process;
    process.setProcessEnvironment(variables);
    process.setUnixProcessParameters(QProcess::UnixProcessFlag::CreateNewSession);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(u"dash"_s, {path(u"script.sh"_s)});
    if (!process.waitForFinished(60000)) {
        process.kill();
        process.waitForFinished(5000);
        return {-1, u"the script did not end: "_s + QString::fromUtf8(process.readAllStandardError())};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        QString::fromUtf8(process.readAllStandardError())};
}

QString scriptOf(const RecoveryManifest &manifest)
{
    return recoveryScript(manifest, planFor(manifest).value());
}

bool isWrite(const QString &call)
{
    static const QRegularExpression writes(
        u"\\A(RUN |kubectl (apply|annotate|create|patch|delete|replace|label|scale|edit|set) )"_s);
    return writes.match(call).hasMatch() && !call.startsWith(u"kubectl annotate --local"_s);
}

QString unguardedWrite(const QStringList &log)
{
    bool looked = false;
    for (const QString &call : log) {
        if (call.startsWith(u"kubectl get namespace kube-system"_s)) {
            looked = true;
        } else if (isWrite(call)) {
            if (!looked)
                return call;
            looked = false;
        }
    }
    return {};
}

} // namespace relight::test
