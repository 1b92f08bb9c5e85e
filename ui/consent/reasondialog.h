#pragma once
// Asks for a sentence that goes into the journal: why a step is skipped, how it was done by hand. GUI thread.

#include "ui/consent/modedialog.h"

class QPlainTextEdit;

namespace relight {

class ReasonDialog : public ModeDialog
{
    Q_OBJECT
public:
    struct Question
    {
        QString title;  // Skip "Restore data: orders"
        QString text;   // what follows from it
        QString action; // on the button
        int least = 10; // characters
    };

    ReasonDialog(const Look &look, RunMode mode, const Question &question, QWidget *parent);

Q_SIGNALS:
    void given(const QString &reason);

private:
    QPlainTextEdit *m_reason;
};

} // namespace relight
