#include "ui/consent/typedname.h"

#include <QKeyEvent>

namespace relight {

TypedName::TypedName(QWidget *parent)
    : QLineEdit(parent)
{
    setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    connect(this, &QLineEdit::textChanged, this, [this] {
        if (matches() == m_matched)
            return;
        m_matched = matches();
        Q_EMIT matchChanged(m_matched);
    });
}

void TypedName::expect(const QString &name)
{
    m_expected = name;
    setPlaceholderText(name);
    setAccessibleName(tr("Type %1 to confirm").arg(name));
}

bool TypedName::matches() const
{
    return !m_expected.isEmpty() && text() == m_expected;
}

void TypedName::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isReturn)
        return QLineEdit::keyPressEvent(event);
    event->accept(); // no dialog takes it as a click on its default button
    if (matches())
        Q_EMIT confirmed();
}

} // namespace relight
