#pragma once
// The one form before a live run: every command that will run, the digest that is trusted, what happens with warnings,
// and which cluster may be written to. The cluster name is typed here, once. Default is Cancel. GUI thread.

#include "ui/consent/modedialog.h"
#include "ui/consent/startchoices.h"

class QCheckBox;
class QLineEdit;
class QRadioButton;

namespace relight {

class TypedName;

class StartDialog : public ModeDialog
{
    Q_OBJECT
public:
    StartDialog(const Look &look, const OpenedManifest &manifest, QWidget *parent);

    TypedName *typedName() { return m_typed; }
    QPushButton *startButton() { return m_start; }

Q_SIGNALS:
    void started(const relight::StartChoices &choices);

private:
    QWidget *commandList(const OpenedManifest &manifest);
    QLayout *rules();
    void check();
    void start();

    const QString m_digest;
    QCheckBox *m_warnings;
    QRadioButton *m_ask, *m_new, *m_exact;
    QLineEdit *m_uid;
    TypedName *m_typed;
    QPushButton *m_start;
};

} // namespace relight
