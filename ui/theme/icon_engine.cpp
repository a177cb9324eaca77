#include "ui/theme/icon_engine.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace lineament::ui {

namespace {

QByteArray tinted(const QString& name, const QColor& color, int px) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("no icon named %s", qPrintable(name));
        return {};
    }
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    // The family is drawn for 24 px; its 2 px line is too heavy where there is room for detail.
    if (px > metrics::kIconSmall) svg.replace("stroke-width=\"2\"", "stroke-width=\"1.75\"");
    return svg;
}

}  // namespace

IconEngine::IconEngine(QString name, std::optional<Token> token) : name_(std::move(name)), token_(token) {}

QColor IconEngine::color(QIcon::Mode mode) const {
    const auto& theme = Theme::instance();
    if (mode == QIcon::Disabled) {
        QColor muted = theme.color(Token::Muted);
        muted.setAlphaF(0.6f);
        return muted;
    }
    if (token_) return theme.color(*token_);
    return theme.color(Token::Text);
}

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) {
    const qreal scale = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
    painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) {
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap IconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) {
    if (size.isEmpty()) return {};  // a button that has no room yet; nothing to be remembered
    const QColor ink = color(mode);
    const QString key =
        QStringLiteral("icon/%1/%2/%3/%4").arg(name_, ink.name(QColor::HexArgb)).arg(size.width()).arg(scale);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(tinted(name_, ink, qRound(size.width() / scale)));
    QPainter painter(&pixmap);
    painter.setOpacity(ink.alphaF());
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(scale);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIconEngine* IconEngine::clone() const {
    return new IconEngine(*this);
}

}  // namespace lineament::ui
