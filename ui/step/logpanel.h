#pragma once
// The log of the selected step with its head, and a place to find words in it. Owned by the step page; GUI thread.

#include "ui/theme/look.h"

#include <QWidget>

class QLineEdit;

namespace relight {

class LogModel;
class LogView;
class TextLabel;

class LogPanel : public QWidget
{
    Q_OBJECT
public:
    explicit LogPanel(const Look &look, QWidget *parent = nullptr);

    void setModel(LogModel *log);
    LogView *view() { return m_view; }
    bool isEmpty() const;

    void find();                 // opens the field, or goes back into it
    void findNext(bool forward); // from where the reader is, round the end
    QString found() const;       // what the field says of it: "3 of 12"
    QLineEdit *field() { return m_field; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // Return and Escape in the field

private:
    void sought();
    void closeFind();
    bool matches(int row) const;
    void tell();

    LogModel *m_log = nullptr;
    LogView *m_view;
    TextLabel *m_following, *m_found;
    QLineEdit *m_field;
};

} // namespace relight
