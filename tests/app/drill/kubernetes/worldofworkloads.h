#pragma once
// A world with a ready cluster and its controllers, driven by hand.

#include "app/drill/world/kubernetes/clustersetup.h"
#include "app/drill/world/kubernetes/jsonparts.h"
#include "app/drill/world/kubernetes/objectwriter.h"
#include "app/drill/world/kubernetes/workloads/workloads.h"
#include "app/integrations/kubernetes/yamldocuments.h"

#include <QTest>

namespace relight::world {

struct WorldOfWorkloads
{
    World world{{}, parseTimestamp(u"2026-08-01T10:00:00Z").value(), 7};
    Workloads workloads{world};
    ObjectWriter writer{world};

    WorldOfWorkloads()
    {
        makeCluster(world);
        pass(Seconds{120});
    }

    void pass(Milliseconds time) { world.clock.advanceTo(world.clock.now() + time); }

    void apply(const QByteArray &yaml)
    {
        const auto documents = readYamlDocuments(yaml);
        QVERIFY2(documents, documents ? "" : qPrintable(documents.error().message));
        for (const YamlDocument &document : *documents) {
            const auto written = writer.apply(document.value.toObject(), {.manager = QStringLiteral("test")});
            QVERIFY2(written, written ? "" : written.error().body.constData());
        }
    }

    QJsonObject object(const QString &kind, const QString &name, const QString &space = QStringLiteral("shop")) const
    {
        for (const Kind &one : world.cluster.kinds())
            if (one.kind == kind)
                if (const auto stored = world.cluster.get({one.group, kind, one.namespaced ? space : QString(), name}))
                    return stored->object;
        return {};
    }

    QList<QJsonObject> pods(const QString &space = QStringLiteral("shop")) const
    {
        QList<QJsonObject> all;
        for (const auto &stored : world.cluster.list({}, QStringLiteral("Pod"), space))
            all << stored->object;
        return all;
    }
};

} // namespace relight::world
