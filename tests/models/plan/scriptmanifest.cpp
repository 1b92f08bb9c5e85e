#include "scriptmanifest.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace relight::test {

QString runs(const QString &what)
{
    return u"echo 'RUN %1' >>\"$STUB/log\""_s.arg(what);
}

DataItem restoreOf(const QString &name, const QStringList &holds)
{
    DataItem item;
    item.name = name;
    item.restoreCommand = runs(u"restore "_s + name);
    item.holds = holds;
    if (!holds.isEmpty())
        item.needs = QStringList{u"root"_s};
    return item;
}

TrafficItem switchOf(const QString &name)
{
    TrafficItem item;
    item.name = name;
    item.provider = TrafficProvider::Command;
    item.command = runs(u"switch "_s + name);
    return item;
}

RecoveryManifest manifestOf(const QList<DataItem> &data, const QList<TrafficItem> &traffic)
{
    RecoveryManifest manifest;
    manifest.name = u"production"_s;
    manifest.cluster.context = u"production"_s;
    manifest.cluster.bootstrap = {u"boot/cni.yaml"_s, runs(u"bootstrap"_s)};
    manifest.gitops.repo = u"https://git.example/repo.git"_s;
    manifest.gitops.rootApp = u"apps/root.yaml"_s;
    manifest.gitops.argocd.manifest = u"install.yaml"_s;
    manifest.secrets.stated = true;
    manifest.secrets.method = SecretsMethod::ExternalSecrets;
    manifest.secrets.token = SecretRef{SecretRef::Kind::Env, u"TOKEN"_s};
    manifest.data = data;
    manifest.traffic = traffic;
    for (const QString &id : {u"monitor-sync"_s, u"restore-data"_s}) {
        StepSettings brief;
        brief.id = id;
        brief.timeout = 1s;
        if (!data.isEmpty() || id == u"monitor-sync"_s)
            manifest.steps << brief;
    }
    return manifest;
}

QMap<QString, QString> token()
{
    return {{u"TOKEN"_s, u"t"_s}};
}

QMap<QString, QString> with(const QString &name, const QString &value)
{
    QMap<QString, QString> environment = token();
    environment.insert(name, value);
    return environment;
}

qsizetype count(const QStringList &log, const QString &words)
{
    return std::ranges::count_if(log, [&](const QString &line) { return line.contains(words); });
}

} // namespace relight::test
