#pragma once
// What terraform knows and intends: its state, and a plan that is saved in a file and read back. Values; the file's
// bytes are the same for the same plan.

#include "app/drill/world/play/terraformwords.h"

namespace relight::world {

struct TerraformState
{
    QStringList existing; // addresses, in the order of their making
    int serial = 0;       // grows with every change: a plan for an older one is stale
    bool initialised = false;
    bool hasOutputs = false;
    bool delivered = false; // the cluster was there once, all of it
};

struct PlannedChange
{
    QString address;
    QStringList actions; // as in a plan's JSON: "create", "no-op", "delete" and "create"
    QString reason;      // "replace_by_request"
    bool is(QLatin1StringView action) const { return actions.contains(action); }
};

struct SavedPlan
{
    int serial = 0; // of the state it was made for
    QList<PlannedChange> changes;
    QMap<QString, QString> variables;

    int count(QLatin1StringView action) const; // a replacement counts for both
    bool hasChanges() const;
    QByteArray bytes() const;
};
[[nodiscard]] std::optional<SavedPlan> readSavedPlan(const QByteArray &bytes);

struct PlanWish
{
    QStringList replace; // addresses
    QMap<QString, QString> variables;
    bool destroys = false; // a wrong change to what stands is among it
};
[[nodiscard]] SavedPlan makePlan(const Cloud &cloud, const TerraformState &state, const PlanWish &wish);

// The whole answer of `show -json`.
[[nodiscard]] QByteArray shownPlan(
    const World &world, const Cloud &cloud, const TerraformBrand &brand, const SavedPlan &plan, const QString &output);

// What `plan` prints for people, from "used the selected providers" on.
[[nodiscard]] QByteArray plainPlan(const Cloud &cloud, const TerraformBrand &brand, const SavedPlan &plan);

} // namespace relight::world
