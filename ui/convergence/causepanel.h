#pragma once
// The sentence on top: what blocks the application that is shown. Names in it lead to what they name; everything from
// the cluster is escaped. Beside it the buttons, below it what came of the last act. Owned by the convergence page; GUI
// thread.

#include "models/convergence/cause.h"
#include "ui/theme/look.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace relight {

class ElidedLabel;
class StateLabel;
class TextLabel;

class CausePanel : public QWidget
{
    Q_OBJECT
public:
    explicit CausePanel(const Look &look, QWidget *parent = nullptr);

    void setCause(const Cause &cause, bool chosenByPerson);
    void setEmpty(const QString &text); // there is no application to speak of, or all are well
    void addButton(QWidget *button);
    // What came of an act; empty: nothing to say any more.
    void setResult(const QString &text, bool refused);
    QString plainText() const { return m_plain; }
    QString html() const;
    QString resultText() const;

Q_SIGNALS:
    void applicationAsked(const QString &key);
    void resourceAsked(const relight::ResourceKey &key);

private:
    void show();
    void open(const QString &link);

    const Look &m_look;
    TextLabel *m_lead;
    QLabel *m_sentence;
    TextLabel *m_more;
    StateLabel *m_result;
    QPushButton *m_copy;
    QHBoxLayout *m_buttons;
    Cause m_cause;
    QString m_empty, m_plain;
    bool m_chosen = false;
};

} // namespace relight
