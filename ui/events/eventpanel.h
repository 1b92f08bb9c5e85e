#pragma once
// What happened, newest on top, what of it a person wants to see, and a place to write a note without a dialog. Owned
// by the run page; GUI thread.

#include "ui/theme/look.h"

#include <QWidget>

class QLineEdit;
class QListView;
class QPushButton;
class QStackedWidget;

namespace relight {

class EventFeedModel;
class EventFilterBar;
class ShownEvents;
class TextLabel;

class EventPanel : public QWidget
{
    Q_OBJECT
public:
    // The model outlives the panel.
    EventPanel(const Look &look, EventFeedModel &feed, QWidget *parent = nullptr);

    void beginNote();   // puts the cursor into the note
    void beginFilter(); // and into the field of the filter
    void setNotesAllowed(bool allowed);
    int heightOf(int rows) const; // no row cut in two
    QListView *list() { return m_list; }
    EventFilterBar &filterBar() { return *m_filter; }
    QString countText() const; // how many of all the filter shows
    QString emptyText() const; // what is said instead of the list; empty: the list is there

Q_SIGNALS:
    void noted(const QString &text);
    void stepAsked(const QString &stepId); // an event of this step was opened
    void runAsked();                       // one of the run as a whole was

private:
    QWidget *makeEmptyPage();
    void connectParts();
    void cameIn(int count);
    void filter();
    void tell();
    void send();

    const Look &m_look;
    EventFeedModel &m_feed;
    QListView *m_list;
    ShownEvents *m_shown;
    EventFilterBar *m_filter;
    QStackedWidget *m_pages; // the list, and what is said where the filter leaves none
    TextLabel *m_title, *m_count, *m_none;
    QPushButton *m_all;
    QPushButton *m_fresh;
    QLineEdit *m_note;
    QPushButton *m_add;
    int m_unseen = 0;
    bool m_filtering = false; // rows that come now did not happen now
};

} // namespace relight
