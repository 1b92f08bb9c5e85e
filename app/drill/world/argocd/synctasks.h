#pragma once
// In which order an application's objects are applied: phase, wave, kind, name. A pure function.

#include <QJsonObject>
#include <QList>

namespace relight::world {

enum class SyncPhase { PreSync, Sync, PostSync };
[[nodiscard]] QString syncPhaseText(SyncPhase phase);

struct SyncTask
{
    QJsonObject object;
    SyncPhase phase = SyncPhase::Sync;
    int wave = 0;
    QString hook;         // "PreSync" …; empty: an ordinary resource
    QString deletePolicy; // of a hook: "BeforeHookCreation" unless it says another
};

[[nodiscard]] bool isHook(const QJsonObject &object);
[[nodiscard]] int waveOf(const QJsonObject &object);
// Sorted. An object that is a hook of two phases has two tasks; hooks of failure and deletion have none.
[[nodiscard]] QList<SyncTask> syncTasks(const QList<QJsonObject> &targets);

} // namespace relight::world
