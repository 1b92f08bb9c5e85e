#pragma once
// An opened manifest: written here, checked as it is typed, with its plan beside it; saved, committed, and run from
// here. Owned by the main window; GUI thread.

#include "models/plan/planpreview.h"
#include "models/session/manifestdocument.h"
#include "ui/consent/startchoices.h"
#include "ui/theme/look.h"

#include <QPointer>
#include <QWidget>

class QMessageBox;
class QPushButton;

namespace relight {

class DiffView;
class ManifestDesk;
class ManifestForm;
class ManifestHead;
class PlanSummary;
class StateLabel;
struct TextEdit;

class ManifestPage : public QWidget
{
    Q_OBJECT
public:
    explicit ManifestPage(const Look &look, QWidget *parent = nullptr);

    // The document outlives what is shown of it, or ends it by going away.
    void setDocument(ManifestDocument *document);
    void fill(const OpenedManifest &opened);            // what a run of the file on disk would be
    void focusContent();                                // the text
    bool isBeingRead() const { return m_opened.stale; } // fill() follows
    bool mayStart() const;                              // what is on the screen is what a run would go by
    // Calls it at once, or after the person said what becomes of changes that are not saved, and all of them are on
    // disk where that was the answer; or never.
    void leave(std::function<void()> then);
    bool finishWriting(); // in the form's fields; false: something there cannot be taken over, and it says why

    ManifestDesk *desk() const { return m_desk; }
    ManifestHead *head() const { return m_head; }
    ManifestForm *form() const { return m_form; }
    PlanSummary *plan() const { return m_plan; }
    DiffView *diff() const { return m_diff; }
    QString notice() const; // of the strip; empty: there is none

Q_SIGNALS:
    void startAsked();
    void drillAsked();
    void backAsked();
    void changed(); // mayStart() may be another

private:
    void makeNotice();
    void connectDocument();
    void textEdited();
    void heard(const ManifestCheck &check);
    void followStatus();
    void leaveSaved();
    void stay();
    void follow();
    void followNotice();
    void save(bool overOthers);
    void commit();
    void showDiff(bool shown);
    void apply(const TextEdit &edit);
    void tell(const QString &problem);

    const Look &m_look;
    QPointer<ManifestDocument> m_document;
    OpenedManifest m_opened;
    std::optional<RecoveryPlan> m_latest;
    ManifestHead *m_head;
    QWidget *m_strip;
    StateLabel *m_notice;
    QPushButton *m_again, *m_over;
    ManifestDesk *m_desk;
    ManifestForm *m_form;
    PlanSummary *m_plan;
    DiffView *m_diff;
    QString m_problem;            // the last wish that failed; empty: none
    std::function<void()> m_then; // once nothing is left to save; empty: nobody leaves
    QPointer<QMessageBox> m_question;
};

} // namespace relight
