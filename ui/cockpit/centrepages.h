#pragma once
// The pages in the middle of a run, behind tabs, each of which may have a window of its own: on a second screen, or
// beside another page. GUI thread.

#include "models/run/runstate.h"

#include <QPointer>
#include <QTabWidget>

namespace relight {

class Look;

class CentrePages : public QTabWidget
{
    Q_OBJECT
public:
    explicit CentrePages(const Look &look, QWidget *parent = nullptr);

    // Behind the last; takes it over. `id`: what it is remembered by, the same for ever.
    void add(const QString &id, QWidget *page, const QString &title);
    void showPage(QWidget *page);       // wherever it is
    void setRun(const RunStarted &run); // what frames and titles of the windows say

    bool mayLeave() const { return count() > 1; } // the middle is never empty
    void giveWindow(int tab);                     // to the page behind it
    void giveWindow() { giveWindow(currentIndex()); }

    QByteArray windows() const;                  // which have one, and where
    void restoreWindows(const QByteArray &kept); // what cannot be read, or is not here, stays where it is

Q_SIGNALS:
    void windowGiven(QWidget *window);
    void pageShown(QWidget *page); // also in its window

private:
    struct Page
    {
        QString id;
        QWidget *page;
        QString title;
        QPointer<QWidget> window = nullptr; // none: here
    };
    QWidget *leave(Page &page);
    void comeBack(const QString &id);
    void name(const Page &page) const;

    const Look &m_look;
    QList<Page> m_all; // in their order
    RunStarted m_run;
};

} // namespace relight
