#pragma once
// "Commands Ctrl+K" at the end of the menu bar: the palette for who uses the mouse, and its key for who wonders. Owned
// by the menu bar; GUI thread.

#include "ui/theme/look.h"

#include <QAbstractButton>

namespace relight {

class CommandsButton : public QAbstractButton
{
    Q_OBJECT
public:
    CommandsButton(const Look &look, const QString &keys, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look &m_look;
    QString m_keys;
};

} // namespace relight
