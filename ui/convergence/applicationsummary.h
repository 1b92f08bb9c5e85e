#pragma once
// What an application's own status says: where from and where to, its last operation, conditions, and why its green may
// be false. Owned by the convergence page; GUI thread.

#include "models/convergence/application.h"
#include "models/convergence/falsegreen.h"
#include "ui/theme/look.h"

#include <QWidget>

class QGridLayout;

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

private:
    struct Fact
    {
        TextLabel *name;
        ElidedLabel *value;
    };

    void setFacts(const Application &application);
    void setNotes(const Application &application, const QList<FalseGreen> &falseGreen);

    const Look &m_look;
    TextLabel *m_name;
    StateLabel *m_sync, *m_health;
    QGridLayout *m_facts;
    QList<Fact> m_rows;
    QWidget *m_notes;
    std::optional<Application> m_shown;
    QList<FalseGreen> m_falseGreen;
};

} // namespace relight
