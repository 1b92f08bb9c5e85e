#pragma once
// The connections of a run in the status bar: a glyph and a word each, the reason in the tooltip. Owned by the main
// window; GUI thread.

#include "models/items/connections.h"
#include "ui/theme/look.h"

#include <QWidget>

namespace relight {

class StateLabel;

class ConnectionBar : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectionBar(const Look &look, QWidget *parent = nullptr);

    void show(const QList<Connection> &connections);
    // Of a live run: whether this computer is kept awake. An empty text: nothing is said of it.
    void showSleep(bool heldOff, const QString &text, const QString &whole);
    void setBrief(bool brief); // names only: somebody else needs the room

    QStringList texts() const; // as they are shown, for tests
    QList<StateLabel *> labels() const { return m_labels; }

private:
    void update();

    QList<Connection> m_connections;
    QList<StateLabel *> m_labels;
    StateLabel *m_sleep;
    QString m_sleepText;
    bool m_brief = false;
};

} // namespace relight
