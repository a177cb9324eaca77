#include <QFileDialog>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>
#include <QTextStream>

#include "ui/widgets/plot/plot_impl.h"

namespace lineament::ui {

namespace {

QString quoted(const QString& text) {
    return QLatin1Char('"') + QString(text).replace(QLatin1Char('"'), QStringLiteral("\"\"")) +
           QLatin1Char('"');
}

QString columnName(const PlotAxis& axis, const QString& otherwise) {
    const QString name = axis.label.isEmpty() ? otherwise : axis.label;
    return axis.unit.isEmpty() ? name : name + QStringLiteral(" [") + axis.unit + QLatin1Char(']');
}

}  // namespace

void Plot::Impl::placeMarker(Line& marker) {
    const bool upright = marker.look.orientation == Qt::Vertical;
    const double value = marker.look.value;
    auto* line = marker.line;
    for (auto* point : {line->point1, line->point2}) {
        point->setTypeX(upright ? QCPItemPosition::ptPlotCoords : QCPItemPosition::ptAxisRectRatio);
        point->setTypeY(upright ? QCPItemPosition::ptAxisRectRatio : QCPItemPosition::ptPlotCoords);
    }
    line->point1->setCoords(upright ? value : 0, upright ? 0 : value);
    line->point2->setCoords(upright ? value : 1, upright ? 1 : value);
    auto* at = marker.text->position;
    at->setTypeX(line->point1->typeX());
    at->setTypeY(line->point1->typeY());
    at->setCoords(upright ? value : 0.99, upright ? 0.02 : value);
    marker.text->setPositionAlignment(upright ? Qt::AlignLeft | Qt::AlignTop
                                              : Qt::AlignRight | Qt::AlignBottom);
    marker.text->setPadding(QMargins(4, 1, 4, 1));
}

void Plot::Impl::dressMarker(Line& marker, bool dark) {
    if (!marker.line) {
        marker.line = new QCPItemStraightLine(canvas);
        marker.text = new QCPItemText(canvas);
    }
    const QColor color = Theme::color(marker.look.token, dark);
    marker.line->setPen(
        QPen(color, marker.look.movable ? 2 : 1, marker.look.movable ? Qt::SolidLine : Qt::DashLine));
    marker.text->setText(marker.look.label);
    marker.text->setColor(Theme::ink(marker.look.token, dark));
    QFont font = plot->font();
    font.setPixelSize(metrics::kSmallTextPx);
    marker.text->setFont(font);
    placeMarker(marker);
}

void Plot::setMarker(const QString& id, const PlotMarker& look) {
    auto& marker = d_->markers[id];
    marker.look = look;
    d_->dressMarker(marker, Theme::instance().dark());
    d_->changed();
}

void Plot::removeMarker(const QString& id) {
    const auto at = d_->markers.find(id);
    if (at == d_->markers.end()) return;
    if (d_->dragged == id) d_->dragged.reset();
    d_->canvas->removeItem(at->second.line);
    d_->canvas->removeItem(at->second.text);
    d_->markers.erase(at);
    d_->changed();
}

std::optional<double> Plot::markerValue(const QString& id) const {
    const auto at = d_->markers.find(id);
    return at == d_->markers.end() ? std::nullopt : std::optional(at->second.look.value);
}

QString Plot::exportTo(const QString& file) {
    const QString failed =
        tr("%1 could not be written: %2. Choose another folder, or make room on the disk.");
    if (file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) {
        const QString part = file + QStringLiteral(".part");
        d_->dress(false);
        d_->canvas->setBackground(QBrush(Qt::white));
        const bool written =
            d_->canvas->savePdf(part, 0, 0, QCP::epNoCosmetic, QStringLiteral("Lineament"), d_->title);
        d_->dress(Theme::instance().dark());
        d_->changed();
        const bool moved = written && QFile::exists(part) && QFileInfo(part).size() > 0 &&
                           (!QFile::exists(file) || QFile::remove(file)) && QFile::rename(part, file);
        if (!moved) QFile::remove(part);
        return moved ? QString() : failed.arg(file, tr("the folder or the disk refused it"));
    }
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly)) return failed.arg(file, out.errorString());
    if (file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
        QTextStream text(&out);
        text << "curve," << quoted(columnName(d_->xAxis, QStringLiteral("x"))) << ','
             << quoted(columnName(d_->yAxis, QStringLiteral("y"))) << '\n';
        for (const auto& curve : d_->curves) {
            const QString name = quoted(curve->look.name.isEmpty() ? curve->id : curve->look.name);
            for (std::size_t i = 0; i < curve->data.size(); ++i)
                text << name << ',' << QString::number(curve->data.x()[i], 'g', 12) << ','
                     << QString::number(curve->data.y()[i], 'g', 12) << '\n';
        }
        text.flush();
    } else {
        const QPixmap picture = d_->canvas->toPixmap(d_->canvas->width(), d_->canvas->height(), 2);
        if (!picture.save(&out, "PNG")) return failed.arg(file, out.errorString());
    }
    return out.commit() ? QString() : failed.arg(file, out.errorString());
}

QImage Plot::picture(const QSize& size) {
    constexpr int kFine = 2, kRow = 22 * kFine, kSample = 28 * kFine, kGap = 8 * kFine;
    QList<const Impl::Curve*> named;
    for (const auto& curve : d_->curves)
        if (curve->visible && !curve->look.name.isEmpty()) named << curve.get();
    const int chartHeight = qMax(size.height() / 2, size.height() - kRow * int(named.size()));
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(Qt::white);
    replotNow();
    d_->dress(false);
    d_->canvas->setBackground(QBrush(Qt::white));
    const QPixmap chart = d_->canvas->toPixmap(size.width() / kFine, chartHeight / kFine, kFine);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPixmap(QRect(0, 0, size.width(), chartHeight), chart);
    QFont font = this->font();
    font.setPixelSize(metrics::kTextPx * kFine);
    painter.setFont(font);
    int top = chartHeight;
    for (const auto* curve : named) {
        QPen pen = d_->penOf(*curve, false);
        pen.setWidthF(pen.widthF() * kFine);
        painter.setPen(pen);
        painter.drawLine(kGap, top + kRow / 2, kGap + kSample, top + kRow / 2);
        painter.setPen(Theme::color(Token::Text, false));
        painter.drawText(QRect(2 * kGap + kSample, top, size.width(), kRow), Qt::AlignVCenter | Qt::AlignLeft,
                         curve->look.name);
        top += kRow;
    }
    d_->dress(Theme::instance().dark());
    d_->changed();
    return picture;
}

void Plot::chooseExport() {
    auto* dialog = new QFileDialog(this, tr("Export chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Picture (*.png)"), tr("Document (*.pdf)"), tr("Table (*.csv)")});
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        const QString sentence = exportTo(file);
        if (sentence.isEmpty()) return;
        auto* box =
            new QMessageBox(QMessageBox::Warning, tr("Export chart"), sentence, QMessageBox::Ok, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    dialog->open();
}

}  // namespace lineament::ui
