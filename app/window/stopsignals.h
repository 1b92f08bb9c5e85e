#pragma once
// SIGINT, SIGTERM and SIGHUP as a Qt signal: they are blocked everywhere and read from a descriptor here. GUI thread.

#include <QObject>
#include <QSocketNotifier>

namespace relight {

class StopSignals : public QObject
{
    Q_OBJECT
public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

Q_SIGNALS:
    void stopAsked();

private:
    void read();

    int m_descriptor;
    QSocketNotifier m_notifier;
};

} // namespace relight
