#pragma once
// One request to the API server, read from HTTP. A plain value.

#include <QByteArray>
#include <QMap>
#include <QString>

class QHttpServerRequest;

namespace relight::world {

struct Asked
{
    QByteArray method; // "GET"
    QString path;
    QMap<QString, QString> query;
    QByteArray authorization, contentType, agent;
    QByteArray body;
};

[[nodiscard]] Asked askedBy(const QHttpServerRequest &request);

} // namespace relight::world
