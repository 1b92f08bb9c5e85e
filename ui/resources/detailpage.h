#pragma once
// A page of the details: its content, or in words why there is none. Owned by the details; GUI thread.

#include "ui/theme/look.h"
#include "ui/theme/states.h"

#include <QWidget>

class QStackedLayout;

namespace relight {

class TextLabel;

class DetailPage : public QWidget
{
    Q_OBJECT
public:
    DetailPage(const Look &look, QWidget *content, QWidget *parent = nullptr);

    void say(const QString &text, Role role = Role::Muted); // instead of the content
    void showContent();
    QString said() const; // empty: the content is shown

private:
    TextLabel *m_text;
    QStackedLayout *m_pages;
};

} // namespace relight
