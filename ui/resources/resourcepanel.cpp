#include "ui/resources/resourcepanel.h"

#include "ui/resources/detailpage.h"
#include "ui/resources/resourcedetails.h"
#include "ui/resources/resourcetreeview.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/panels.h"
#include "ui/theme/statelabel.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace relight {

ResourcePanel::ResourcePanel(const Look &look, const ApplicationTreeModel &applications,
    ApplicationInspector *inspector, QWidget *summary, QWidget *parent)
    : QWidget(parent)
    , m_applications(applications)
    , m_inspector(inspector)
    , m_model(new SpokenResources(this))
    , m_head(new ElidedLabel(look, TextStyle::Caption, Role::Muted, Qt::ElideRight))
    , m_trouble(new StateLabel(look, TextStyle::Small))
    , m_tree(new ResourceTreeView(look, *m_model))
    , m_place(new DetailPage(look, m_tree))
    , m_details(new ResourceDetails(look, inspector, summary))
{
    setAccessibleName(tr("Resources"));
    setFocusProxy(m_tree);
    m_trouble->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    QWidget *above = surface();
    auto *head = new QVBoxLayout;
    head->setContentsMargins(12, 6, 12, 4);
    head->addWidget(m_head);
    head->addWidget(m_trouble);
    auto *column = new QVBoxLayout(above);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_place, 1);
    auto *down = new QSplitter(Qt::Vertical);
    down->addWidget(above);
    down->addWidget(m_details);
    down->setStretchFactor(0, 1);
    down->setStretchFactor(1, 1);
    down->setChildrenCollapsible(false);
    down->setSizes({200, 260});
    above->setMinimumHeight(90);
    m_details->setMinimumHeight(110);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(down);
    connect(&applications, &ApplicationTreeModel::updated, this, &ResourcePanel::refresh);
    connect(m_tree, &ResourceTreeView::chosen, this, [this](const QString &id) {
        m_chosen = id;
        m_details->setResource(m_model->value(m_model->indexOf(id)));
    });
    if (inspector) {
        connect(inspector, &ApplicationInspector::treeRead, this, [this](const InspectedTree &tree) {
            if (tree.application != m_key)
                return; // of one that is not looked at any more
            m_read = tree;
            m_why = tree.trouble;
            refresh();
        });
        connect(inspector, &ApplicationInspector::failed, this,
            [this](Inspection what, const QString &about, const Error &error) {
                if (what != Inspection::Tree || about != m_key)
                    return;
                m_why = error.message;
                tell();
            });
    }
    refresh();
}

void ResourcePanel::showApplication(const QString &key)
{
    if (key == m_key)
        return;
    m_key = key;
    m_read.reset();
    m_why.clear();
    m_chosen.clear();
    m_tree->setCurrentIndex({});
    m_details->setApplication(key);
    refresh();
}

void ResourcePanel::showResource(const ResourceKey &key)
{
    m_tree->select(resourceId(key));
}

void ResourcePanel::refresh()
{
    if (!isVisible())
        return;
    const auto found = m_applications.applications().constFind(m_key);
    const Application *application = found == m_applications.applications().cend() ? nullptr : &*found;
    const QList<ResourceItem> forest = resourceForest(
        application, m_read ? m_read->nodes : QList<ResourceNode>(), m_read ? m_read->blocked : QList<Blocked>());
    if (forest != m_forest) {
        m_forest = forest;
        m_model->update(forest);
        if (const ResourceItem *item = m_model->value(m_model->indexOf(m_chosen)))
            m_details->setResource(item);
        else if (!m_chosen.isEmpty())
            m_details->sayGone();
    }
    tell();
}

void ResourcePanel::tell()
{
    QStringList parts;
    if (!m_key.isEmpty())
        parts << (m_forest.size() == 1 ? tr("1 resource") : tr("%1 resources").arg(m_forest.size()));
    if (m_read)
        parts << m_read->source;
    else if (!m_inspector && !m_key.isEmpty())
        parts << tr("from the application's own status: its pods cannot be asked for from here");
    else if (!m_key.isEmpty())
        parts << tr("from its own status; reading what is below …");
    m_head->setText(parts.join(QStringLiteral(" · ")));
    m_trouble->setVisible(!m_why.isEmpty());
    m_trouble->setState({Glyph::Stale, Role::Stale, {}}, m_why.simplified());
    if (m_key.isEmpty())
        m_place->say(tr("Choose an application to see its resources."));
    else if (m_forest.isEmpty())
        m_place->say(m_read || !m_inspector ? tr("This application has no resources.") : tr("Reading its resources …"));
    else
        m_place->showContent();
}

QString ResourcePanel::headText() const
{
    return m_head->text();
}

QString ResourcePanel::troubleText() const
{
    return m_why;
}

void ResourcePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

} // namespace relight
