#pragma once
// A request body that cannot be rewound. QNetworkAccessManager silently sends a request again when the peer closes
// without a reply, POST and PATCH too; with a body it cannot rewind it fails instead. Owned by its exchange, on the
// network thread.

#include <QIODevice>

#include <algorithm>
#include <cstring>
#include <functional>

namespace relight {

class OnceOnlyBody : public QIODevice
{
public:
    OnceOnlyBody(const QByteArray &bytes, std::function<bool()> isAnswered, QObject *parent)
        : QIODevice(parent)
        , m_bytes(bytes)
        , m_isAnswered(std::move(isAnswered))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    bool isSequential() const override { return true; }
    bool reset() override
    {
        if (!m_isAnswered())
            return false;
        m_position = 0;
        return true;
    }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_position; }
    bool atEnd() const override { return bytesAvailable() == 0; }

protected:
    qint64 readData(char *data, qint64 maximum) override
    {
        if (atEnd())
            return -1;
        const qint64 size = std::min(maximum, bytesAvailable());
        std::memcpy(data, m_bytes.constData() + m_position, size_t(size));
        m_position += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_bytes;
    const std::function<bool()> m_isAnswered;
    qint64 m_position = 0;
};

} // namespace relight
