#pragma once
// What the API server's refusals mean. Pure functions; a proxy in front may answer anything, so everything is read
// defensively.

#include "app/integrations/http/httpclient.h"

#include <QJsonObject>

namespace relight {

// `what`: "get Deployment shop/web", for the message. Error::status is the HTTP status.
[[nodiscard]] Error statusError(const HttpAnswer &answer, const QString &what);

// Of a Status object, in a body or in a watch's ERROR event.
[[nodiscard]] Error statusError(const QJsonObject &status, int httpStatus, const QString &what);

[[nodiscard]] bool isGone(
    const HttpAnswer &answer); // 410, or 504 with a resource version that is too large: list again

// How long the server asks to wait; nothing if it does not.
[[nodiscard]] std::optional<Milliseconds> retryAfter(const HttpAnswer &answer);

} // namespace relight
