#pragma once
// A nameserver on loopback that knows what a test tells it. Owned by the test; its socket lives on a thread of its own.

#include "app/integrations/io/iothread.h"

#include <QByteArray>
#include <QHash>

class QUdpSocket;

namespace relight {

class FakeNameserver
{
public:
    enum class Mood { Answers, Fails, Silent };

    FakeNameserver();
    ~FakeNameserver();

    quint16 port() const { return m_port; }
    void setMood(Mood mood);
    // `data`: the record's wire form; type 1 A, 5 CNAME, 28 AAAA.
    void add(const QByteArray &name, quint16 type, const QByteArray &data);
    void clear();

private:
    struct Record
    {
        quint16 type;
        QByteArray data;
    };

    void answerAll();
    QByteArray answer(const QByteArray &question) const;

    IoThread m_thread{QStringLiteral("nameserver")};
    QUdpSocket *m_socket = nullptr; // this and below: on m_thread
    QMultiHash<QByteArray, Record> m_records;
    Mood m_mood = Mood::Answers;
    quint16 m_port = 0;
};

// "a.example" as DNS writes it.
QByteArray wireName(const QByteArray &name);

} // namespace relight
