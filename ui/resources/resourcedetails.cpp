#include "ui/resources/resourcedetails.h"

#include "ui/manifest/diffview.h"
#include "ui/resources/detailpage.h"
#include "ui/resources/eventlist.h"
#include "ui/resources/podlogpage.h"
#include "ui/resources/resourcetreeview.h"
#include "ui/resources/yamlview.h"
#include "ui/theme/panels.h"
#include "ui/theme/textlabel.h"

#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace relight {

ResourceDetails::ResourceDetails(
    const Look &look, ApplicationInspector *inspector, QWidget *applicationSummary, QWidget *parent)
    : QTabWidget(parent)
    , m_look(look)
    , m_inspector(inspector)
    , m_summary(new QStackedWidget)
    , m_title(new TextLabel(look, TextStyle::BodyStrong, Role::Text))
    , m_facts(new TextLabel(look, TextStyle::Body, Role::Text))
    , m_diff(new DiffView(look))
    , m_events(new EventList(look))
    , m_logs(new PodLogPage(look, inspector))
    , m_manifest(new YamlView(look))
{
    setDocumentMode(true);
    setAccessibleName(tr("Details"));
    m_diff->setAccessibleName(tr("Live against desired"));
    auto *facts = new QWidget;
    auto *column = new QVBoxLayout(facts);
    column->setContentsMargins(14, 10, 14, 10);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addStretch(1);
    for (TextLabel *label : {m_title, m_facts}) {
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // names without a space
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_summary->addWidget(scrolling(applicationSummary, tr("Summary")));
    m_summary->addWidget(facts);
    applicationSummary->show();
    QWidget *const contents[]{m_summary, m_diff, m_events, m_logs, m_manifest};
    const QString names[]{tr("Summary"), tr("Diff"), tr("Events"), tr("Logs"), tr("Manifest")};
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        m_pages[i] = new DetailPage(look, contents[i]);
        addTab(m_pages[i], names[i]);
    }
    m_pages[Summary]->showContent();
    auto *again = new QPushButton(tr("Reload"));
    again->setToolTip(tr("Ask the cluster again for what is shown here"));
    setCornerWidget(again);
    again->setVisible(inspector != nullptr); // else there is nobody to ask
    connect(again, &QPushButton::clicked, this, &ResourceDetails::askAgain);
    connect(this, &QTabWidget::currentChanged, this, &ResourceDetails::ask);
    if (inspector)
        connectInspector();
    sayWaiting();
}

void ResourceDetails::connectInspector()
{
    connect(m_inspector, &ApplicationInspector::resourceRead, this, &ResourceDetails::showResource);
    connect(m_inspector, &ApplicationInspector::failed, this, &ResourceDetails::failed);
    connect(m_inspector, &ApplicationInspector::differencesRead, this,
        [this](const QString &application, const QList<InspectedDifference> &differences) {
            if (application != m_application)
                return; // of one that is not looked at any more
            m_differences = differences;
            m_compared = true;
            m_diffTrouble.clear();
            showDiff();
        });
}

void ResourceDetails::setApplication(const QString &key)
{
    if (key == m_application)
        return;
    m_application = key;
    m_differences.clear();
    m_diffTrouble.clear();
    m_compared = m_askedDiff = false;
    m_item.reset();
    m_askedResource = false;
    m_summary->setCurrentIndex(0);
    sayWaiting();
    ask();
}

void ResourceDetails::setResource(const ResourceItem *item)
{
    const bool same = item ? m_item && m_item->id == item->id : !m_item;
    m_item = item ? std::optional(*item) : std::nullopt;
    m_summary->setCurrentIndex(item ? 1 : 0);
    if (item) {
        m_title->setText(item->key.kind + u' ' + item->key.name);
        QStringList lines = resourceSentence(*item).split(QStringLiteral(", ")).mid(1);
        m_facts->setText(lines.join(u'\n'));
    }
    if (same)
        return;
    m_askedResource = false;
    setTabText(Events, tr("Events"));
    sayWaiting();
    ask();
}

void ResourceDetails::sayGone()
{
    if (m_item)
        m_facts->setText(tr("It is not there any more. What was read of it last is still shown."));
}

QString ResourceDetails::summaryText() const
{
    return m_summary->currentIndex() == 1 ? m_title->text() + u'\n' + m_facts->text() : QString();
}

