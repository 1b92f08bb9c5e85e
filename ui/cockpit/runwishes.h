#pragma once
// What a person wants of a run, from button, key or menu to the session: dialogs where a reason or a closer look is
// needed, then one command. Owned by the run page; GUI thread.

#include "ui/cockpit/runview.h"
#include "ui/theme/look.h"

#include <QPointer>
#include <QWidget>

namespace relight {

class DecisionDialog;

class RunWishes : public QObject
{
    Q_OBJECT
public:
    // Dialogs open over `page`, which owns this.
    RunWishes(const Look &look, const RunView &view, QWidget &page);

    void heard(); // the run went on

    void openDecision(const Decision &decision);
    void grant(const QList<Decision> &decisions, const QString &comment);
    void refuse(const QList<Decision> &decisions);
    void pauseOrResume();
    void cancel();
    void retry(const QString &stepId);
    void skip(const QString &stepId);
    void markDone(const QString &stepId);
    void addNote(const QString &stepId, const QString &text);

Q_SIGNALS:
    void answered(); // a decision was taken here

private:
    const RunState &run() const { return m_view.control.state(); }

    const Look &m_look;
    const RunView &m_view;
    QWidget &m_page;
    QPointer<DecisionDialog> m_dialog;
};

} // namespace relight
