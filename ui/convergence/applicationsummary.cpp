#include "ui/convergence/applicationsummary.h"

#include "ui/convergence/applicationwords.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/statelabel.h"
#include "ui/theme/textlabel.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QTreeWidget>

namespace relight {

static constexpr int listed = 2000; // resources; an application with more is told by its first

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
    , m_heading(new TextLabel(look, TextStyle::CaptionStrong, Role::Muted))
    , m_sync(new StateLabel(look, TextStyle::Body))
    , m_health(new StateLabel(look, TextStyle::Body))
    , m_facts(new QGridLayout)
    , m_notes(new QWidget)
    , m_resources(new QTreeWidget)
{
    m_name->setWordWrap(true);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // 253 characters without a space
    m_facts->setHorizontalSpacing(12);
    m_facts->setVerticalSpacing(5);
    m_facts->setColumnStretch(1, 1);
    m_resources->setAccessibleName(tr("Managed resources"));
    m_resources->setHeaderLabels({tr("Resource"), tr("Sync"), tr("Health"), tr("Message")});
    m_resources->setRootIsDecorated(false);
    m_resources->setUniformRowHeights(true);
    m_resources->setFrameShape(QFrame::NoFrame);
    m_resources->setTextElideMode(Qt::ElideMiddle);
    m_resources->setIconSize({16, 16});
    m_resources->header()->setFont(textFont(TextStyle::Caption));
    m_resources->header()->setStretchLastSection(false);
    for (const int column : {0, 3})
        m_resources->header()->setSectionResizeMode(column, QHeaderView::Stretch);
    for (const int column : {1, 2})
        m_resources->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    auto *states = new QHBoxLayout;
    states->setSpacing(18);
    states->addWidget(m_sync);
    states->addWidget(m_health);
    states->addStretch(1);
    auto *notes = new QVBoxLayout(m_notes);
    notes->setContentsMargins(0, 0, 0, 0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(14, 10, 14, 6);
    head->setSpacing(8);
    head->addWidget(m_name);
    head->addLayout(states);
    head->addWidget(m_notes);
    head->addLayout(m_facts);
    head->addWidget(m_heading);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(head);
    auto *list = new QHBoxLayout;
    list->setContentsMargins(12, 0, 0, 0);
    list->addWidget(m_resources);
    all->addLayout(list, 1);
    connect(&look, &Look::changed, this, &ApplicationSummary::paintResources);
    setApplication(nullptr, {});
}

void ApplicationSummary::setApplication(const Application *application, const QList<FalseGreen> &falseGreen)
{
    if (application && m_shown == *application && falseGreen == m_falseGreen)
        return;
    const bool same = application && m_shown && m_shown->resources == application->resources
        && m_shown->key() == application->key();
    m_shown = application ? std::optional(*application) : std::nullopt;
    m_falseGreen = falseGreen;
    m_sync->setVisible(application);
    m_health->setVisible(application);
    m_resources->setVisible(application && m_listing);
    m_heading->setVisible(application && m_listing);
    m_notes->setVisible(application);
    if (!application) {
        m_name->setText(tr("Choose an application to see its revision, its last operation and its resources."));
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
    if (!same)
        setResources(*application);
}

void ApplicationSummary::leaveOutResources()
{
    m_listing = false;
    m_resources->hide();
    m_heading->hide();
    static_cast<QVBoxLayout *>(layout())->addStretch(1);
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

void ApplicationSummary::setResources(const Application &app)
{
    const auto all = app.resources.size();
    m_heading->setText(all > listed ? tr("Managed resources: %1, the first %2").arg(all).arg(listed)
                                    : tr("Managed resources: %1").arg(all));
    QList<const ResourceStatus *> sorted;
    for (const ResourceStatus &resource : app.resources)
        sorted << &resource;
    const auto badness = [](const ResourceStatus *r) {
        return std::pair(-int(r->health.value_or(HealthStatus::Healthy)), r->sync == SyncStatus::OutOfSync ? 0 : 1);
    };
    std::ranges::stable_sort(sorted, {}, badness);
    m_resources->clear();
    QList<QTreeWidgetItem *> items;
    for (const ResourceStatus *resource : sorted.first(std::min<qsizetype>(all, listed))) {
        const ResourceKey &key = resource->key;
        const QString name = key.kind + u' ' + key.name;
        auto *item = new QTreeWidgetItem({name, lookOf(resource->sync).word,
            resource->health ? lookOf(*resource->health).word : QString(), resource->healthMessage.simplified()});
        const QString place = key.resourceNamespace.isEmpty() ? key.group : key.resourceNamespace + u' ' + key.group;
        item->setToolTip(0, QStringLiteral("%1 · %2").arg(name, place).toHtmlEscaped());
        item->setToolTip(3, resource->healthMessage.toHtmlEscaped());
        item->setData(0, Qt::UserRole, QStringList{key.group, key.kind, key.resourceNamespace, key.name});
        item->setData(1, Qt::UserRole, QVariant::fromValue(resource->sync));
        if (resource->health)
            item->setData(2, Qt::UserRole, QVariant::fromValue(*resource->health));
        item->setSizeHint(0, {0, 24});
        items << item;
    }
    m_resources->addTopLevelItems(items);
    paintResources();
}

void ApplicationSummary::paintResources()
{
    const auto icon
        = [this](const StateLook &look) { return QIcon(m_look.glyph(look.glyph, look.tint, 16, devicePixelRatioF())); };
    for (int i = 0; i < m_resources->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_resources->topLevelItem(i);
        item->setIcon(1, icon(lookOf(item->data(1, Qt::UserRole).value<SyncStatus>())));
        if (item->data(2, Qt::UserRole).isValid())
            item->setIcon(2, icon(lookOf(item->data(2, Qt::UserRole).value<HealthStatus>())));
    }
}

void ApplicationSummary::select(const ResourceKey &key)
{
    const QStringList wanted{key.group, key.kind, key.resourceNamespace, key.name};
    for (int i = 0; i < m_resources->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_resources->topLevelItem(i);
        if (item->data(0, Qt::UserRole).toStringList() == wanted) {
            m_resources->setCurrentItem(item);
            m_resources->scrollToItem(item);
            return;
        }
    }
}

} // namespace relight
