#pragma once
// One pod as its node sees it, and the status the API shows of it. Plain values.

#include "app/drill/world/base/world.h"

#include <QJsonArray>

namespace relight::world {

struct ContainerRun
{
    enum class State { Waiting, Running, Done, Failed };
    QString name, image;
    State state = State::Waiting;
    QString reason, message; // why it waits
    bool isReady = false;
    bool isPulling = false; // since the last look
    int refusals = 0;       // of its image: tried again later and later
    int restarts = 0;
    int exitCode = 0;
    QString startedAt, finishedAt;
    QJsonObject lastState;
};

struct PodRun
{
    Key key;
    QString uid;
    QString restartPolicy;
    QString startTime;
    QString problem; // why it is not placed
    QList<ContainerRun> init, main;
    QStringList images; // pulled
    quint64 turn = 0;   // its last plan: only that is carried out
};

[[nodiscard]] PodRun podRunOf(const QJsonObject &pod);
[[nodiscard]] QJsonObject statusOf(const World &world, const PodRun &run, const QJsonObject &pod);

} // namespace relight::world
