#include "app/window/windowtexts.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QWidget>

namespace relight {

// Lists from their models: their accessible cells are brought up to date only while someone listens to them.
static void collectRows(const QAbstractItemModel &model, const QModelIndex &above, QStringList &texts)
{
    for (int row = 0; row < model.rowCount(above); ++row) {
        for (int column = 0; column < model.columnCount(above); ++column) {
            const QModelIndex index = model.index(row, column, above);
            QString text = index.data(Qt::AccessibleTextRole).toString();
            if (text.isEmpty())
                text = index.data().toString();
            if (!text.isEmpty())
                texts << text;
        }
        collectRows(model, model.index(row, 0, above), texts);
    }
}

static void collect(QAccessibleInterface *node, QStringList &texts)
{
    if (!node || !node->isValid())
        return;
    const auto *widget = qobject_cast<QWidget *>(node->object());
    if (widget && !widget->isVisible())
        return;
    for (const auto kind : {QAccessible::Name, QAccessible::Value, QAccessible::Description}) {
        const QString text = node->text(kind).trimmed();
        if (!text.isEmpty() && (texts.isEmpty() || texts.last() != text))
            texts << text;
    }
    if (const auto *view = qobject_cast<QAbstractItemView *>(node->object()); view && view->model())
        return collectRows(*view->model(), view->rootIndex(), texts);
    if (QAccessibleTextInterface *editor = node->textInterface()) {
        const QString text = editor->text(0, editor->characterCount());
        if (!text.isEmpty() && (texts.isEmpty() || texts.last() != text))
            texts << text;
    }
    for (int child = 0; child < node->childCount(); ++child)
        collect(node->child(child), texts);
}

QStringList textsOf(QWidget &window)
{
    QStringList texts{window.windowTitle()};
    collect(QAccessible::queryAccessibleInterface(&window), texts);
    return texts;
}

} // namespace relight
