#pragma once
// What there is to know of the chosen resource, in tabs: Summary, Diff, Events, Logs, Manifest. Asks the inspector only
// for what a person looks at. Owned by the resource panel; GUI thread.

#include "models/convergence/resourceforest.h"
#include "models/session/applicationinspector.h"
#include "ui/theme/look.h"

#include <QPointer>
#include <QTabWidget>

class QStackedWidget;

namespace relight {

class DetailPage;
class DiffView;
class EventList;
class PodLogPage;
class TextLabel;
class YamlView;

class ResourceDetails : public QTabWidget
{
    Q_OBJECT
public:
    enum Tab { Summary, Diff, Events, Logs, Manifest };

    // `applicationSummary` is shown while no resource is chosen; it is taken over. No inspector: why is said.
    ResourceDetails(
        const Look &look, ApplicationInspector *inspector, QWidget *applicationSummary, QWidget *parent = nullptr);

    void setApplication(const QString &key);
    void setResource(const ResourceItem *item); // nullptr: the application as a whole
    void sayGone();                             // the resource; what is known of it stays
    DetailPage &page(Tab tab) { return *m_pages[std::size_t(tab)]; }
    DiffView &diff() { return *m_diff; }
    EventList &events() { return *m_events; }
    PodLogPage &logs() { return *m_logs; }
    YamlView &manifest() { return *m_manifest; }
    QString summaryText() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void connectInspector();
    void askAgain();
    void ask(); // what the open tab needs and nobody asked for yet
    void sayWaiting();
    void showDiff();
    void showResource(const InspectedResource &resource);
    void failed(Inspection what, const QString &about, const Error &error);

    const Look &m_look;
    QPointer<ApplicationInspector> m_inspector;
    QStackedWidget *m_summary;
    TextLabel *m_title, *m_facts;
    DiffView *m_diff;
    EventList *m_events;
    PodLogPage *m_logs;
    YamlView *m_manifest;
    std::array<DetailPage *, 5> m_pages{};
    QString m_application;
    std::optional<ResourceItem> m_item;
    QList<InspectedDifference> m_differences;
    QString m_diffTrouble; // why they could not be compared; empty: they could, or nobody asked
    bool m_compared = false, m_askedDiff = false, m_askedResource = false;
};

} // namespace relight
