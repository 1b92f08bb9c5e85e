#pragma once
// Does something when asked, but at most ten times a second: at once, and what is asked meanwhile a tenth later. Owned
// by the widget that repaints; GUI thread.

#include <QTimer>

#include <functional>

namespace relight {

class Pace : public QObject
{
public:
    Pace(QObject *parent, std::function<void()> act)
        : QObject(parent)
        , m_act(std::move(act))
    {
        m_timer.setSingleShot(true);
        m_timer.setInterval(100);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            if (std::exchange(m_asked, false))
                ask();
        });
    }

    void ask()
    {
        if (m_timer.isActive()) {
            m_asked = true;
            return;
        }
        m_timer.start();
        m_act();
    }

private:
    QTimer m_timer;
    std::function<void()> m_act;
    bool m_asked = false;
};

} // namespace relight
