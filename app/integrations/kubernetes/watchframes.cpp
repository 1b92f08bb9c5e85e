#include "app/integrations/kubernetes/watchframes.h"

#include <QJsonDocument>

namespace relight {

static constexpr qsizetype lineLimit = 64 << 20;

static std::optional<WatchFrame> parse(const QByteArray &line)
{
    const QJsonObject event = QJsonDocument::fromJson(line).object();
    const QString type = event.value(QLatin1String("type")).toString();
    const QJsonValue object = event.value(QLatin1String("object"));
    return type.isEmpty() || !object.isObject() ? std::nullopt : std::optional(WatchFrame{type, object.toObject()});
}

QList<WatchFrame> WatchFrames::add(const QByteArray &chunk)
{
    QList<WatchFrame> frames;
    qsizetype from = 0;
    for (qsizetype end; !m_error && (end = chunk.indexOf('\n', from)) >= 0; from = end + 1) {
        m_rest.append(QByteArrayView(chunk).sliced(from, end - from));
        const QByteArray line = std::exchange(m_rest, {}).trimmed();
        if (line.isEmpty())
            continue;
        if (auto frame = parse(line))
            frames.append(std::move(*frame));
        else
            m_error = Error{ErrorCode::Protocol, QStringLiteral("The watch sent something that is no event"),
                QString::fromUtf8(line.left(120))};
    }
    m_rest.append(QByteArrayView(chunk).sliced(from));
    if (m_rest.size() > lineLimit)
        m_error = Error{ErrorCode::Protocol, QStringLiteral("The watch sent an event of more than 64 MB"), {}};
    return frames;
}

} // namespace relight
