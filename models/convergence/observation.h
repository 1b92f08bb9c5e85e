#pragma once
// What was seen of applications, as lines that others read: those who look on at a run from elsewhere. One JSON object
// a line: {"application":{…},"at":"…","since":"…","source":"Argo CD API"} or {"at":"…","removed":["argocd/shop"]}. The
// application is in the shape of the Kubernetes API, so that one reader knows both. Pure, any thread.

#include "models/convergence/application.h"

#include <QByteArray>

namespace relight {

struct Observation
{
    Timestamp at;                           // when it became so
    std::optional<Timestamp> since;         // its health and sync are as they are
    QString source;                         // who told: "Argo CD API" or "Kubernetes watch"
    std::optional<Application> application; // the whole of it
    QStringList removed;                    // keys
    bool operator==(const Observation &) const = default;
};

// What of it is written: not what changes with every look, no annotations that others put there (kubectl's holds the
// whole object), and of its last operation only what did not go well.
[[nodiscard]] Application observable(const Application &application);

// One line, no newline. What is empty is left out.
[[nodiscard]] QByteArray observationToJson(const Observation &observation);

// Unknown fields are ignored. Error Protocol: not such a line, or an application without a name.
[[nodiscard]] Result<Observation> parseObservation(const QByteArray &line);

} // namespace relight
