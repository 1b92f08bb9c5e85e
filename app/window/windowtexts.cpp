#include "app/window/windowtexts.h"

#include <QAccessible>
#include <QWidget>

namespace relight {

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
