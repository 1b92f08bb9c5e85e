#pragma once
// What a person wants done to an application: the actions with their reasons when they cannot be, a confirmation, the
// command, and what came of it. Owned by the convergence page; GUI thread.

#include "models/convergence/application.h"
#include "models/run/runstate.h"
#include "models/session/applicationinspector.h"
#include "ui/convergence/actdialog.h"

#include <QAction>
#include <QPointer>

#include <array>

namespace relight {

class ApplicationWishes : public QObject
{
    Q_OBJECT
public:
    // Dialogs open over `page`, which owns this. No inspector: nothing can be done from here, and why is said.
    ApplicationWishes(const Look &look, ApplicationInspector *inspector, QWidget &page);

    // nullptr: there is none to act on.
    void follow(const Application *application, const RunState &run);
    QAction *action(ApplicationAct act) { return m_actions[std::size_t(act)]; }
    void ask(ApplicationAct act); // opens the confirmation

Q_SIGNALS:
    void told(const QString &text, bool refused);

private:
    QString reasonAgainst(ApplicationAct act) const; // empty: it can be done
    void carryOut(ApplicationAct act, const QString &key, const QString &name, bool prune);

    const Look &m_look;
    QPointer<ApplicationInspector> m_inspector;
    QWidget &m_page;
    std::array<QAction *, 4> m_actions{};
    QSet<quint64> m_sent; // commands of this window
    QString m_key, m_name, m_cluster;
    RunMode m_mode = RunMode::Live;
    bool m_operating = false, m_ended = false;
};

} // namespace relight
