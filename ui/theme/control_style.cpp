#include "ui/theme/control_style.h"

#include <QPainter>
#include <QStyleOption>
#include <QTabBar>

#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {

QColor color(Token token) {
    return Theme::instance().color(token);
}

void drawFrame(QPainter* painter, const QRect& rect, const QStyleOption& option, const QColor& fill) {
    const bool focused = option.state & QStyle::State_HasFocus;
    painter->setRenderHint(QPainter::Antialiasing);
    // The focus ring is 2 px and lies inside the control, so that nothing moves when it comes.
    const qreal width = focused ? 2 : 1;
    painter->setPen(QPen(color(focused ? Token::Accent : Token::Line), width));
    painter->setBrush(fill);
    const qreal inset = width / 2;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), metrics::kRadius,
                             metrics::kRadius);
}

void drawArrow(QPainter* painter, const QRect& area, const QString& name, int px, bool enabled) {
    QRect place(0, 0, px, px);
    place.moveCenter(area.center());
    Theme::instance()
        .icon(name, Token::Muted)
        .paint(painter, place, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
}

void drawMark(QPainter* painter, const QStyleOption& option, bool round) {
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On, partly = option.state & QStyle::State_NoChange;
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool filled = on || partly;
    const QColor fill = filled ? color(enabled ? Token::Accent : Token::Muted) : color(Token::Raised);
    painter->setPen(QPen(
        filled ? fill : color(option.state & QStyle::State_MouseOver ? Token::Accent : Token::Muted), 1));
    painter->setBrush(fill);
    const qreal radius = round ? box.width() / 2 : 3;
    painter->drawRoundedRect(box, radius, radius);
    painter->setPen(QPen(Theme::instance().onAccent(), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Theme::instance().onAccent());
    const auto at = [&](qreal x, qreal y) {
        return QPointF(box.x() + x * box.width(), box.y() + y * box.height());
    };
    if (round && on) painter->drawEllipse(box.center(), 2.0, 2.0);
    if (!round && on) painter->drawPolyline(QPolygonF({at(0.24, 0.52), at(0.43, 0.71), at(0.77, 0.31)}));
    if (!round && partly) painter->drawLine(at(0.27, 0.5), at(0.73, 0.5));
    painter->restore();
}

}  // namespace

ControlStyle::ControlStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

int ControlStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
        case PM_ExclusiveIndicatorWidth:
        case PM_ExclusiveIndicatorHeight:
            return 16;
        case PM_SmallIconSize:
        case PM_ButtonIconSize:
            return metrics::kIconSmall;
        case PM_ToolBarIconSize:
            return metrics::kIcon;
        case PM_LayoutHorizontalSpacing:
        case PM_LayoutVerticalSpacing:
            return metrics::kSpace2;
        case PM_LayoutLeftMargin:
        case PM_LayoutRightMargin:
        case PM_LayoutTopMargin:
        case PM_LayoutBottomMargin:
            return metrics::kSpace3;
        case PM_DockWidgetSeparatorExtent:
        case PM_SplitterWidth:
            return metrics::kSpace1;
        default:
            return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ControlStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* result) const {
    switch (hint) {
        case SH_ComboBox_Popup:
            return 0;
        case SH_EtchDisabledText:
        case SH_DitherDisabledText:
        case SH_DialogButtonBox_ButtonsHaveIcons:  // those of the system are of another family
            return 0;
        case SH_ToolTip_WakeUpDelay:
            return 400;
        case SH_Widget_Animate:
        case SH_Widget_Animation_Duration:
            return 0;
        default:
            return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

QSize ControlStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                     const QWidget* widget) const {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_ComboBox || type == CT_SpinBox) result.setHeight(metrics::kControlHeight);
    if (type == CT_ComboBox) result.rwidth() += metrics::kSpace2;
    return result;
}

// Faces in lists: the blue of a selected line would change how skin looks.
QPixmap ControlStyle::generatedIconPixmap(QIcon::Mode mode, const QPixmap& pixmap,
                                          const QStyleOption* option) const {
    return mode == QIcon::Selected ? pixmap : QProxyStyle::generatedIconPixmap(mode, pixmap, option);
}

void ControlStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const {
    switch (element) {
        case PE_IndicatorCheckBox:
        case PE_IndicatorItemViewItemCheck:
            return drawMark(painter, *option, false);
        case PE_IndicatorRadioButton:
            return drawMark(painter, *option, true);
        case PE_FrameFocusRect: {
            QRectF ring(option->rect);
            // That of a tab is given so small that it would lie across its words.
            if (const auto* tabs = qobject_cast<const QTabBar*>(widget))
                ring = QRectF(tabs->tabRect(tabs->currentIndex())).adjusted(2, 2, -2, -4);
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(color(Token::Accent), 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(ring.adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);
            painter->restore();
            return;
        }
        default:
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ControlStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                      QPainter* painter, const QWidget* widget) const {
    const bool enabled = option->state & State_Enabled;
    if (control == CC_ComboBox) {
        painter->save();
        const bool hovered = enabled && (option->state & State_MouseOver);
        drawFrame(painter, option->rect, *option, color(hovered ? Token::Base : Token::Raised));
        const QRect arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
        drawArrow(painter, arrow, QStringLiteral("chevron-down"), 14, enabled);
        painter->restore();
        return;
    }
    if (control == CC_SpinBox) {
        painter->save();
        drawFrame(painter, option->rect, *option, color(Token::Raised));
        const auto& box = *qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        if (box.buttonSymbols != QAbstractSpinBox::NoButtons) {
            drawArrow(painter, proxy()->subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget),
                      QStringLiteral("chevron-up"), 12,
                      enabled && (box.stepEnabled & QAbstractSpinBox::StepUpEnabled));
            drawArrow(painter, proxy()->subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget),
                      QStringLiteral("chevron-down"), 12,
                      enabled && (box.stepEnabled & QAbstractSpinBox::StepDownEnabled));
        }
        painter->restore();
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

}  // namespace lineament::ui
