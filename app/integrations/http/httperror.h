#pragma once
// What went wrong on the wire, in words. Pure functions.

#include "app/integrations/http/httpclient.h"

#include <QNetworkReply>
#include <QSslError>

namespace relight {

// "https://host:port": all of an address that a log may hold, as a webhook's path is a secret.
[[nodiscard]] QString originOf(const QUrl &url);

// "https://host:port/path" without user, query and fragment: for the error that the caller gets.
[[nodiscard]] QString loggable(const QUrl &url);

// The peer's certificate was refused: which one, and why.
[[nodiscard]] Error tlsError(const QUrl &url, const QList<QSslError> &errors);

// A failure below HTTP.
[[nodiscard]] Error transportError(const HttpRequest &request, QNetworkReply::NetworkError error, const QString &text);

} // namespace relight
