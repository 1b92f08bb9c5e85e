#pragma once
// One application of the made-up estate: a folder of plain YAML and the Application that deploys it. Values.

#include "models/manifest/recoverymanifest.h"

namespace relight::world {

struct MadeApplication
{
    QString name;                    // of the Application
    QString group;                   // the folder its folder is in: infrastructure, databases, services
    QString space;                   // where its objects go; made by CreateNamespace=true
    int wave = 0;                    // in the root's sync
    QMap<QString, QByteArray> files; // by name
};

// Waves of the root, in this order: what serves the others comes first. What a restore holds comes last, so that
// nothing waits behind it.
enum Wave { Operators = -4, Stores = -3, Platform = -2, Databases = 0, Services = 1, Held = 2 };

QList<MadeApplication> infrastructureOf(const RecoveryManifest &manifest);
QList<MadeApplication> secretOperators(const RecoveryManifest &manifest);
QList<MadeApplication> databasesOf(const RecoveryManifest &manifest);
// What the manifest names and nobody else made, then a shop; `made`: names that are there.
QList<MadeApplication> servicesOf(const RecoveryManifest &manifest, const QStringList &made);

} // namespace relight::world
