#include "ui/cockpit/centrepages.h"

#include "ui/consent/modeframe.h"
#include "ui/theme/look.h"
#include "ui/theme/states.h"

#include <QAction>
#include <QCloseEvent>
#include <QDataStream>
#include <QMap>
#include <QMenu>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace relight {

namespace {

class PageWindow : public QWidget
{
public:
    PageWindow(const Look &look, QWidget *page, QWidget *parent, std::function<void()> closed)
        : QWidget(parent, Qt::Window)
        , m_frame(new ModeFrame(look))
        , m_closed(std::move(closed))
    {
        auto *all = new QVBoxLayout(this);
        all->setContentsMargins(0, 0, 0, 0);
        all->addWidget(m_frame);
        m_frame->setContent(page);
        page->show(); // its tab was hidden perhaps
        auto *back = new QAction(this);
        back->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_W));
        connect(back, &QAction::triggered, this, &QWidget::close);
        addAction(back);
    }

    void setMode(RunMode mode) { m_frame->setMode(mode); }

protected:
    void closeEvent(QCloseEvent *event) override
    {
        event->accept();
        m_closed();
    }

private:
    ModeFrame *m_frame;
    std::function<void()> m_closed;
};

} // namespace

CentrePages::CentrePages(const Look &look, QWidget *parent)
    : QTabWidget(parent)
    , m_look(look)
{
    setDocumentMode(true);
    tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(tabBar(), &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        const int tab = tabBar()->tabAt(at);
        if (tab < 0)
            return;
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        QAction *leave = menu->addAction(tr("In a window of its own"));
        leave->setEnabled(mayLeave());
        connect(leave, &QAction::triggered, this,
            [this, page = QPointer<QWidget>(widget(tab))] { giveWindow(indexOf(page)); });
        menu->popup(tabBar()->mapToGlobal(at));
    });
    connect(this, &QTabWidget::currentChanged, this, [this] { Q_EMIT pageShown(currentWidget()); });
}

void CentrePages::add(const QString &id, QWidget *page, const QString &title)
{
    m_all << Page{id, page, title};
    addTab(page, title);
}

void CentrePages::showPage(QWidget *page)
{
    const auto known = std::ranges::find(m_all, page, &Page::page);
    if (known == m_all.end())
        return;
    if (!known->window)
        return setCurrentWidget(page);
    if (known->window->isMinimized())
        known->window->showNormal();
    known->window->raise();
    known->window->activateWindow();
}

void CentrePages::setRun(const RunStarted &run)
{
    m_run = run;
    for (const Page &page : std::as_const(m_all))
        name(page);
}

void CentrePages::name(const Page &page) const
{
    if (!page.window)
        return;
    const QString mode = lookOf(m_run.mode).badge;
    page.window->setWindowTitle(
        m_run.name.isEmpty() ? page.title : QStringLiteral("%1 · %2 %3").arg(page.title, mode, m_run.name));
    if (!m_run.name.isEmpty())
        static_cast<PageWindow *>(page.window.data())->setMode(m_run.mode);
}

void CentrePages::giveWindow(int tab)
{
    const auto known = std::ranges::find(m_all, widget(tab), &Page::page);
    if (known == m_all.end() || !mayLeave())
        return;
    QWidget *own = leave(*known);
    own->resize(std::max(720, width()), std::max(480, height()));
    own->show();
}

// The window is not shown yet.
QWidget *CentrePages::leave(Page &page)
{
    removeTab(indexOf(page.page));
    page.window = new PageWindow(m_look, page.page, this, [this, id = page.id] { comeBack(id); });
    name(page);
    Q_EMIT windowGiven(page.window);
    Q_EMIT pageShown(page.page);
    return page.window;
}

void CentrePages::comeBack(const QString &id)
{
    const auto known = std::ranges::find(m_all, id, &Page::id);
    if (known == m_all.end() || !known->window)
        return;
    QWidget *own = std::exchange(known->window, nullptr);
    const auto before = std::ranges::count_if(m_all.begin(), known, [](const Page &page) { return !page.window; });
    insertTab(int(before), known->page, known->title);
    setCurrentWidget(known->page);
    Q_EMIT pageShown(known->page);
    own->deleteLater();
}

QByteArray CentrePages::windows() const
{
    QMap<QString, QByteArray> out;
    for (const Page &page : m_all) {
        if (page.window)
            out.insert(page.id, page.window->saveGeometry());
    }
    QByteArray kept;
    QDataStream stream(&kept, QIODevice::WriteOnly);
    stream << out;
    return kept;
}

void CentrePages::restoreWindows(const QByteArray &kept)
{
    QMap<QString, QByteArray> out;
    QDataStream stream(kept);
    stream >> out;
    if (stream.status() != QDataStream::Ok)
        return;
    for (const auto &[id, geometry] : out.asKeyValueRange()) {
        const auto known = std::ranges::find(m_all, id, &Page::id);
        if (known == m_all.end() || known->window || !mayLeave())
            continue;
        QWidget *own = leave(*known);
        if (!own->restoreGeometry(geometry))
            own->resize(960, 640);
        own->show();
    }
}

} // namespace relight
