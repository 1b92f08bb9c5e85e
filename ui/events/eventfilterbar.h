#pragma once
// Which events are shown: a kind and words. Owned by the event panel; GUI thread.

#include "models/items/eventfilter.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace relight {

class EventFilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit EventFilterBar(QWidget *parent = nullptr);

    EventFilter filter() const;
    void begin(); // puts the cursor into the field
    void clear();
    QComboBox *choice() { return m_choice; }
    QLineEdit *field() { return m_field; }

Q_SIGNALS:
    void changed();
    void left(); // Return or Down in the field, Escape in an empty one: on to the list

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // of the field

private:
    QComboBox *m_choice;
    QLineEdit *m_field;
};

} // namespace relight
