#pragma once
// What the controller writes into an Application: status, conditions, the state of an operation. Pure functions.

#include "app/drill/world/argocd/comparison.h"

namespace relight::world {

// After a comparison that worked.
void writeComparison(QJsonObject &application, const Comparison &comparison, const Rendering &rendering, Timestamp now);
// After one that did not: type is ComparisonError, InvalidSpecError …
void writeFailure(QJsonObject &application, const QString &type, const QString &message, Timestamp now);
void writeHealth(QJsonObject &application, HealthStatus health, Timestamp now);
// Empty message: the condition goes.
void setCondition(QJsonObject &application, const QString &type, const QString &message, Timestamp now);

// The newest of ten.
void addHistory(QJsonObject &application, const QString &revision, Timestamp now);

// "3:04PM", as in "Retrying attempt #1 at 3:04PM."
[[nodiscard]] QString kitchenTime(Timestamp time);

} // namespace relight::world
