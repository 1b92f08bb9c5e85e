#pragma once
// What went wrong on the wire, in words. Pure functions.

#include "app/integrations/http/httpclient.h"

#include <QNetworkReply>
#include <QSslError>

namespace relight {

// "https://host:port/path" without user, query and fragment: fit for logs.
[[nodiscard]] QString loggable(const QUrl &url);

// The peer's certificate was refused: which one, and why.
[[nodiscard]] Error tlsError(const QUrl &url, const QList<QSslError> &errors);

// A failure below HTTP.
[[nodiscard]] Error transportError(const HttpRequest &request, QNetworkReply::NetworkError error, const QString &text);

} // namespace relight
