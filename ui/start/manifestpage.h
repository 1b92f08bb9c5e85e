#pragma once
// An opened manifest before its run: what is wrong with it, readable, and its plan; or only the first, when it cannot
// be used. Owned by the main window; GUI thread.

#include "ui/consent/startchoices.h"
#include "ui/theme/look.h"

#include <QWidget>

class QListWidget;
class QPushButton;

namespace relight {

class ElidedLabel;
class PlanList;
class StateLabel;
class TextLabel;

class ManifestPage : public QWidget
{
    Q_OBJECT
public:
    explicit ManifestPage(const Look &look, QWidget *parent = nullptr);

    void fill(const OpenedManifest &manifest);
    void focusContent(); // the plan, or what is wrong: never a button that leads away

Q_SIGNALS:
    void startAsked();
    void reloadAsked();
    void backAsked();

private:
    void fillDiagnostics(const OpenedManifest &manifest);

    const Look &m_look;
    OpenedManifest m_manifest;
    TextLabel *m_title, *m_figures, *m_found;
    ElidedLabel *m_path, *m_digest;
    StateLabel *m_verdict;
    QPushButton *m_start;
    QListWidget *m_diagnostics;
    TextLabel *m_planHead;
    PlanList *m_plan;
};

} // namespace relight
