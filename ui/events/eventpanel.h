#pragma once
// What happened, newest on top, and a place to write a note without a dialog. Owned by the run page; GUI thread.

#include "ui/theme/look.h"

#include <QWidget>

class QLineEdit;
class QListView;
class QPushButton;

namespace relight {

class EventFeedModel;
class NewestFirst;
class TextLabel;

class EventPanel : public QWidget
{
    Q_OBJECT
public:
    // The model outlives the panel.
    EventPanel(const Look &look, EventFeedModel &feed, QWidget *parent = nullptr);

    void beginNote(); // puts the cursor into the note
    void setNotesAllowed(bool allowed);
    int heightOf(int rows) const; // no row cut in two

Q_SIGNALS:
    void noted(const QString &text);
    void stepAsked(const QString &stepId); // an event of this step was opened

private:
    void cameIn(int count);
    void send();

    QListView *m_list;
    NewestFirst *m_order;
    TextLabel *m_title;
    QPushButton *m_fresh;
    QLineEdit *m_note;
    QPushButton *m_add;
    int m_unseen = 0;
};

} // namespace relight
