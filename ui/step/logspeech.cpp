#include "ui/step/logspeech.h"

#include "ui/step/logview.h"

#include <QAccessibleWidget>

namespace relight {

namespace {

class SpokenLog : public QAccessibleWidget
{
public:
    explicit SpokenLog(LogView *view)
        : QAccessibleWidget(view, QAccessible::Document)
    {
    }

    QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Value)
            return QAccessibleWidget::text(kind);
        return static_cast<const LogView *>(widget())->visibleText();
    }
};

QAccessibleInterface *speak(const QString &, QObject *object)
{
    auto *view = qobject_cast<LogView *>(object);
    return view ? new SpokenLog(view) : nullptr;
}

} // namespace

void speakLogs()
{
    QAccessible::installFactory(&speak); // Qt takes each factory once
}

} // namespace relight
