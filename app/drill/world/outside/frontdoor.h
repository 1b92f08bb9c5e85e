#pragma once
// Whether what people ask for at a host name is there: the applications behind it, as the cluster says. Pure reading of
// the world; its one thread.

#include "app/drill/world/base/world.h"

namespace relight::world {

struct Readiness
{
    bool isWell = false;
    QString why; // where it is not: "the application shop is Progressing"
};

// `host` may be empty and `words` are looked through for the names of applications: what an Ingress of that host
// belongs to; else the applications that are named; else the one that owns `service` (namespace/name); else all.
[[nodiscard]] Readiness behind(
    const World &world, const QString &host, const QString &words, const QString &service = {});

// The address that a load balancer got for this Service (namespace/name); empty: none yet.
[[nodiscard]] QString serviceAddress(const World &world, const QString &service);

} // namespace relight::world
