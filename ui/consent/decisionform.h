#pragma once
// One decision, put fully: what is asked, why, exactly what happens, and the button that does it. Typed where the
// decision wants it. Neutral in colour: the slot is the only lamp. In the step page or in a dialog; GUI thread.

#include "models/run/runstate.h"
#include "ui/theme/look.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace relight {

class CodeBox;
class TextLabel;
class TypedName;

class DecisionForm : public QWidget
{
    Q_OBJECT
public:
    DecisionForm(const Look &look, int listLines, QWidget *parent = nullptr);

    // Several: approvals that are given as one. Asked again with the same ids, what was typed stays.
    void ask(const QList<Decision> &decisions, const QString &cluster);
    const QList<Decision> &decisions() const { return m_decisions; }

    TypedName *typedName() { return m_typed; }
    QPushButton *approveButton() { return m_approve; }
    QPushButton *refuseButton() { return m_refuse; }
    void focusFirst();
    void setAccessKeys(bool on) { m_keys = on; } // Alt+letter: in a dialog, where no menu has the same letters
    // What the reader sees beside the form already is not listed twice.
    void setSeenBeside(const QStringList &details);

Q_SIGNALS:
    void granted(const QList<relight::Decision> &decisions, const QString &comment);
    void refused(const QList<relight::Decision> &decisions);

private:
    void grant();
    void showDetails();

    QList<Decision> m_decisions;
    QStringList m_seenBeside;
    bool m_keys = false;
    TextLabel *m_title, *m_reason, *m_question, *m_subject;
    CodeBox *m_details;
    TypedName *m_typed;
    QLineEdit *m_comment;
    QPushButton *m_approve, *m_refuse;
};

} // namespace relight
