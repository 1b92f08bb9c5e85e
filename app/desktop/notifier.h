#pragma once
// Tells a person who looks elsewhere. The desktop's notifications over D-Bus, in the background; without them a beep is
// all there is. GUI thread.

#include "models/run/alarms.h"

#include <QObject>

namespace relight {

struct Notice
{
    QString title, text;
    bool urgent = false; // stays until it is seen
    QString sound;       // of the freedesktop sound names; empty: silent
    bool operator==(const Notice &) const = default;
};

// What is said of an alarm, and how it sounds.
[[nodiscard]] Notice noticeOf(const Alarm &alarm, bool sounds);

class Notifier
{
public:
    virtual ~Notifier() = default;
    virtual void tell(const Notice &notice) = 0;
};

class DesktopNotifier : public QObject, public Notifier
{
    Q_OBJECT
public:
    using QObject::QObject;
    void tell(const Notice &notice) override;

Q_SIGNALS:
    void opened(); // the person clicked on it

private Q_SLOTS:
    void actionInvoked(uint id, const QString &action);

private:
    bool m_listens = false;
    uint m_last = 0; // a newer one takes the place of the last: they do not pile up
};

} // namespace relight
