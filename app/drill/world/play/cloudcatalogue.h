#pragma once
// What terraform makes in a cloud for one cluster: the resources of a believable configuration, what each waits for and
// how long it usually takes. Pure.

#include "app/drill/world/base/world.h"

namespace relight::world {

struct CloudResource
{
    QString type, name, key; // key: of for_each, without quotes
    QStringList after;       // addresses
    int seconds = 5;         // usual
    QString id;
    QString address() const;
};

struct Cloud
{
    QString provider;              // "google"
    QString version;               // of the provider
    QList<CloudResource> cluster;  // each after all it waits for
    QList<CloudResource> standing; // made long ago, and no part of what was lost
    QString clusterAddress;
    QString failing;      // the resource that a full quota stops
    QString quotaSummary; // and its words
    const CloudResource *find(const QString &address) const;
};

// Google, or AWS where the manifest's region or the name of its terraform folder says so.
[[nodiscard]] Cloud cloudOf(const World &world);

// How long each resource of the cluster takes to make, so that the whole takes `total`; whole seconds.
[[nodiscard]] QMap<QString, Seconds> durations(const World &world, const Cloud &cloud, Seconds total);

// Between the low and the high of a plan's step: whole seconds, by name.
[[nodiscard]] Seconds within(const World &world, Seconds low, Seconds high, const QString &name);

} // namespace relight::world
