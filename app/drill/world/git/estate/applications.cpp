#include "app/drill/world/git/estate/applications.h"

#include "app/drill/world/git/estate/template.h"
#include "models/plan/clusterobjects.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static const char childText[] = R"(
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: $name
  namespace: $argo
  annotations:
    argocd.argoproj.io/sync-wave: "$wave"
spec:
  project: default
  source:
    repoURL: $repo
    targetRevision: $revision
    path: $path
  destination:
    server: https://kubernetes.default.svc
    namespace: $space
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
    syncOptions:
      - CreateNamespace=true
    retry:
      limit: 10
      backoff:
        duration: 5s
        factor: 2
        maxDuration: 1m
)";

static const char rootText[] = R"(
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: $name
  namespace: $argo
spec:
  project: default
  source:
    repoURL: $repo
    targetRevision: $revision
    path: $path
  destination:
    server: https://kubernetes.default.svc
    namespace: $argo
  syncPolicy:
    automated:
      prune: false
      selfHeal: true
)";

static Words wordsOf(const GitOpsSection &gitops, const QString &name, const QString &path)
{
    return {{u"name"_s, yamlQuoted(name)}, {u"argo"_s, yamlQuoted(gitops.argocd.argoNamespace)},
        {u"repo"_s, yamlQuoted(gitops.repo)},
        {u"revision"_s, yamlQuoted(gitops.revision.isEmpty() ? u"HEAD"_s : gitops.revision)},
        {u"path"_s, yamlQuoted(path.isEmpty() ? u"."_s : path)}};
}

QByteArray applicationYaml(const GitOpsSection &gitops, const ApplicationText &application)
{
    Words words = wordsOf(gitops, application.name, application.path);
    words.insert(u"space"_s, application.space);
    words.insert(u"wave"_s, QString::number(application.wave));
    return filled(childText, words);
}

QByteArray rootYaml(const GitOpsSection &gitops, const QString &name, const QString &path)
{
    return filled(rootText, wordsOf(gitops, name, path));
}

} // namespace relight::world
