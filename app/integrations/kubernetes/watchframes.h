#pragma once
// Cuts a watch stream into events. A value, used on one thread; chunks may end anywhere, also inside a character.

#include "models/base/error.h"

#include <QJsonObject>
#include <QList>

namespace relight {

struct WatchFrame
{
    QString type; // ADDED MODIFIED DELETED BOOKMARK ERROR
    QJsonObject object;
};

class WatchFrames
{
public:
    // Events completed by this chunk. Protocol: a line that is no event, or one beyond 64 MB.
    Result<QList<WatchFrame>> add(const QByteArray &chunk);

private:
    QByteArray m_rest;
};

} // namespace relight
