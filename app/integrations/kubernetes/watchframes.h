#pragma once
// Cuts a watch stream into events. A value, used on one thread; chunks may end anywhere, also inside a character.

#include "models/base/error.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace relight {

struct WatchFrame
{
    QString type; // ADDED MODIFIED DELETED BOOKMARK ERROR
    QJsonObject object;
};

class WatchFrames
{
public:
    // Events completed by this chunk.
    QList<WatchFrame> add(const QByteArray &chunk);

    // Protocol: a line that is no event, or one beyond 64 MB. Nothing is read after it.
    const std::optional<Error> &error() const { return m_error; }

private:
    QByteArray m_rest;
    std::optional<Error> m_error;
};

} // namespace relight
