#include "ui/theme/panels.h"

#include <QScrollArea>

namespace relight {

QWidget *surface()
{
    auto *widget = new QWidget;
    widget->setAutoFillBackground(true);
    widget->setBackgroundRole(QPalette::Base);
    return widget;
}

QWidget *separator(Qt::Orientation along)
{
    auto *line = new QWidget;
    setAlong(*line, along);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Midlight);
    return line;
}

void setAlong(QWidget &separator, Qt::Orientation along)
{
    const bool across = along == Qt::Horizontal;
    separator.setMinimumSize(across ? 0 : 1, across ? 1 : 0);
    separator.setMaximumSize(across ? QWIDGETSIZE_MAX : 1, across ? 1 : QWIDGETSIZE_MAX);
}

QScrollArea *scrolling(QWidget *content, const QString &name)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    area->setAccessibleName(name);
    return area;
}

} // namespace relight
