#pragma once
// Fetches a repository to look for its recovery manifest: address, folder, and what a closed repository asks for. Shows
// how far it is; who acts is told by a signal. Made by the main window, deletes itself. GUI thread.

#include "ui/theme/look.h"

#include <QDialog>

class QLineEdit;
class QProgressBar;
class QPushButton;

namespace relight {

class TextLabel;

struct CloneWish
{
    QString url, folder;
    QString revision;    // branch, tag or commit; empty: what the server says
    QString user;        // empty: of the address
    QByteArray password; // or token; never kept. Empty: public, or the SSH agent
};

class CloneDialog : public QDialog
{
    Q_OBJECT
public:
    CloneDialog(const Look &look, const QString &parentFolder, QWidget *parent);

    void showProgress(qint64 received, qint64 total, qint64 bytes); // total 0: not known yet
    void showProblem(const QString &message);                       // it can be tried again

    QLineEdit *url() { return m_url; }
    QLineEdit *folder() { return m_folder; }
    QPushButton *cloneButton() { return m_clone; }
    QString said() const;

Q_SIGNALS:
    void cloneAsked(const relight::CloneWish &wish);
    void cancelled(); // while it clones

public:
    void reject() override;

private:
    void check();
    void choose();
    void begin();
    void setBusy(bool busy);

    QString m_parent; // folder that clones are put in
    QLineEdit *m_url, *m_folder, *m_revision, *m_user, *m_password;
    QPushButton *m_browse, *m_clone;
    QProgressBar *m_bar;
    TextLabel *m_said;
    bool m_busy = false, m_folderByHand = false;
};

} // namespace relight
