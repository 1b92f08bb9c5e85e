#pragma once
// The resources of the application that is shown, and the details of the chosen one. The convergence page's details.
// Owned by that page; GUI thread.

#include "models/convergence/resourceforest.h"
#include "models/items/applicationtreemodel.h"
#include "models/session/applicationinspector.h"
#include "ui/theme/look.h"

#include <QPointer>
#include <QWidget>

class QStackedWidget;
class QToolButton;

namespace relight {

class DetailPage;
class ElidedLabel;
class ResourceDetails;
class ResourceGraphView;
class ResourceTreeView;
class SpokenResources;
class StateLabel;

class ResourcePanel : public QWidget
{
    Q_OBJECT
public:
    // `applications` and inspector outlive it; no inspector: only what the application's own status says.
    // `summary`: of the application, taken over.
    ResourcePanel(const Look &look, const ApplicationTreeModel &applications, ApplicationInspector *inspector,
        QWidget *summary, QWidget *parent = nullptr);

    void showApplication(const QString &key); // empty: none
    void showResource(const ResourceKey &key);
    ResourceTreeView &tree() { return *m_tree; }
    ResourceGraphView &graph() { return *m_graph; }
    enum class View { Graph, Tree };
    View view() const;
    void setView(View view);
    void switchView(); // to the other, with the keyboard
    ResourceDetails &details() { return *m_details; }
    QString headText() const;
    QString troubleText() const; // empty: none

protected:
    void showEvent(QShowEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    QWidget *makeHead();
    void refresh();
    void choose(const QString &id); // of a resource; in the other view, too
    void tell();

    const ApplicationTreeModel &m_applications;
    QPointer<ApplicationInspector> m_inspector;
    SpokenResources *m_model;
    ElidedLabel *m_head;
    StateLabel *m_trouble;
    ResourceTreeView *m_tree;
    ResourceGraphView *m_graph;
    QStackedWidget *m_views;
    QToolButton *m_asGraph, *m_asTree;
    DetailPage *m_place; // of the two
    ResourceDetails *m_details;
    QString m_key, m_why; // why: the tree is old or not there
    QString m_chosen;     // id of a resource, also of one that is gone
    bool m_choosing = false;
    std::optional<InspectedTree> m_read;
    std::optional<Application> m_told; // what the rows say, with m_read
    QList<ResourceItem> m_forest;
};

} // namespace relight
