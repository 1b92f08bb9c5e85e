#include "ui/convergence/applicationsummary.h"

#include "ui/convergence/applicationwords.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/statelabel.h"
#include "ui/theme/textlabel.h"

#include <QGridLayout>

namespace relight {

static QString operationText(const Application &app)
{
    QString text;
    switch (app.operation) {
    case OperationPhase::None:
        return ApplicationSummary::tr("none yet");
    case OperationPhase::Running:
        text = ApplicationSummary::tr("running");
        break;
    case OperationPhase::Terminating:
        text = ApplicationSummary::tr("terminating");
        break;
    case OperationPhase::Succeeded:
        text = ApplicationSummary::tr("succeeded");
        break;
    case OperationPhase::Failed:
        text = ApplicationSummary::tr("failed");
        break;
    case OperationPhase::Error:
        text = ApplicationSummary::tr("ended with an error");
        break;
    }
    if (app.operationFinished)
        text += QStringLiteral(" · ") + timestampText(*app.operationFinished).sliced(11, 8);
    if (app.retryCount > 0)
        text += QStringLiteral(" · ") + ApplicationSummary::tr("retry %1").arg(app.retryCount);
    return app.operationMessage.isEmpty() ? text : text + QStringLiteral(" · ") + app.operationMessage.simplified();
}

static QString policyText(const Application &app)
{
    if (!app.automated)
        return ApplicationSummary::tr("by hand only");
    QStringList parts{ApplicationSummary::tr("automated")};
    if (app.prune)
        parts << ApplicationSummary::tr("prunes");
    if (app.selfHeal)
        parts << ApplicationSummary::tr("heals itself");
    return parts.join(QStringLiteral(", "));
}

ApplicationSummary::ApplicationSummary(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_name(new TextLabel(look, TextStyle::BodyStrong, Role::Text))
    , m_sync(new StateLabel(look, TextStyle::Body))
    , m_health(new StateLabel(look, TextStyle::Body))
    , m_facts(new QGridLayout)
    , m_notes(new QWidget)
{
    m_name->setWordWrap(true);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // 253 characters without a space
    m_facts->setHorizontalSpacing(12);
    m_facts->setVerticalSpacing(5);
    m_facts->setColumnStretch(1, 1);
    auto *states = new QHBoxLayout;
    states->setSpacing(18);
    states->addWidget(m_sync);
    states->addWidget(m_health);
    states->addStretch(1);
    auto *notes = new QVBoxLayout(m_notes);
    notes->setContentsMargins(0, 0, 0, 0);
    auto *head = new QVBoxLayout(this);
    head->setContentsMargins(14, 10, 14, 6);
    head->setSpacing(8);
    head->addWidget(m_name);
    head->addLayout(states);
    head->addWidget(m_notes);
    head->addLayout(m_facts);
    head->addStretch(1);
    setApplication(nullptr, {});
}

void ApplicationSummary::setApplication(const Application *application, const QList<FalseGreen> &falseGreen)
{
    if (application && m_shown == *application && falseGreen == m_falseGreen)
        return;
    m_shown = application ? std::optional(*application) : std::nullopt;
    m_falseGreen = falseGreen;
    m_sync->setVisible(application);
    m_health->setVisible(application);
    m_notes->setVisible(application);
    if (!application) {
        m_name->setText(tr("Choose an application to see its revision and its last operation."));
        for (const Fact &row : std::as_const(m_rows)) {
            row.name->hide();
            row.value->hide();
        }
        return;
    }
    m_name->setText(application->name);
    m_sync->setState(lookOf(application->sync));
    m_health->setState(lookOf(application->health));
    setFacts(*application);
    setNotes(*application, falseGreen);
}

void ApplicationSummary::setFacts(const Application &app)
{
    const auto revision = [&] {
        const QString at = app.syncRevision.isEmpty() ? tr("not compared yet") : app.syncRevision;
        return app.targetRevision.isEmpty() ? at : tr("%1 (target %2)").arg(at, app.targetRevision);
    };
    const QList<std::pair<QString, QString>> facts{{tr("Revision"), revision()}, {tr("Operation"), operationText(app)},
        {tr("Sync policy"), policyText(app)},
        {tr("Source"), app.path.isEmpty() ? app.repoUrl : app.repoUrl + QStringLiteral(" · ") + app.path},
        {tr("Writes to"),
            QStringLiteral("%1 · %2").arg(
                app.destinationNamespace.isEmpty() ? tr("several namespaces") : app.destinationNamespace,
                app.destinationName.isEmpty() ? app.destinationServer : app.destinationName)},
        {tr("Project"), app.project}};
    while (m_rows.size() < facts.size()) {
        auto *name = new TextLabel(m_look, TextStyle::Body, Role::Muted);
        name->setWordWrap(false);
        auto *value = new ElidedLabel(m_look, TextStyle::Body, Role::Text, Qt::ElideMiddle);
        m_facts->addWidget(name, int(m_rows.size()), 0);
        m_facts->addWidget(value, int(m_rows.size()), 1);
        m_rows << Fact{name, value};
    }
    for (qsizetype i = 0; i < facts.size(); ++i) {
        const bool known = !facts.at(i).second.isEmpty();
        m_rows.at(i).name->setText(facts.at(i).first);
        m_rows.at(i).value->setText(facts.at(i).second);
        m_rows.at(i).name->setVisible(known);
        m_rows.at(i).value->setVisible(known);
    }
}

// Conditions, and what makes its green doubtful.
void ApplicationSummary::setNotes(const Application &app, const QList<FalseGreen> &falseGreen)
{
    qDeleteAll(m_notes->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    const auto add = [this](const StateLook &look, const QString &text) {
        auto *line = new StateLabel(m_look, TextStyle::Body);
        line->setState(look, text.simplified());
        line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        m_notes->layout()->addWidget(line);
    };
    for (const FalseGreen &found : falseGreen)
        add({Glyph::Warn, Role::Warn, {}}, found.reason);
    for (const ApplicationCondition &condition : app.conditions) {
        const bool wrong = condition.type.endsWith(u"Error");
        add({wrong ? Glyph::Failed : Glyph::Warn, wrong ? Role::Failed : Role::Warn, {}},
            condition.type + QStringLiteral(": ") + condition.message);
    }
    m_notes->setVisible(!falseGreen.isEmpty() || !app.conditions.isEmpty());
}

} // namespace relight
