#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"
#include "models/manifest/yamlvalue.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

constexpr std::array<Word<Provisioner>, 9> provisioners{{
    {"terraform", Provisioner::Terraform},
    {"opentofu", Provisioner::OpenTofu},
    {"gcloud", Provisioner::Gcloud},
    {"aws", Provisioner::Aws},
    {"eksctl", Provisioner::Eksctl},
    {"az", Provisioner::Az},
    {"talosctl", Provisioner::Talosctl},
    {"command", Provisioner::Command},
    {"existing", Provisioner::Existing},
}};

void readKubeconfig(YamlMap &map, KubeconfigSource &source)
{
    int given = 0;
    const auto choose = [&](const char *key, KubeconfigSource::Kind kind, const QString &value) {
        given += map.has(key) ? 1 : 0;
        if (!value.isEmpty())
            source = {kind, value};
    };
    choose("output", KubeconfigSource::Kind::Output, map.text("output"));
    choose("path", KubeconfigSource::Kind::Path, map.text("path")); // may leave the repository
    choose("command", KubeconfigSource::Kind::Command, map.command("command"));
    if (given != 1)
        map.error(map.at(), map.path(), u"expected exactly one of output, path and command, found %1"_s.arg(given));
}

void readExpect(YamlMap &map, ClusterSection &cluster)
{
    cluster.expectNodes = map.number("nodes", 1, 15000);
    cluster.expectVersion = map.written("version");
    static const QRegularExpression version(u"\\A(>=|<=|==|=|>|<)?\\s*v?[0-9]{1,4}(\\.[0-9]{1,4}){0,2}\\z"_s);
    if (!cluster.expectVersion.isEmpty() && !version.match(cluster.expectVersion).hasMatch())
        map.error("version",
            u"%1 is not a version to expect: write 1.30 or \">=1.30\""_s.arg(quotedValue(cluster.expectVersion)));
}

void readBootstrap(YamlMap &map, QStringList &bootstrap)
{
    map.list("bootstrap", [&](const YamlNode &node, const QString &place) {
        static const QRegularExpression manifest(u"\\A\\S+\\.(yaml|yml|json)\\z"_s);
        const auto read = [&](const QString &text) -> Result<QString> {
            if (!manifest.match(text.trimmed()).hasMatch())
                return text.trimmed();
            return textOf(node, TextRule::Strict).and_then(repositoryPathOf);
        };
        const Result<QString> entry = textOf(node, TextRule::StrictLines).and_then(read);
        if (entry)
            bootstrap.append(*entry);
        else
            map.error(node.at, place, entry.error().message);
    });
}

void readLost(YamlMap &map, LostCluster &lost)
{
    if (const auto ref = map.secret("kubeconfig")) {
        if (ref->kind == SecretRef::Kind::File)
            lost.kubeconfig = ref->target;
        else
            map.error("kubeconfig",
                u"found %1:…, expected file:PATH: the lost cluster's kubeconfig is only read to find the cluster"_s.arg(
                    ref->text().section(u':', 0, 0)));
    }
    lost.context = map.written("context");
    lost.server = map.url("server", {u"https"_s});
    lost.uid = map.written("uid");
    if (!map.has("kubeconfig") && !map.has("server"))
        map.error(map.at(), map.path(),
            u"the lost cluster cannot be found: expected kubeconfig: file:PATH (with context), or server (with uid)"_s);
}

void checkProvisioner(YamlMap &map, const ClusterSection &cluster)
{
    switch (cluster.provisioner) {
    case Provisioner::Terraform:
    case Provisioner::OpenTofu:
        map.require("path",
            u"where in the repository is the cluster's root module, for example terraform/clusters/production"_s);
        [[fallthrough]];
    case Provisioner::Existing:
        for (const char *key : {"command", "probe"}) {
            if (map.has(key))
                map.warning(key,
                    u"this %1 is never run: only provisioner: command has one; remove it, or change the provisioner"_s
                        .arg(QString::fromLatin1(key)));
        }
        break;
    case Provisioner::Command:
        map.require("command", u"provisioner: command needs to know what to run, for example ./provision.sh"_s);
        break;
    default:
        break;
    }
}

} // namespace

void readCluster(YamlMap &map, ClusterSection &cluster)
{
    cluster.at = map.at();
    map.require("provisioner", u"how is the cluster made? For example terraform, command or existing"_s);
    const auto provisioner = map.oneOf<Provisioner>("provisioner", provisioners);
    cluster.provisioner = provisioner.value_or(Provisioner::Terraform);
    cluster.path = map.repositoryPath("path");
    map.map("variables", [&](YamlMap &variables) {
        variables.rest([&](const YamlEntry &entry, const QString &) {
            const QByteArray key = entry.key.toUtf8();
            cluster.variables.insert(entry.key, variables.written(key.constData()));
        });
    });
    cluster.command = map.command("command");
    cluster.probe = map.command("probe");
    map.map("kubeconfig", [&](YamlMap &kubeconfig) { readKubeconfig(kubeconfig, cluster.kubeconfig); });
    cluster.context = map.written("context");
    map.map("expect", [&](YamlMap &expect) { readExpect(expect, cluster); });
    readBootstrap(map, cluster.bootstrap);
    map.map("lost", [&](YamlMap &lost) { readLost(lost, cluster.lost.emplace()); });
    if (provisioner)
        checkProvisioner(map, cluster);
}

} // namespace relight
