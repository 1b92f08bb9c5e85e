#pragma once
// One act on one application, confirmed by a button that names the cluster. GUI thread.

#include "ui/consent/modedialog.h"

class QCheckBox;

namespace relight {

enum class ApplicationAct { Sync, Refresh, HardRefresh, Terminate };

class ActDialog : public ModeDialog
{
    Q_OBJECT
public:
    ActDialog(const Look &look, ApplicationAct act, const QString &application, RunMode mode, const QString &cluster,
        QWidget *parent);

Q_SIGNALS:
    void confirmed(bool prune); // prune: of a sync

private:
    QCheckBox *m_prune;
};

} // namespace relight
