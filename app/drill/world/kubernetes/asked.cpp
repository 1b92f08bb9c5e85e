#include "app/drill/world/kubernetes/asked.h"

#include <QHttpServerRequest>
#include <QMetaEnum>
#include <QUrlQuery>

namespace relight::world {

Asked askedBy(const QHttpServerRequest &request)
{
    Asked asked;
    asked.method
        = QByteArray(QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(request.method()))).toUpper();
    asked.path = request.url().path();
    for (const auto &[key, value] : request.query().queryItems(QUrl::FullyDecoded))
        asked.query.insert(key, value);
    asked.authorization = request.value("Authorization");
    asked.contentType = request.value("Content-Type");
    asked.agent = request.value("User-Agent");
    asked.body = request.body();
    return asked;
}

} // namespace relight::world
