#pragma once
// Finds words in an editor, in place: Return the next one, Shift+Return the one before, Escape ends. GUI thread.

#include "ui/theme/look.h"

#include <QWidget>

class QLineEdit;

namespace relight {

class ManifestEditor;
class TextLabel;

class FindBar : public QWidget
{
    Q_OBJECT
public:
    FindBar(const Look &look, ManifestEditor &editor, QWidget *parent = nullptr);

    void open();
    void close();
    QLineEdit *field() const { return m_field; }
    QString found() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(bool forward, bool stay);

    ManifestEditor &m_editor;
    QLineEdit *m_field;
    TextLabel *m_found;
};

} // namespace relight
