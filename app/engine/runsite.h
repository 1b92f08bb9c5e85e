#pragma once
// Where a run takes place: its folder, the work tree its commands run in, the commit it recovers from. A value, made
// once at the start.

#include "models/base/time.h"

#include <QMap>
#include <QString>

namespace relight {

struct RunSite
{
    QString runId;
    QString runFolder;         // …/runs/<id>, 0700
    QString stateFolder;       // …/relight: trusted digests, kept checkouts
    QString manifestPath;      // absolute, as opened
    QString workTree;          // root of the tree that commands run in; empty until preflight made the kept checkout
    bool keptCheckout = false; // the work tree is ours, not the user's
    QString digest;
    bool digestCoversTree = false;
    QString operatorName;               // user@host
    QMap<QString, QString> environment; // for children: the user's, minus ambient cluster settings
    QString version;                    // of Relight

    QString kubeconfigPath() const { return runFolder + QStringLiteral("/kubeconfig"); }
    QString attemptFolder(const QString &stepId, int attempt) const
    {
        return runFolder + QStringLiteral("/steps/") + QString(stepId).replace(u'/', u'~') + QLatin1Char('/')
            + QString::number(attempt);
    }
};

} // namespace relight
