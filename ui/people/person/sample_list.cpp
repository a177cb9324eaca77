#include "ui/people/person/sample_list.h"

#include <QFileInfo>
#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>

#include "ui/people/quality_bars.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kSampleCropPx = 84, kBarsPx = 22;
enum Role { IdRole = Qt::UserRole + 1, QualityRole };

class SampleDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {kSampleCropPx + metrics::kSpace2,
                kSampleCropPx + kBarsPx + metrics::kSpace3 + metrics::kSpace2};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const auto& theme = Theme::instance();
        painter->save();
        const QRect crop(option.rect.left() + metrics::kSpace1, option.rect.top() + metrics::kSpace1,
                         kSampleCropPx, kSampleCropPx);
        painter->fillRect(crop, theme.color(Token::Canvas));
        const auto image = index.data(Qt::DecorationRole).value<QImage>();
        if (!image.isNull()) {
            QRect whole(QPoint(), image.size().scaled(crop.size(), Qt::KeepAspectRatioByExpanding));
            whole.moveCenter(crop.center());
            painter->setRenderHint(QPainter::SmoothPixmapTransform);
            painter->setClipRect(crop);
            painter->drawImage(whole, image);
            painter->setClipping(false);
        }
        if (option.state & QStyle::State_Selected) {
            painter->setPen(QPen(theme.color(Token::Accent), 2));
            painter->drawRect(crop);
        }
        const auto quality = index.data(QualityRole).value<Quality>();
        const QRect bars(crop.left(), crop.bottom() + metrics::kSpace2, kQualityBarsWidth, kBarsPx);
        paintQualityBars(*painter, bars, quality);
        painter->setPen(theme.color(Token::Text));
        painter->drawText(QRect(bars.right(), bars.top(), crop.right() - bars.right(), bars.height()),
                          Qt::AlignRight | Qt::AlignBottom, QString::number(qRound(quality.overall)));
        painter->restore();
    }
};

}  // namespace

SampleList::SampleList(QWidget* parent) : QListWidget(parent) {
    setItemDelegate(new SampleDelegate(this));
    setFlow(QListView::LeftToRight);
    setWrapping(true);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setProperty("role", QStringLiteral("plain"));
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void SampleList::setSamples(const std::vector<Entry>& samples) {
    const SampleId now = current();
    const auto selected = selectedSamples();
    clear();
    for (const auto& sample : samples) {
        auto* item = new QListWidgetItem(this);
        item->setData(IdRole, QVariant::fromValue<qint64>(sample.id.value()));
        item->setData(Qt::DecorationRole, sample.crop);
        item->setData(QualityRole, QVariant::fromValue(sample.quality));
        item->setToolTip(QFileInfo(sample.path).fileName() + QLatin1Char('\n') + qualityText(sample.quality));
        item->setData(Qt::AccessibleTextRole, item->toolTip());
        if (sample.id == now) setCurrentItem(item, QItemSelectionModel::NoUpdate);
        item->setSelected(std::find(selected.begin(), selected.end(), sample.id) != selected.end());
    }
}

std::vector<SampleId> SampleList::selectedSamples() const {
    std::vector<SampleId> samples;
    for (int row = 0; row < count(); ++row)
        if (item(row)->isSelected()) samples.emplace_back(item(row)->data(IdRole).toLongLong());
    return samples;
}

SampleId SampleList::current() const {
    return currentItem() ? SampleId(currentItem()->data(IdRole).toLongLong()) : SampleId();
}

}  // namespace lineament::ui
