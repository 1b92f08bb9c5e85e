#pragma once
// The run for the war room, on a screen of its own: read from four metres, never written to. Made by the main window,
// which tells it what to show; deletes itself when it is closed or its screen goes. GUI thread.

#include "ui/wall/wallpart.h"

class QScreen;

namespace relight {

class WallView : public QWidget
{
    Q_OBJECT
public:
    explicit WallView(const Look &look);

    void showOn(QScreen &screen); // full; the keyboard stays where it is when it is another screen
    void follow(const WallFacts &facts);
    const WallFacts &facts() const { return m_facts; }

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void arrange();

    const Look &m_look;
    WallFacts m_facts;
    QList<WallPart *> m_parts; // from above
    QScreen *m_screen = nullptr;
};

} // namespace relight
