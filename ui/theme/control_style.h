#pragma once

#include <QProxyStyle>

namespace lineament::ui {

/// Fusion with the parts that a style sheet cannot colour drawn flat from the tokens: combo boxes, spin
/// boxes, check and radio marks, focus rings. Thread: GUI.
class ControlStyle : public QProxyStyle {
    Q_OBJECT
  public:
    ControlStyle();

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* result) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QPixmap generatedIconPixmap(QIcon::Mode mode, const QPixmap& pixmap,
                                const QStyleOption* option) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

}  // namespace lineament::ui
