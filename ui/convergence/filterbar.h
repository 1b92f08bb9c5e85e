#pragma once
// What of the applications is shown: chips with counts, a search field, and how many are hidden. Owned by the
// convergence page; GUI thread.

#include "models/items/applicationfilter.h"
#include "models/items/applicationrows.h"
#include "ui/theme/look.h"

#include <QWidget>

#include <array>

class QGridLayout;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace relight {

class ElidedLabel;

class FilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBar(const Look &look, QWidget *parent = nullptr);

    ApplicationFilter filter() const;
    void setTotals(const ApplicationTotals &totals);
    void begin(); // puts the cursor into the field
    void clear();
    QLineEdit *field() { return m_field; }
    QToolButton *chip(int index) { return m_chips[std::size_t(index)]; } // broken, missing, progressing, false green

Q_SIGNALS:
    void changed();
    void left(); // Return or Down in the field: on to the list

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void paintAs();
    void layChips();

    const Look &m_look;
    std::array<QToolButton *, 4> m_chips;
    QGridLayout *m_grid;
    int m_columns = 0; // of the chips
    QLineEdit *m_field;
    QWidget *m_hiddenRow;
    ElidedLabel *m_hidden;
    QPushButton *m_all;
};

} // namespace relight
