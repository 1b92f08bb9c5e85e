#pragma once
// The one lamp of the window: the most urgent decision with its button, and how many more there are. Stays in place and
// says so when nothing needs a person. Never takes focus by itself. Owned by the run page; GUI thread.

#include "models/run/runstate.h"
#include "ui/theme/look.h"

#include <QFrame>

class QToolButton;

namespace relight {

class AmberButton;
class ElidedLabel;
class TextLabel;

class NeedsYouSlot : public QFrame
{
    Q_OBJECT
public:
    explicit NeedsYouSlot(const Look &look, QWidget *parent = nullptr);

    void follow(const RunState &run);
    void lookOn(); // somebody else answers: what is asked for is shown, without a button

    bool isLit() const { return !m_open.isEmpty(); }
    const QList<Decision> &open() const { return m_open; }
    QString sentence() const;
    AmberButton *button() { return m_button; }
    QToolButton *moreButton() { return m_more; }
    void focusButton();

Q_SIGNALS:
    void decisionAsked(const QString &decisionId);     // show it
    void announced(const relight::Decision &decision); // a new one is in the slot; once each

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fillMenu(const QString &cluster);

    const Look &m_look;
    QList<Decision> m_open;
    QStringList m_announced;
    bool m_looksOn = false;
    QWidget *m_sign;
    TextLabel *m_label;
    ElidedLabel *m_what, *m_why, *m_calm;
    QToolButton *m_more;
    AmberButton *m_button;
};

} // namespace relight
