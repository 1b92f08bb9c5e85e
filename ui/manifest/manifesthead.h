#pragma once
// Above an opened manifest: what it is, how it stands on disk and in Git, and what can be done with it. A button that
// is not to be pressed says why. GUI thread.

#include "models/session/manifestdocument.h"
#include "ui/consent/startchoices.h"
#include "ui/theme/look.h"

#include <QWidget>

class QPushButton;

namespace relight {

class ElidedLabel;
class StateLabel;
class TextLabel;

class ManifestHead : public QWidget
{
    Q_OBJECT
public:
    explicit ManifestHead(const Look &look, QWidget *parent = nullptr);

    void follow(const OpenedManifest &opened, const ManifestStatus &status, const ManifestCheck &check, bool current);
    QPushButton *saveButton() const { return m_save; }
    QPushButton *commitButton() const { return m_commit; }
    QPushButton *diffButton() const { return m_diff; }
    QPushButton *startButton() const { return m_start; }

Q_SIGNALS:
    void backAsked();
    void diffAsked(bool shown);
    void saveAsked();
    void commitAsked();
    void drillAsked();
    void startAsked();

private:
    void showStanding(const ManifestStatus &status);

    TextLabel *m_name, *m_branch;
    ElidedLabel *m_path;
    StateLabel *m_verdict, *m_standing;
    QPushButton *m_diff, *m_save, *m_commit, *m_drill, *m_start;
};

} // namespace relight
