#pragma once
// What the API server answers with, and the Status objects for what it refuses, in the real server's words. Pure.

#include "app/drill/world/base/objectstore.h"

#include <QJsonArray>

#include <expected>

namespace relight::world {

struct Answer
{
    int code = 200;
    QByteArray body;
    QByteArray type = "application/json";
};

template <class T> using OrRefusal = std::expected<T, Answer>;

[[nodiscard]] Answer jsonAnswer(const QJsonObject &object, int code = 200);
[[nodiscard]] QByteArray compact(const QJsonObject &object);

[[nodiscard]] QJsonObject statusObject(
    int code, const QString &reason, const QString &message, const QJsonObject &details = {});
[[nodiscard]] Answer refusal(int code, const QString &reason, const QString &message, const QJsonObject &details = {});

[[nodiscard]] QString resourceName(const Kind &kind); // "deployments.apps", "namespaces"
[[nodiscard]] Answer notFound(const Kind &kind, const QString &name);
[[nodiscard]] Answer namespaceNotFound(const QString &name);
[[nodiscard]] Answer unknownResource(); // "the server could not find the requested resource"
[[nodiscard]] Answer alreadyExists(const Kind &kind, const QString &name);
[[nodiscard]] Answer modifiedMeanwhile(const Kind &kind, const QString &name);
[[nodiscard]] Answer forbidden(const Kind &kind, const QString &name, const QString &why);
[[nodiscard]] Answer invalid(const Kind &kind, const QString &name, const QString &field, const QString &why);
[[nodiscard]] Answer badRequest(const QString &message);
[[nodiscard]] Answer methodNotAllowed();
[[nodiscard]] Answer expired();

} // namespace relight::world
