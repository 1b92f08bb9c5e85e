#pragma once
// Notices that this computer slept: the clock that counts sleep ran ahead of the one that does not. GUI thread.

#include "models/base/time.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace relight {

struct TwoClocks
{
    Milliseconds steady{0}, boot{0}; // without and with the time asleep
};

// Nothing: it did not sleep, or for less than two seconds.
[[nodiscard]] std::optional<Seconds> sleptBetween(const TwoClocks &before, const TwoClocks &after);

[[nodiscard]] TwoClocks readClocks();

class SuspendWatch : public QObject
{
    Q_OBJECT
public:
    explicit SuspendWatch(std::function<TwoClocks()> read = readClocks, QObject *parent = nullptr);

    void look(); // also once a second by itself

Q_SIGNALS:
    void slept(std::chrono::seconds time);

private:
    std::function<TwoClocks()> m_read;
    TwoClocks m_last;
    QTimer m_timer;
};

} // namespace relight
