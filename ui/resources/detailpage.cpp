#include "ui/resources/detailpage.h"

#include "ui/theme/textlabel.h"

#include <QStackedLayout>

namespace relight {

DetailPage::DetailPage(const Look &look, QWidget *content, QWidget *parent)
    : QWidget(parent)
    , m_text(new TextLabel(look, TextStyle::Body, Role::Muted))
    , m_pages(new QStackedLayout(this))
{
    m_text->setContentsMargins(14, 10, 14, 10);
    m_text->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_pages->addWidget(m_text);
    m_pages->addWidget(content);
}

void DetailPage::say(const QString &text, Role role)
{
    m_text->setRole(role);
    m_text->setText(text);
    m_pages->setCurrentIndex(0);
}

void DetailPage::showContent()
{
    m_pages->setCurrentIndex(1);
}

QString DetailPage::said() const
{
    return m_pages->currentIndex() == 0 ? m_text->text() : QString();
}

} // namespace relight
