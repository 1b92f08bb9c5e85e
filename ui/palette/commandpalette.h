#pragma once
// Ctrl+K: everything that can be done or looked at, found by a few letters. Lies over its window while it is open; who
// leaves it is back where they were. Chooses only: the owner acts. Owned by the window; GUI thread.

#include "models/palette/palettemodel.h"
#include "ui/theme/look.h"

#include <QPointer>
#include <QWidget>

class QLineEdit;
class QListView;

namespace relight {

class ElidedLabel;

class CommandPalette : public QWidget
{
    Q_OBJECT
public:
    CommandPalette(const Look &look, QWidget &window);

    void open(const QList<PaletteEntry> &entries);
    void leave(); // without a choice
    bool isOpen() const { return isVisible(); }

    QLineEdit *line() { return m_line; }
    QListView *list() { return m_list; }
    QString hint() const;

Q_SIGNALS:
    // The palette is closed and the keyboard where it was before.
    void chosen(const relight::PaletteEntry &entry);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    bool keyPressed(int key);
    void move(int rows);
    void choose();
    void showCurrent(); // what is said below of the row that is chosen
    void settle();      // over the whole window, as tall as its rows
    void close();

    const Look &m_look;
    QWidget &m_window;
    PaletteModel m_model;
    QWidget *m_box;
    QLineEdit *m_line;
    QListView *m_list;
    ElidedLabel *m_hint;
    QPointer<QWidget> m_before; // had the keyboard
};

} // namespace relight
