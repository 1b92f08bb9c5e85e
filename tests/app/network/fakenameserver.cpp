#include "tests/app/network/fakenameserver.h"

#include <QNetworkDatagram>
#include <QUdpSocket>
#include <QtEndian>

namespace relight {

constexpr int headerSize = 12;

static QByteArray number(quint16 value)
{
    const quint16 big = qToBigEndian(value);
    return QByteArray(reinterpret_cast<const char *>(&big), 2);
}

QByteArray wireName(const QByteArray &name)
{
    QByteArray wire;
    for (const QByteArray &label : name.split('.'))
        wire += char(label.size()) + label;
    return wire + '\0';
}

FakeNameserver::FakeNameserver()
{
    m_thread.runAndWait([this] {
        m_socket = new QUdpSocket;
        if (!m_socket->bind(QHostAddress::LocalHost))
            qFatal("no port for the nameserver");
        m_port = m_socket->localPort();
        QObject::connect(m_socket, &QUdpSocket::readyRead, m_socket, [this] { answerAll(); });
    });
}

FakeNameserver::~FakeNameserver()
{
    m_thread.runAndWait([this] { delete m_socket; });
}

void FakeNameserver::setMood(Mood mood)
{
    m_thread.runAndWait([&] { m_mood = mood; });
}

void FakeNameserver::add(const QByteArray &name, quint16 type, const QByteArray &data)
{
    m_thread.runAndWait([&] { m_records.insert(wireName(name), {type, data}); });
}

void FakeNameserver::clear()
{
    m_thread.runAndWait([&] { m_records.clear(); });
}

void FakeNameserver::answerAll()
{
    while (m_socket->hasPendingDatagrams()) {
        const QNetworkDatagram datagram = m_socket->receiveDatagram();
        if (m_mood != Mood::Silent && datagram.data().size() > headerSize)
            m_socket->writeDatagram(datagram.makeReply(answer(datagram.data())));
    }
}

QByteArray FakeNameserver::answer(const QByteArray &question) const
{
    const qsizetype nameEnd = question.indexOf('\0', headerSize) + 1;
    const QByteArray name = question.mid(headerSize, nameEnd - headerSize);
    const auto type = qFromBigEndian<quint16>(question.constData() + nameEnd);
    QByteArray records;
    quint16 count = 0;
    // An alias answers for every type, as resolvers do.
    for (const Record &record : m_records.values(name)) {
        if (record.type != type && record.type != 5)
            continue;
        records += name + number(record.type) + number(1) + number(0) + number(60) + number(quint16(record.data.size()))
            + record.data;
        ++count;
    }
    const quint16 code = m_mood == Mood::Fails ? 2 : m_records.contains(name) ? 0 : 3;
    const QByteArray header = question.left(2) + number(quint16(0x8180 | code)) + number(1)
        + number(m_mood == Mood::Fails ? 0 : count) + number(0) + number(0);
    return header + question.mid(headerSize, nameEnd + 4 - headerSize)
        + (m_mood == Mood::Fails ? QByteArray() : records);
}

} // namespace relight
