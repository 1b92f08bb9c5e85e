#pragma once
// Keeps this computer from falling asleep while a live run goes on, and a screen lit while the wall is on it: by the
// login service and the desktop's screen saver, over D-Bus and in the background. Quietly without effect where they are
// not there; it says so. GUI thread.

#include <QDBusUnixFileDescriptor>
#include <QObject>

namespace relight {

class SleepGuard : public QObject
{
    Q_OBJECT
public:
    enum class State { Off, Asked, Held, Impossible };

    using QObject::QObject;

    void hold(bool on); // against sleep
    void keepLit(bool on);

    State state() const { return m_state; }
    const QString &why() const { return m_why; } // Impossible: in a sentence

Q_SIGNALS:
    void changed();

private:
    void become(State state, const QString &why = {});

    State m_state = State::Off;
    QString m_why;
    QDBusUnixFileDescriptor m_lock; // held as long as it is open
    bool m_lit = false;
    uint m_cookie = 0;
};

} // namespace relight
