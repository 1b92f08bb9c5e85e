#include "ui/resources/resourcepanel.h"

#include "ui/resources/detailpage.h"
#include "ui/resources/resourcedetails.h"
#include "ui/resources/resourcegraphview.h"
#include "ui/resources/resourcetreeview.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/panels.h"
#include "ui/theme/statelabel.h"

#include <QButtonGroup>
#include <QFocusEvent>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
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
    , m_graph(new ResourceGraphView(look))
    , m_views(new QStackedWidget)
    , m_asGraph(new QToolButton)
    , m_asTree(new QToolButton)
    , m_place(new DetailPage(look, m_views))
    , m_details(new ResourceDetails(look, inspector, summary))
{
    setAccessibleName(tr("Resources"));
    m_views->addWidget(m_graph);
    m_views->addWidget(m_tree);
    m_trouble->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    QWidget *above = surface();
    auto *column = new QVBoxLayout(above);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
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
    connect(m_tree, &ResourceTreeView::chosen, this, &ResourcePanel::choose);
    connect(m_graph, &ResourceGraphView::chosen, this, &ResourcePanel::choose);
    connect(m_graph, &ResourceGraphView::foldOpened, this, [this](const QString &id) {
        setView(View::Tree);
        m_tree->select(id);
        m_tree->setFocus(Qt::OtherFocusReason);
    });
    if (inspector) {
        connect(inspector, &ApplicationInspector::treeRead, this, [this](const InspectedTree &tree) {
            if (tree.application != m_key)
                return; // of one that is not looked at any more
            m_read = tree;
            m_why = tree.trouble;
            m_told.reset();
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

QWidget *ResourcePanel::makeHead()
{
    auto *head = new QWidget;
    auto *words = new QVBoxLayout;
    words->addWidget(m_head);
    words->addWidget(m_trouble);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(4);
    row->addLayout(words, 1);
    auto *group = new QButtonGroup(this);
    for (const auto &[button, text, tip, view] :
        {std::tuple(m_asGraph, tr("Graph"), tr("Resources as a graph, the way to the cause first"), View::Graph),
            std::tuple(
                m_asTree, tr("Tree"), tr("Resources as a tree, for reading and for screen readers"), View::Tree)}) {
        button->setText(text);
        button->setToolTip(tip);
        button->setCheckable(true);
        button->setAutoRaise(true);
        group->addButton(button);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, view] { setView(view); });
    }
    m_asGraph->setChecked(true);
    return head;
}

ResourcePanel::View ResourcePanel::view() const
{
    return m_views->currentWidget() == m_graph ? View::Graph : View::Tree;
}

void ResourcePanel::setView(View view)
{
    QWidget *shown = view == View::Graph ? static_cast<QWidget *>(m_graph) : m_tree;
    (view == View::Graph ? m_asGraph : m_asTree)->setChecked(true);
    m_views->setCurrentWidget(shown);
}

void ResourcePanel::switchView()
{
    setView(view() == View::Graph ? View::Tree : View::Graph);
    m_views->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

void ResourcePanel::choose(const QString &id)
{
    if (m_choosing)
        return; // the other view comes along
    const QScopedValueRollback one(m_choosing, true);
    m_chosen = id;
    if (m_tree->selected() != id)
        m_tree->select(id);
    m_graph->select(id);
    m_details->setResource(m_model->value(m_model->indexOf(id)));
}

void ResourcePanel::showApplication(const QString &key)
{
    if (key == m_key)
        return;
    m_key = key;
    m_read.reset();
    m_told.reset();
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
    // The applications tell of changes thirty times a second, most often of others.
    const Application now = application ? *application : Application();
    if (m_told == now)
        return;
    m_told = now;
    const QList<ResourceItem> forest = resourceForest(
        application, m_read ? m_read->nodes : QList<ResourceNode>(), m_read ? m_read->blocked : QList<Blocked>());
    if (forest != m_forest) {
        m_forest = forest;
        m_model->update(forest);
        if (application)
            m_graph->setForest(*application, forest);
        else
            m_graph->clear();
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
        parts << tr("from its own status, without pods");
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

// Not by a focus proxy: Tab would go past what stands before it.
void ResourcePanel::focusInEvent(QFocusEvent *event)
{
    m_views->currentWidget()->setFocus(event->reason());
}

void ResourcePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

} // namespace relight
