#pragma once
// What all parts of the world share. Made by main (world/main.cpp), which owns the parts. The world's one thread.

#include "app/drill/world/base/chance.h"
#include "app/drill/world/base/faults.h"
#include "app/drill/world/base/objectstore.h"
#include "app/drill/world/base/worldclock.h"
#include "models/manifest/recoverymanifest.h"

namespace relight::world {

// The GitOps repository as it is at its one branch's head. Filled by world/git before anything asks.
struct RepositoryFiles
{
    QString commit;                  // 40 hex
    QMap<QString, QByteArray> files; // whole path -> content
};

// Where the peers listen: 127.0.0.1, ports of the system's choice.
struct Addresses
{
    quint16 kubernetes = 0; // the API server; answers only while `clusterIsUp`
    quint16 argocd = 0;     // argocd-server, reached through the port-forward
    quint16 git = 0;        // http://127.0.0.1:PORT/repo.git
};

struct World
{
    RecoveryManifest manifest;
    WorldClock clock;
    Chance chance;
    Faults faults;
    ObjectStore cluster;
    RepositoryFiles repository;
    Addresses addresses;
    bool clusterIsUp = false; // provisioned and not lost
    // Makes the cluster as a new one: kube-system, nodes, kinds; connections to the one before are cut
    // (world/kubernetes sets it).
    std::function<void()> provisioned;

    World(RecoveryManifest manifestOfDrill, Timestamp start, quint64 seed)
        : manifest(std::move(manifestOfDrill))
        , clock(start)
        , chance(seed)
        , cluster([this](QJsonObject &metadata, const Key &key) {
            metadata.insert(QStringLiteral("uid"),
                chance.uuid(QStringLiteral("%1/%2/%3/%4 %5")
                        .arg(key.group, key.kind, key.space, key.name)
                        .arg(++makings[key])));
            metadata.insert(QStringLiteral("creationTimestamp"), timestampText(clock.wall()).left(19) + u'Z');
        })
    {
    }

    std::map<Key, int> makings; // of each name: what is made again has another uid
    int clusters = 0;           // made so far: another cluster has other uids
};

} // namespace relight::world