void ResourceDetails::sayWaiting()
{
    QString text;
    if (!m_inspector)
        text = tr("This window only follows the run: the cluster cannot be asked from here.");
    else if (m_item)
        text = tr("Asking the cluster for %1 %2 …").arg(m_item->key.kind, m_item->key.name);
    else
        text = tr("Choose a resource above to see this of it.");
    for (const Tab tab : {Events, Logs, Manifest})
        m_pages[tab]->say(text);
    if (!m_inspector)
        m_pages[Diff]->say(text);
    else
        showDiff();
}

void ResourceDetails::ask()
{
    if (!m_inspector || !isVisible() || m_application.isEmpty())
        return;
    if (currentIndex() == Diff && !std::exchange(m_askedDiff, true))
        m_inspector->askDifferences();
    if (m_item && !std::exchange(m_askedResource, true))
        m_inspector->askResource(m_item->key);
}

void ResourceDetails::askAgain()
{
    m_askedResource = false;
    if (currentIndex() == Diff) {
        m_askedDiff = m_compared = false;
        m_diffTrouble.clear();
        showDiff();
    }
    if (currentIndex() == Logs)
        m_logs->again();
    ask();
}

void ResourceDetails::showDiff()
{
    const auto changed
        = std::ranges::count_if(m_differences, [](const InspectedDifference &one) { return one.live != one.target; });
    setTabText(Diff, changed > 0 ? tr("Diff %1").arg(changed) : tr("Diff"));
    if (!m_diffTrouble.isEmpty())
        return m_pages[Diff]->say(m_diffTrouble, Role::Failed);
    if (!m_compared)
        return m_pages[Diff]->say(tr("Comparing the live objects with what Git wants …"));
    if (changed == 0)
        return m_pages[Diff]->say(tr("Nothing differs: the live objects are as Git wants them."));
    if (!m_item)
        return m_pages[Diff]->say(
            tr("%n resource(s) differ from what Git wants. Choose one above.", nullptr, int(changed)));
    const auto found = std::ranges::find_if(
        m_differences, [this](const InspectedDifference &one) { return resourceId(one.key) == m_item->id; });
    if (found == m_differences.cend() || found->live == found->target)
        return m_pages[Diff]->say(tr("%1 %2 does not differ from what Git wants, or Git does not know it.")
                .arg(m_item->key.kind, m_item->key.name));
    if (found->lines.isEmpty())
        return m_pages[Diff]->say(tr("The two could not be compared line by line."), Role::Failed);
    m_diff->setLines(found->lines);
    m_pages[Diff]->showContent();
}

void ResourceDetails::showResource(const InspectedResource &resource)
{
    if (!m_item || resourceId(resource.key) != m_item->id)
        return;
    const QString trouble = resource.trouble.simplified();
    setTabText(Events, resource.events.isEmpty() ? tr("Events") : tr("Events %1").arg(resource.events.size()));
    m_events->setEvents(resource.events);
    if (resource.events.isEmpty())
        m_pages[Events]->say(
            trouble.isEmpty() ? tr("The cluster remembers no events of it. It forgets them after an hour.") : trouble);
    else
        m_pages[Events]->showContent();
    m_manifest->setYaml(QString::fromUtf8(resource.manifest));
    if (resource.manifest.isEmpty())
        m_pages[Manifest]->say(trouble.isEmpty() ? tr("It is not in the cluster.") : trouble);
    else
        m_pages[Manifest]->showContent();
    m_logs->setPod(m_item->key, resource.containers);
    if (resource.containers.isEmpty())
        m_pages[Logs]->say(tr("Only pods write logs. Choose a pod above."));
    else
        m_pages[Logs]->showContent();
}

void ResourceDetails::failed(Inspection what, const QString &about, const Error &error)
{
    const QString text = tr("%1\n\u201cReload\u201d tries once more.").arg(error.message);
    if (what == Inspection::Differences && about == m_application) {
        m_diffTrouble = text;
        showDiff();
    }
    if (what != Inspection::Resource || !m_item || about != m_item->key.name)
        return;
    for (const Tab tab : {Events, Logs, Manifest})
        m_pages[tab]->say(text, Role::Failed);
}

void ResourceDetails::showEvent(QShowEvent *event)
{
    QTabWidget::showEvent(event);
    // After the page around it was shown, too, which says of which application.
    QMetaObject::invokeMethod(this, &ResourceDetails::ask, Qt::QueuedConnection);
}

} // namespace relight
