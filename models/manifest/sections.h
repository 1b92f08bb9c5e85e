#pragma once
// The readers of the manifest's sections, one file each. Each takes the map of its section and fills its value; what is
// wrong goes to the map's log. Pure, any thread.

#include "models/manifest/yamlmap.h"

namespace relight {

void readObjectives(YamlMap &map, Objectives &objectives);
void readReview(YamlMap &map, Review &review);
void readCluster(YamlMap &map, ClusterSection &cluster);
void readGitOps(YamlMap &map, GitOpsSection &gitops);
void readArgoCd(YamlMap &map, ArgoCdSection &argocd);
void readSecrets(YamlMap &map, SecretsSection &secrets);
void readData(YamlMap &map, QList<DataItem> &data);

// These sections are lists or open maps: they are read from the map that holds them.
void readTraffic(YamlMap &recovery, QList<TrafficItem> &traffic);
void readVerification(YamlMap &recovery, QList<VerificationItem> &verification);
void readNotifications(YamlMap &recovery, QList<NotificationItem> &notifications);
void readExternalDependencies(YamlMap &recovery, QList<ExternalDependency> &dependencies);
void readContacts(YamlMap &recovery, QList<Contact> &contacts);
void readSteps(YamlMap &recovery, QList<StepSettings> &steps);

// What only the whole manifest can tell: settings of steps that are not there.
void checkStepTargets(YamlMap &recovery, const RecoveryManifest &manifest);

// The "name" of a list's item: there, fit for a step's id, and not used before.
[[nodiscard]] QString readUniqueName(YamlMap &item, QStringList &taken, const QString &what);

} // namespace relight
