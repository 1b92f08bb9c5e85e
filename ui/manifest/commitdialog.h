#pragma once
// Asks for the message of a commit of the manifest alone. GUI thread.

#include "models/session/manifestdocument.h"
#include "ui/theme/look.h"

#include <QDialog>

class QPlainTextEdit;
class QPushButton;

namespace relight {

class CommitDialog : public QDialog
{
    Q_OBJECT
public:
    CommitDialog(const Look &look, const ManifestStatus &status, QWidget *parent = nullptr);

    QPlainTextEdit *message() const { return m_message; }
    QPushButton *commitButton() const { return m_commit; }

Q_SIGNALS:
    void committed(const QString &message);

private:
    QPlainTextEdit *m_message;
    QPushButton *m_commit;
};

} // namespace relight
