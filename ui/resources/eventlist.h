#pragma once
// What the cluster said of one resource, newest first. Owned by the details; GUI thread.

#include "models/session/applicationinspector.h"
#include "ui/theme/look.h"

#include <QTreeWidget>

namespace relight {

class EventList : public QTreeWidget
{
    Q_OBJECT
public:
    explicit EventList(const Look &look, QWidget *parent = nullptr);

    void setEvents(const QList<InspectedEvent> &events);

private:
    void paintGlyphs();

    const Look &m_look;
};

} // namespace relight
