#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"
#include "models/manifest/yamlvalue.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

void readVersion(YamlMap &map, ArgoCdSection &argocd)
{
    const QString text = map.written("version");
    static const QRegularExpression version(
        u"\\Av[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}(-rc[0-9]{1,2})?\\z|\\Astable\\z"_s);
    if (text.isEmpty() || version.match(text).hasMatch())
        argocd.version = text;
    else
        map.error("version", u"%1 is not a release of Argo CD: write it in full, as v3.2.11"_s.arg(quotedValue(text)));
}

// A path in the repository, or a URL with its hash: as a map { url, sha256 }, or with the key sha256 beside it.
void readManifest(YamlMap &map, ArgoCdSection &argocd)
{
    const auto readHash = [&argocd](YamlMap &place) {
        const QString hash = place.text("sha256").toLower();
        static const QRegularExpression hex(u"\\A(sha256:)?[0-9a-f]{64}\\z"_s);
        if (!hash.isEmpty() && !hex.match(hash).hasMatch())
            place.error("sha256",
                u"is not a SHA-256 hash: expected 64 hexadecimal digits (sha256sum install.yaml prints them)"_s);
        else
            argocd.manifestSha256 = hash.right(64);
    };
    const YamlNode *node = map.take("manifest");
    bool hashGiven = map.has("sha256");
    readHash(map);
    if (!node)
        return;
    if (node->kind == YamlNode::Kind::Map) {
        map.map("manifest", [&](YamlMap &pinned) {
            pinned.require("url", u"expected { url: https://…, sha256: … }, or a path in the repository"_s);
            argocd.manifest = pinned.url("url", {u"https"_s});
            hashGiven = hashGiven || pinned.has("sha256");
            if (pinned.has("sha256"))
                readHash(pinned);
        });
    } else if (node->text.contains("://"_L1)) {
        argocd.manifest = map.url("manifest", {u"https"_s});
    } else {
        argocd.manifest = map.repositoryPath("manifest");
        return;
    }
    if (!argocd.manifest.isEmpty() && !hashGiven)
        map.error("manifest",
            u"an install manifest from the network needs its hash: add sha256 (sha256sum install.yaml prints it), or keep the file in the repository"_s);
}

} // namespace

void readArgoCd(YamlMap &map, ArgoCdSection &argocd)
{
    argocd.at = map.at();
    const QString name = map.text("namespace");
    if (!name.isEmpty() && !isNamespaceName(name))
        map.error("namespace", noNamespaceName(name));
    else if (!name.isEmpty())
        argocd.argoNamespace = name;
    readVersion(map, argocd);
    readManifest(map, argocd);
    argocd.server = map.url("server", {u"https"_s, u"http"_s});
    map.map("credentials", [&](YamlMap &credentials) {
        argocd.username = credentials.written("username");
        argocd.password = credentials.secret("password");
        argocd.token = credentials.secret("token");
        if (credentials.has("token") && (credentials.has("password") || credentials.has("username")))
            credentials.error(
                "token", u"stands beside a username or password: Argo CD uses one of the two, remove the other"_s);
    });
}

} // namespace relight
