#pragma once
// The common keys as fields. A change edits that one value in the text, so comments and order stay. GUI thread.

#include "models/manifest/edits.h"
#include "ui/theme/look.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace relight {

class TextLabel;

class ManifestForm : public QWidget
{
    Q_OBJECT
public:
    ManifestForm(const Look &look, const QStringList &provisioners, QWidget *parent = nullptr);

    // Takes the fields from the text; a field that is being written keeps what is in it.
    void setText(const QString &text);
    void rebase(const QString &text); // what changes are made in from now on; the fields stay as they are
    // Takes over what is being written. False: it could not be; the form says why.
    bool finish();
    void setReadOnly(bool readOnly);
    QLineEdit *field(const QString &path) const { return m_fields.value(path); }

Q_SIGNALS:
    void edited(const relight::TextEdit &edit);

private:
    bool change(const QString &path, const QString &value);

    QHash<QString, QLineEdit *> m_fields; // by "recovery.objectives.rto"
    QComboBox *m_provisioner;
    TextLabel *m_problem;
    QString m_text;
    bool m_readOnly = false;
};

} // namespace relight
