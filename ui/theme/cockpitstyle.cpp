#include "ui/theme/cockpitstyle.h"

#include "ui/theme/textstyle.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QLabel>
#include <QPainter>
#include <QStyleOption>

namespace relight {

static constexpr qreal radius = 4;
static constexpr int toolPadding = 7, edgePadding = 10, fieldPadding = 7;

CockpitStyle::CockpitStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void CockpitStyle::drawRing(const QRectF &around, QPainter &painter) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.color(Role::Focus), 2));
    painter.drawRoundedRect(around.adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

// Fill and text come from the widget's palette: an amber button is a button with an amber palette.
void CockpitStyle::drawButton(const QStyleOption &option, QPainter &painter) const
{
    const bool enabled = option.state.testFlag(State_Enabled);
    QColor fill = option.palette.color(QPalette::Button);
    const bool down = option.state.testFlag(State_Sunken) || option.state.testFlag(State_On);
    if (down)
        fill = fill == m_theme.color(Role::NeedsLamp) ? fill.darker(112) : m_theme.color(Role::Selection);
    else if (enabled && option.state.testFlag(State_MouseOver))
        fill = m_theme.scheme() == Scheme::Light ? fill.darker(104) : fill.lighter(116);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(QPen(enabled ? option.palette.color(QPalette::Mid) : m_theme.color(Role::Border), 1));
    painter.drawRoundedRect(QRectF(option.rect).adjusted(2.5, 2.5, -2.5, -2.5), radius, radius);
    painter.restore();
    if (option.state.testFlag(State_HasFocus))
        drawRing(QRectF(option.rect), painter);
}

void CockpitStyle::drawField(const QStyleOption &option, QPainter &painter) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(option.palette.color(QPalette::Base));
    painter.setPen(QPen(m_theme.color(option.state.testFlag(State_Enabled) ? Role::Edge : Role::Border), 1));
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), radius, radius);
    painter.restore();
    if (option.state.testFlag(State_HasFocus))
        drawRing(QRectF(option.rect), painter);
}

void CockpitStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        if (element == PE_PanelButtonTool && option->state.testFlag(State_AutoRaise)
            && !(option->state & (State_MouseOver | State_On | State_Sunken | State_HasFocus)))
            return;
        return drawButton(*option, *painter);
    case PE_FrameLineEdit:
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            return drawField(*option, *painter);
        return;
    case PE_FrameFocusRect:
        if (qobject_cast<const QAbstractButton *>(widget) && option->state.testFlag(State_HasFocus))
            drawRing(QRectF(option->rect), *painter);
        return; // rows paint their own
    case PE_Frame:
        painter->save();
        painter->setPen(QPen(m_theme.color(widget && widget->hasFocus() ? Role::Focus : Role::Edge), 2));
        painter->drawRect(option->rect.adjusted(1, 1, -1, -1));
        painter->restore();
        return;
    case PE_IndicatorCheckBox:
        return drawIndicator(*option, false, *painter);
    case PE_IndicatorRadioButton:
        return drawIndicator(*option, true, *painter);
    case PE_FrameDefaultButton:
    case PE_FrameTabBarBase:
    case PE_FrameStatusBarItem:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void CockpitStyle::drawIndicator(const QStyleOption &option, bool round, QPainter &painter) const
{
    const bool enabled = option.state.testFlag(State_Enabled);
    const QRectF box = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5);
    const qreal corner = round ? box.width() / 2 : 3;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_theme.color(Role::Sunken));
    painter.setPen(QPen(m_theme.color(enabled ? Role::Edge : Role::Border), 1.2));
    painter.drawRoundedRect(box, corner, corner);
    if (option.state.testFlag(State_On)) {
        const QColor mark = m_theme.color(enabled ? Role::Accent : Role::Pending);
        if (round) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(mark);
            painter.drawEllipse(box.center(), box.width() / 4, box.width() / 4);
        } else {
            painter.setPen(QPen(mark, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.drawPolyline(QPolygonF{box.topLeft() + QPointF(2.5, box.height() * 0.55),
                box.topLeft() + QPointF(box.width() * 0.42, box.height() * 0.78),
                box.topLeft() + QPointF(box.width() - 2, box.height() * 0.25)});
        }
    }
    painter.restore();
    if (option.state.testFlag(State_HasFocus))
        drawRing(QRectF(option.rect).adjusted(-1, -1, 1, 1), painter);
}

