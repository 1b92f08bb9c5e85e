#include "ui/convergence/applicationwishes.h"

namespace relight {

using Act = ApplicationAct;

ApplicationWishes::ApplicationWishes(const Look &look, ApplicationInspector *inspector, QWidget &page)
    : QObject(&page)
    , m_look(look)
    , m_inspector(inspector)
    , m_page(page)
{
    const std::array<QString, 4> words{tr("Sync…"), tr("Refresh…"), tr("Hard refresh…"), tr("Terminate operation…")};
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        m_actions[i] = new QAction(words[i], this);
        m_actions[i]->setEnabled(false);
        connect(m_actions[i], &QAction::triggered, this, [this, i] { ask(Act(i)); });
    }
    if (!inspector)
        return;
    connect(inspector, &ApplicationInspector::acted, this, [this](quint64 command, const QString &what) {
        if (m_sent.remove(command))
            Q_EMIT told(what, false);
    });
    connect(inspector, &ApplicationInspector::refused, this, [this](quint64 command, const Error &error) {
        if (m_sent.remove(command))
            Q_EMIT told(tr("Refused: %1").arg(error.message), true);
    });
}

QString ApplicationWishes::reasonAgainst(ApplicationAct act) const
{
    if (!m_inspector)
        return tr("This window only follows the run: act in the window or terminal that drives it");
    if (m_key.isEmpty())
        return tr("Choose an application that is there");
    if (m_ended)
        return tr("The run is over, and its connection to the cluster with it");
    if (act == Act::Terminate && !m_operating)
        return tr("No operation of %1 is running").arg(m_name);
    if (act == Act::Sync && m_operating)
        return tr("An operation of %1 is running: terminate it first, or wait").arg(m_name);
    return {};
}

void ApplicationWishes::follow(const Application *application, const RunState &run)
{
    m_key = application ? application->key() : QString();
    m_name = application ? application->name : QString();
    m_operating = application
        && (application->operation == OperationPhase::Running || application->operation == OperationPhase::Terminating);
    m_cluster = run.started.name;
    m_mode = run.started.mode;
    m_ended = run.end.has_value();
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        const QString reason = reasonAgainst(Act(i));
        m_actions[i]->setEnabled(reason.isEmpty());
        m_actions[i]->setToolTip(reason.isEmpty() ? m_actions[i]->text() : reason);
        m_actions[i]->setStatusTip(reason);
    }
}

void ApplicationWishes::ask(ApplicationAct act)
{
    if (const QString reason = reasonAgainst(act); !reason.isEmpty()) {
        Q_EMIT told(reason, true); // a key was pressed: say why nothing happens
        return;
    }
    auto *dialog = new ActDialog(m_look, act, m_name, m_mode, m_cluster, &m_page);
    // Of the application that was shown when it was asked, whatever is shown when it is answered.
    connect(dialog, &ActDialog::confirmed, this,
        [this, act, key = m_key, name = m_name](bool prune) { carryOut(act, key, name, prune); });
    dialog->open();
}

void ApplicationWishes::carryOut(ApplicationAct act, const QString &key, const QString &name, bool prune)
{
    if (!m_inspector)
        return;
    switch (act) {
    case Act::Sync:
        Q_EMIT told(tr("Asking Argo CD to sync %1").arg(name), false);
        m_sent.insert(m_inspector->sync(key, prune));
        break;
    case Act::Refresh:
    case Act::HardRefresh:
        Q_EMIT told(tr("Asking Argo CD to refresh %1").arg(name), false);
        m_sent.insert(m_inspector->refresh(key, act == Act::HardRefresh));
        break;
    case Act::Terminate:
        Q_EMIT told(tr("Asking Argo CD to stop the operation of %1").arg(name), false);
        m_sent.insert(m_inspector->terminate(key));
        break;
    }
}

} // namespace relight
