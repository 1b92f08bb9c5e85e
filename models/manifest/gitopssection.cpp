#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"
#include "models/manifest/yamlvalue.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

QString readRepository(YamlMap &map)
{
    const QString text = map.text("repo");
    if (text.isEmpty())
        return {};
    // git@host:path, and repositories on this machine
    static const QRegularExpression other(
        u"\\A([A-Za-z0-9._-]+@)?[A-Za-z0-9.-]{2,}:[^/\\s:][^\\s:]*\\z|\\A/\\S+\\z|\\Afile:///\\S+\\z"_s);
    if (!text.contains("://"_L1) || text.startsWith("file:"_L1)) {
        if (other.match(text).hasMatch())
            return text;
        map.error("repo",
            u"%1 is not a Git repository's address: write https://HOST/PATH.git, ssh://…, git@HOST:PATH or an absolute path"_s
                .arg(quotedValue(text)));
        return {};
    }
    return map.url("repo", {u"https"_s, u"http"_s, u"ssh"_s, u"git"_s});
}

QString readRevision(YamlMap &map)
{
    const QString text = map.written("revision");
    static const QRegularExpression name(u"\\A[^-\\s~^:?*\\[\\\\][^\\s~^:?*\\[\\\\]*\\z"_s);
    if (text.isEmpty() || (name.match(text).hasMatch() && !text.contains(".."_L1) && text.size() <= 250))
        return text;
    map.error("revision", u"%1 is not a branch, tag or commit: write for example main"_s.arg(quotedValue(text)));
    return {};
}

void readCredentials(YamlMap &map, GitCredentials &credentials)
{
    credentials.username = map.written("username");
    credentials.password = map.secret("password");
    credentials.sshPrivateKey = map.secret("ssh-private-key");
    credentials.knownHosts = map.lines("known-hosts").trimmed();
    if (map.has("password") && map.has("ssh-private-key"))
        map.error("ssh-private-key", u"stands beside a password: Git uses one of the two, remove the other"_s);
}

} // namespace

void readGitOps(YamlMap &map, GitOpsSection &gitops)
{
    gitops.at = map.at();
    map.require("repo",
        u"which Git repository is the cluster rebuilt from? For example https://github.com/yourorg/gitops-repo.git"_s);
    gitops.repo = readRepository(map);
    gitops.path = map.repositoryPath("path");
    const QString rootApp = map.repositoryPath("root-app");
    if (!rootApp.isEmpty())
        gitops.rootApp = rootApp;
    gitops.revision = readRevision(map);
    map.map("credentials", [&](YamlMap &credentials) { readCredentials(credentials, gitops.credentials); });
    map.map("argocd", [&](YamlMap &argocd) { readArgoCd(argocd, gitops.argocd); });
}

} // namespace relight
