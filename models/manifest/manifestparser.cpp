#include "models/manifest/manifestparser.h"

#include "models/manifest/sections.h"
#include "models/manifest/yamlvalue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

constexpr int knownFormat = 1;

// False: the file is of a format that only a newer version reads; nothing else in it can be judged.
bool readFormat(YamlMap &recovery, RecoveryManifest &manifest)
{
    manifest.format = recovery.number("format", 1, 999'999'999).value_or(knownFormat);
    if (manifest.format <= knownFormat)
        return true;
    recovery.error("format",
        u"format %1 was made for a newer Relight, this one reads format %2: update Relight"_s.arg(manifest.format)
            .arg(knownFormat));
    return false;
}

void readRecovery(YamlMap &recovery, RecoveryManifest &manifest)
{
    if (!readFormat(recovery, manifest)) {
        recovery.rest([](const YamlEntry &, const QString &) { });
        return;
    }
    manifest.name = recovery.written("name");
    recovery.map("objectives", [&](YamlMap &map) { readObjectives(map, manifest.objectives); });
    recovery.map("review", [&](YamlMap &map) { readReview(map, manifest.review); });
    recovery.require("cluster", u"how is the cluster made? At least cluster: { provisioner: … }"_s);
    recovery.map("cluster", [&](YamlMap &map) { readCluster(map, manifest.cluster); });
    recovery.require("gitops", u"which repository is it rebuilt from? At least gitops: { repo: … }"_s);
    recovery.map("gitops", [&](YamlMap &map) { readGitOps(map, manifest.gitops); });
    recovery.map("secrets", [&](YamlMap &map) { readSecrets(map, manifest.secrets); });
    recovery.map("data", [&](YamlMap &map) { readData(map, manifest.data); });
    readTraffic(recovery, manifest.traffic);
    readVerification(recovery, manifest.verification);
    readNotifications(recovery, manifest.notifications);
    readExternalDependencies(recovery, manifest.externalDependencies);
    readContacts(recovery, manifest.contacts);
    readSteps(recovery, manifest.steps);
    checkStepTargets(recovery, manifest);
    if (manifest.name.isEmpty() && manifest.gitops.path != "."_L1)
        manifest.name = manifest.gitops.path.section(u'/', -1);
}

void readDocument(const YamlNode &root, RecoveryManifest &manifest, QList<Diagnostic> &log)
{
    YamlMap document(root, {}, log);
    if (!document.isValid())
        return;
    document.require("recovery", u"a recovery manifest starts with \"recovery:\""_s);
    document.map("recovery", [&](YamlMap &recovery) { readRecovery(recovery, manifest); });
    // "x-…" holds what is only there to be named by aliases.
    for (const YamlEntry &entry : root.entries) {
        if (entry.key.startsWith("x-"_L1))
            document.take(entry.key.toUtf8().constData());
    }
}

} // namespace

void sortByPlace(QList<Diagnostic> &diagnostics)
{
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic &a, const Diagnostic &b) {
        return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
    });
}

bool ParsedManifest::hasErrors() const
{
    return std::any_of(diagnostics.cbegin(), diagnostics.cend(),
        [](const Diagnostic &each) { return each.severity == Severity::Error; });
}

ParsedManifest parseManifest(const QByteArray &yaml)
{
    ParsedManifest result;
    const auto tree = loadYaml(yaml);
    if (!tree) {
        result.diagnostics.append(tree.error());
        return result;
    }
    RecoveryManifest manifest;
    readDocument(**tree, manifest, result.diagnostics);
    sortByPlace(result.diagnostics);
    if (result.diagnostics.size() >= maximumDiagnostics)
        result.diagnostics.append(
            {Severity::Error, {1, 1}, {}, u"there is more; reading ended after %1 findings"_s.arg(maximumDiagnostics)});
    if (!result.hasErrors())
        result.manifest = std::move(manifest);
    return result;
}

} // namespace relight
