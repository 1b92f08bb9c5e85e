#include "models/plan/clusterobjects.h"

#include <QCryptographicHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

QString defaultArgoCdVersion()
{
    return u"v3.2.11"_s;
}

InstallManifest installManifest(const ArgoCdSection &argocd)
{
    if (argocd.manifest.startsWith(u"https://"_s) || argocd.manifest.startsWith(u"http://"_s))
        return {false, argocd.manifest, argocd.manifestSha256};
    if (!argocd.manifest.isEmpty())
        return {true, argocd.manifest, {}};
    const QString version = argocd.version.isEmpty() ? defaultArgoCdVersion() : argocd.version;
    return {false, u"https://raw.githubusercontent.com/argoproj/argo-cd/%1/manifests/install.yaml"_s.arg(version),
        argocd.manifestSha256};
}

QString repositorySecretName(const QString &url)
{
    const QByteArray hash = QCryptographicHash::hash(url.toUtf8(), QCryptographicHash::Sha256).toHex();
    return u"relight-repo-"_s + QString::fromLatin1(hash.left(10));
}

QString onceAnnotation(const QString &stepId)
{
    // Annotation names are limited to 63 characters of a small alphabet; names of manifests are not. A kind of step has
    // no point in its name, so that "restore-data.shop" stands for one id only; a hash has none at all.
    static const QRegularExpression plain(u"\\A[a-z-]+/[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?\\z"_s);
    QString word = stepId;
    word.replace(u'/', u'.');
    if (!plain.match(stepId).hasMatch() || word.size() > 50)
        word = QString::fromLatin1(
            QCryptographicHash::hash(stepId.toUtf8(), QCryptographicHash::Sha256).toHex().left(40));
    return u"relight.dev/once-"_s + word;
}

QString rootApplicationYaml(const GitOpsSection &gitops, bool prune)
{
    const QStringList lines{
        u"apiVersion: argoproj.io/v1alpha1"_s,
        u"kind: Application"_s,
        u"metadata:"_s,
        u"  name: root"_s,
        u"  namespace: "_s + yamlQuoted(gitops.argocd.argoNamespace),
        u"spec:"_s,
        u"  project: default"_s,
        u"  source:"_s,
        u"    repoURL: "_s + yamlQuoted(gitops.repo),
        u"    targetRevision: "_s + yamlQuoted(gitops.revision.isEmpty() ? u"HEAD"_s : gitops.revision),
        u"    path: "_s + yamlQuoted(gitops.path.isEmpty() ? u"."_s : gitops.path),
        u"  destination:"_s,
        u"    server: https://kubernetes.default.svc"_s,
        u"    namespace: "_s + yamlQuoted(gitops.argocd.argoNamespace),
        u"  syncPolicy:"_s,
        u"    automated:"_s,
        u"      prune: "_s + (prune ? u"true"_s : u"false"_s),
        u"      selfHeal: true"_s,
    };
    return lines.join(u'\n') + u'\n';
}

QString yamlQuoted(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += QString(u'\\') + c;
        else if (c == u'\n')
            out += u"\\n"_s;
        else if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0))
            out += u"\\u%1"_s.arg(static_cast<int>(c.unicode()), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return u'"' + out + u'"';
}

bool isManifestPath(const QString &entry)
{
    static const QRegularExpression path(u"\\A\\S+\\.(yaml|yml|json)\\z"_s);
    return path.match(entry).hasMatch();
}

} // namespace relight