void CockpitStyle::drawTab(const QStyleOptionTab &tab, QPainter &painter) const
{
    const bool chosen = tab.state.testFlag(State_Selected);
    if (chosen) {
        painter.fillRect(tab.rect, m_theme.color(Role::Surface));
        painter.fillRect(
            QRect(tab.rect.left(), tab.rect.bottom() - 1, tab.rect.width(), 2), m_theme.color(Role::Accent));
    }
    QFont font = painter.font();
    font.setWeight(chosen ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    painter.setPen(m_theme.color(chosen ? Role::Text : Role::Muted));
    painter.drawText(tab.rect, Qt::AlignCenter | Qt::TextShowMnemonic, tab.text);
    if (tab.state.testFlag(State_HasFocus))
        drawRing(QRectF(tab.rect), painter);
}

// A list's first and last label stand as far from its edges as what is above and below them.
static QRect labelRect(const QStyleOptionHeader &header)
{
    using Place = QStyleOptionHeader;
    const bool only = header.position == Place::OnlyOneSection;
    const int first = only || header.position == Place::Beginning ? edgePadding : 0;
    const int last = only || header.position == Place::End ? edgePadding : 0;
    const bool mirrored = header.direction == Qt::RightToLeft;
    return header.rect.adjusted(mirrored ? last : first, 0, -(mirrored ? first : last), 0);
}

void CockpitStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        return drawButton(*option, *painter);
    case CE_MenuBarEmptyArea:
        return painter->fillRect(option->rect, m_theme.color(Role::Bar));
    case CE_Splitter:
        return painter->fillRect(option->rect, m_theme.color(Role::Border));
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_theme.color(Role::Surface));
        return painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), m_theme.color(Role::Border));
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
            header && header->orientation == Qt::Horizontal) {
            QStyleOptionHeaderV2 inside;
            static_cast<QStyleOptionHeader &>(inside) = *header;
            inside.rect = labelRect(*header);
            return QProxyStyle::drawControl(element, &inside, painter, widget);
        }
        break;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon) {
            QStyleOptionToolButton inside = *button; // sizeFromContents() left room at both ends
            inside.rect.adjust(toolPadding, 0, -toolPadding, 0);
            return QProxyStyle::drawControl(element, &inside, painter, widget);
        }
        break;
    case CE_TabBarTab:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            drawTab(*tab, *painter);
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            const bool over = item->state.testFlag(State_Selected) && item->state.testFlag(State_Enabled);
            painter->fillRect(item->rect, m_theme.color(over ? Role::Selection : Role::Bar));
            painter->setPen(m_theme.color(item->state.testFlag(State_Enabled) ? Role::Text : Role::Pending));
            painter->drawText(item->rect, Qt::AlignCenter | Qt::TextHideMnemonic, item->text);
        }
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

int CockpitStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SplitterWidth:
        return 1;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ButtonDefaultIndicator:
        return 0;
    case PM_ButtonMargin:
        return 14;
    case PM_SmallIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return scaled(16);
    case PM_ScrollBarExtent:
        return 12;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize CockpitStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize full = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton) // the ring and its gap lie inside
        return {size.width() + 28, std::max(size.height() + 12, 32)};
    if (type == CT_LineEdit)
        full.setHeight(std::max(full.height(), size.height() + 12));
    if (type == CT_ComboBox)
        full = QSize(full.width() + fieldPadding, std::max(full.height(), size.height() + 12));
    if (type == CT_HeaderSection)
        full += QSize(edgePadding, 0);
    if (type == CT_ToolButton)
        full += QSize(2 * toolPadding, 4);
    if (type == CT_TabBarTab)
        full = QSize(size.width() + 12, std::max(full.height(), 32));
    if (type == CT_MenuBarItem)
        full += QSize(6, 6);
    return full;
}

// A plain thumb on a plain ground: no arrows.
void CockpitStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider *>(option) : nullptr;
    if (!bar)
        return QProxyStyle::drawComplexControl(control, option, painter, widget);
    painter->save();
    painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    if (bar->maximum > bar->minimum) {
        const bool active = bar->state.testFlag(State_MouseOver) || bar->activeSubControls.testFlag(SC_ScrollBarSlider);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(active ? Role::Muted : Role::Edge));
        const QRectF thumb = QRectF(subControlRect(control, option, SC_ScrollBarSlider, widget));
        painter->drawRoundedRect(thumb.adjusted(3, 3, -3, -3), 3, 3);
    }
    painter->restore();
}

QRect CockpitStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const auto *bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider *>(option) : nullptr;
    if (!bar) {
        const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
        const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (!box || box->editable || part != SC_ComboBoxEditField)
            return rect;
        const bool mirrored = option->direction == Qt::RightToLeft;
        return rect.adjusted(mirrored ? 0 : fieldPadding, 0, mirrored ? -fieldPadding : 0, 0);
    }
    const bool across = bar->orientation == Qt::Horizontal;
    const int length = across ? bar->rect.width() : bar->rect.height();
    const double range = double(bar->maximum) - bar->minimum;
    const int thumb
        = range <= 0 ? length : std::clamp(int(length * bar->pageStep / (range + bar->pageStep)), 28, length);
    const int at
        = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
    const auto piece = [&](int from, int size) {
        return across ? QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height())
                      : QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size);
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return piece(at, thumb);
    case SC_ScrollBarGroove:
        return piece(0, length);
    case SC_ScrollBarSubPage:
        return piece(0, at);
    case SC_ScrollBarAddPage:
        return piece(at + thumb, length - at - thumb);
    default:
        return {};
    }
}

QRect CockpitStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents)
        return rect.adjusted(fieldPadding, 0, -fieldPadding, 0);
    return rect;
}

int CockpitStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_UnderlineShortcut: // menus open with one hand on Alt; a dialog's buttons show their key
        return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLabel *>(widget) ? 1 : 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void CockpitStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

} // namespace relight
