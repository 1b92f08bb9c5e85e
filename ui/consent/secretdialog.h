#pragma once
// Asks for one secret of the manifest (`prompt:`), not shown while typed. Its answer goes out once and is not kept. GUI
// thread.

#include "ui/consent/modedialog.h"

class QLineEdit;

namespace relight {

class SecretDialog : public ModeDialog
{
    Q_OBJECT
public:
    SecretDialog(const Look &look, const QString &name, QWidget *parent);
    ~SecretDialog() override;

Q_SIGNALS:
    void answered(const QByteArray &secret); // then the dialog closes

private:
    QLineEdit *m_field;
};

} // namespace relight
