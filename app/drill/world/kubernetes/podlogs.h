#pragma once
// What a container's log says: plausible lines, always the same for one pod at one time. The world's one thread.

#include "app/drill/world/base/world.h"
#include "app/drill/world/kubernetes/answers.h"

namespace relight::world {

struct LogQuestion
{
    QString space, pod, container; // container empty: the pod's only one
    int tailLines = -1;            // all
    bool previous = false;
    bool stamps = false;
    std::optional<Timestamp> since;
    bool follow = false;
};

struct ContainerLog
{
    struct Line
    {
        Timestamp at;
        QString text;
    };
    QList<Line> lines;             // oldest first, none later than now
    std::optional<Timestamp> next; // when it writes again; none: it has ended
    QString started;               // another: it is another container's
};

[[nodiscard]] OrRefusal<ContainerLog> containerLog(const World &world, const LogQuestion &question);

// Those lines of it that the question wants, and what the answer holds of them.
[[nodiscard]] QList<ContainerLog::Line> wanted(const QList<ContainerLog::Line> &lines, const LogQuestion &question);
[[nodiscard]] QByteArray bytesOf(const QList<ContainerLog::Line> &lines, bool stamps);

[[nodiscard]] Answer podLog(const World &world, const LogQuestion &question);

} // namespace relight::world
