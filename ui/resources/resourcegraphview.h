#pragma once
// The resources as a graph: who made whom from left to right, the chain of causes first and marked. Painted by itself,
// only what can be seen, so that 20,000 nodes pan and zoom as smoothly as twenty. Owned by the resource panel; GUI
// thread.

#include "ui/resources/graphgeometry.h"
#include "ui/theme/look.h"

#include <QAbstractScrollArea>

namespace relight {

class ResourceGraphView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit ResourceGraphView(const Look &look, QWidget *parent = nullptr);

    // As resourceForest() gives it; what did not change stays where it is.
    void setForest(const Application &application, const QList<ResourceItem> &forest);
    void clear();
    const ResourceGraph &graph() const { return m_geometry.graph(); }

    void select(const QString &id); // of a resource, or of one in a fold; unknown: nothing
    QString selected() const;       // id of the node
    double zoom() const { return m_zoom; }
    void setZoom(double zoom);               // about the middle
    QRect nodeRect(const QString &id) const; // in the viewport
    QSize contentSize() const;               // of the whole graph, at this zoom

Q_SIGNALS:
    void chosen(const QString &id);     // of a resource; of a fold its first; of the application empty
    void foldOpened(const QString &id); // of its first resource

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    int across() const;
    void lay();
    void fit();
    void updateBars();
    void zoomAbout(QPointF point, double zoom);
    QPointF origin() const;               // of the graph in the viewport
    QPointF inGraph(QPointF point) const; // of the viewport
    int nodeAt(QPoint point) const;       // -1: none
    int current() const;                  // -1: none
    void setCurrent(int node, bool byPerson);
    void bringIntoView(int node);
    void openFold(int node);

    const Look &m_look;
    GraphSizes m_sizes; // of nodes and gaps, from the fonts
    Application m_application;
    QList<ResourceItem> m_forest;
    GraphGeometry m_geometry;
    QString m_current;         // id of a node
    bool m_hasCurrent = false; // the application's id is empty, too
    int m_across = 0;
    double m_zoom = 1;
    bool m_zoomedByPerson = false; // until then a narrow view shows two columns, somewhat smaller
    std::optional<QPoint> m_dragFrom;
};

} // namespace relight
