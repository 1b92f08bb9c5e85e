#pragma once
// A decision outside of its step's page. Closes by itself when the decision is taken, by whom ever. GUI thread.

#include "models/run/runstate.h"
#include "ui/consent/modedialog.h"

namespace relight {

class DecisionForm;

class DecisionDialog : public ModeDialog
{
    Q_OBJECT
public:
    DecisionDialog(const Look &look, const Decision &decision, const RunState &run, QWidget *parent);

    // The run went on: still open?
    void follow(const RunState &run);
    DecisionForm *form() { return m_form; }

Q_SIGNALS:
    void granted(const QList<relight::Decision> &decisions, const QString &comment);
    void refused(const QList<relight::Decision> &decisions);
    void skipAsked(const QString &stepId);

private:
    QString m_id;
    DecisionForm *m_form;
};

} // namespace relight
