#pragma once
// What an application's own status says: where from and where to, its last operation, conditions, why its green may be
// false, and its resources, worst first. Owned by the convergence page; GUI thread.

#include "models/convergence/application.h"
#include "models/convergence/falsegreen.h"
#include "ui/theme/look.h"

#include <QWidget>

class QGridLayout;
class QTreeWidget;

namespace relight {

class ElidedLabel;
class StateLabel;
class TextLabel;

class ApplicationSummary : public QWidget
{
    Q_OBJECT
public:
    explicit ApplicationSummary(const Look &look, QWidget *parent = nullptr);

    void setApplication(const Application *application, const QList<FalseGreen> &falseGreen); // nullptr: none
    void select(const ResourceKey &key);                                                      // a row of the list
    QTreeWidget *resources() { return m_resources; }
    void leaveOutResources(); // they are shown beside it

private:
    struct Fact
    {
        TextLabel *name;
        ElidedLabel *value;
    };

    void setFacts(const Application &application);
    void setNotes(const Application &application, const QList<FalseGreen> &falseGreen);
    void setResources(const Application &application);
    void paintResources();

    const Look &m_look;
    TextLabel *m_name, *m_heading;
    StateLabel *m_sync, *m_health;
    QGridLayout *m_facts;
    QList<Fact> m_rows;
    QWidget *m_notes;
    QTreeWidget *m_resources;
    std::optional<Application> m_shown;
    QList<FalseGreen> m_falseGreen;
    bool m_listing = true;
};

} // namespace relight
