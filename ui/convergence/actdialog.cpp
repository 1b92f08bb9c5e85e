#include "ui/convergence/actdialog.h"

#include "ui/theme/textlabel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>

namespace relight {

namespace {

struct Words
{
    QString title, text, button;
};

Words wordsOf(ApplicationAct act, const QString &name, const QString &cluster)
{
    switch (act) {
    case ApplicationAct::Sync:
        return {ActDialog::tr("Sync %1").arg(name),
            ActDialog::tr(
                "Argo CD applies what Git holds for it at its target revision. What was changed by hand in the "
                "cluster is overwritten."),
            ActDialog::tr("Sync on %1").arg(cluster)};
    case ApplicationAct::Refresh:
        return {ActDialog::tr("Refresh %1").arg(name),
            ActDialog::tr("Argo CD compares it with Git again. Nothing is applied, unless its automated sync finds a "
                          "difference."),
            ActDialog::tr("Refresh on %1").arg(cluster)};
    case ApplicationAct::HardRefresh:
        return {ActDialog::tr("Hard refresh %1").arg(name),
            ActDialog::tr("Argo CD forgets the manifests it has rendered and reads Git again; this loads its "
                          "repo-server. Nothing is applied, unless its automated sync finds a difference."),
            ActDialog::tr("Hard refresh on %1").arg(cluster)};
    case ApplicationAct::Terminate:
        return {ActDialog::tr("Terminate the operation of %1").arg(name),
            ActDialog::tr("The sync that runs is stopped where it is: what is applied stays, the rest is not applied."),
            ActDialog::tr("Terminate on %1").arg(cluster)};
    }
    return {};
}

} // namespace

ActDialog::ActDialog(const Look &look, ApplicationAct act, const QString &application, RunMode mode,
    const QString &cluster, QWidget *parent)
    : ModeDialog(look, mode, wordsOf(act, application, cluster).title, parent)
    , m_prune(new QCheckBox(tr("&Prune: delete what is no longer in Git")))
{
    const Words words = wordsOf(act, application, cluster);
    auto *text = new TextLabel(look, TextStyle::Body, Role::Text, words.text);
    content()->addWidget(text);
    content()->addWidget(m_prune);
    m_prune->setVisible(act == ApplicationAct::Sync);
    auto *button = new QPushButton(QString(words.button).replace(u'&', QStringLiteral("&&")));
    button->setAutoDefault(false);
    buttons()->insertWidget(1, button);
    connect(button, &QPushButton::clicked, this, [this] {
        const bool prune = m_prune->isChecked();
        accept();
        Q_EMIT confirmed(prune);
    });
    setTabOrder(button, cancelButton());
    cancelButton()->setFocus();
    fitHeight(480);
}

} // namespace relight
