#include "ui/compare/pick/sample_picker.h"

#include <QCollator>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QListWidget>
#include <QPixmap>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/bridge/image_convert.h"
#include "ui/theme/theme.h"
#include "ui/widgets/search_field.h"

namespace lineament::ui {
namespace {

constexpr int kCropPx = 112;
constexpr int kMostShown = 500;  // whoever is not among them is found by typing

}  // namespace

SamplePicker::SamplePicker(Session& session, QWidget* parent) : QDialog(parent), session_(session) {
    setObjectName(QStringLiteral("samplePicker"));
    setWindowTitle(tr("Compare somebody enrolled"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(760, 480);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace4, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    column->setSpacing(metrics::kSpace3);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace3);
    auto* left = new QVBoxLayout;
    search_ = new SearchField;
    search_->setObjectName(QStringLiteral("pickPersonSearch"));
    search_->setPlaceholderText(tr("Name or id"));
    search_->setAccessibleName(search_->placeholderText());
    list_ = new QListWidget;
    list_->setObjectName(QStringLiteral("pickPersonList"));
    list_->setAccessibleName(tr("People"));
    list_->setUniformItemSizes(true);
    left->addWidget(search_);
    left->addWidget(list_, 1);
    row->addLayout(left, 2);
    samples_ = new QListWidget;
    samples_->setObjectName(QStringLiteral("pickSampleList"));
    samples_->setAccessibleName(tr("Photos"));
    samples_->setViewMode(QListView::IconMode);
    samples_->setResizeMode(QListView::Adjust);
    samples_->setMovement(QListView::Static);
    samples_->setIconSize({kCropPx, kCropPx});
    samples_->setGridSize({kCropPx + metrics::kSpace4, kCropPx + 2 * metrics::kSpace5});
    samples_->setWordWrap(false);
    samples_->setTextElideMode(Qt::ElideMiddle);
    row->addWidget(samples_, 3);
    column->addLayout(row, 1);
    message_ = new QLabel;
    message_->setObjectName(QStringLiteral("pickMessage"));
    message_->setProperty("role", QStringLiteral("muted"));
    message_->setWordWrap(true);
    column->addWidget(message_);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("pickCancelButton"));
    cancel->setAutoDefault(false);
    choose_ = new QPushButton(tr("Compare this photo"));
    choose_->setObjectName(QStringLiteral("pickSampleButton"));
    choose_->setProperty("role", QStringLiteral("primary"));
    choose_->setDefault(true);
    choose_->setEnabled(false);
    foot->addWidget(cancel);
    foot->addWidget(choose_);
    column->addLayout(foot);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(choose_, &QPushButton::clicked, this, &SamplePicker::choose);
    connect(search_, &SearchField::queryChanged, this, &SamplePicker::showPeople);
    connect(search_, &SearchField::leftDownwards, list_, qOverload<>(&QWidget::setFocus));
    connect(list_, &QListWidget::currentRowChanged, this, &SamplePicker::showPhotos);
    connect(samples_, &QListWidget::currentRowChanged, this,
            [this](int index) { choose_->setEnabled(index >= 0); });
    connect(samples_, &QListWidget::itemActivated, this, &SamplePicker::choose);
    message_->setText(tr("The people are read…"));
    auto* job = session_.jobs().run<std::vector<Person>>(
        tr("Read the people"), JobRunner::Lane::Short,
        [store = session_.workspace()->storePointer()](JobContext& context) { return read(*store, context); },
        this,
        [this](std::vector<Person>& people) {
            people_ = std::move(people);
            read_ = true;
            showPeople(search_->text());
        });
    connect(job, &JobHandle::failed, message_, &QLabel::setText);
    search_->setFocus();
}

/// Whoever has a photo, by name as people sort them. Tens of thousands take a while: on a worker.
std::vector<SamplePicker::Person> SamplePicker::read(const Store& store, JobContext& context) {
    std::vector<std::pair<QCollatorSortKey, Person>> sorted;
    const QCollator collator;
    for (const auto& identity : store.identities()) {
        if (identity.samples == 0) continue;
        context.checkpoint();
        Person person{identity.id, QString::fromStdString(identity.name),
                      QString::fromStdString(identity.externalId)};
        auto key = collator.sortKey(person.name);
        sorted.emplace_back(std::move(key), std::move(person));
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const auto& a, const auto& b) { return a.first.compare(b.first) < 0; });
    std::vector<Person> people;
    people.reserve(sorted.size());
    for (auto& one : sorted)
        people.push_back(std::move(one.second));
    return people;
}

void SamplePicker::showPeople(const QString& query) {
    if (!read_) return;
    list_->clear();
    int found = 0;
    for (const auto& [id, name, number] : people_) {
        if (!name.contains(query, Qt::CaseInsensitive) && !number.contains(query, Qt::CaseInsensitive))
            continue;
        if (++found > kMostShown) break;
        auto* item = new QListWidgetItem(number.isEmpty() ? name : name + QStringLiteral(" · ") + number);
        item->setData(Qt::UserRole, QVariant::fromValue<qint64>(id.value()));
        list_->addItem(item);
    }
    message_->setText(people_.empty() ? tr("Nobody is enrolled yet: enrol people on the People desk.")
                      : found == 0    ? tr("Nobody is called so.")
                      : found > kMostShown
                          ? tr("The first %1 are shown; type to find others.").arg(kMostShown)
                          : QString());
    if (list_->count() > 0) list_->setCurrentRow(0);
}

void SamplePicker::showPhotos() {
    samples_->clear();
    photos_.clear();
    choose_->setEnabled(false);
    const auto* item = list_->currentItem();
    if (!item) return;
    const IdentityId id(item->data(Qt::UserRole).toLongLong());
    session_.jobs().run<std::vector<Photo>>(
        tr("Read the photos of a person"), JobRunner::Lane::Short,
        [store = session_.workspace()->storePointer(), id](JobContext& context) {
            std::vector<Photo> photos;
            for (const auto& sample : store->samples(id)) {
                context.checkpoint();
                photos.push_back({sample.id, QFileInfo(QString::fromStdString(sample.path)).fileName(),
                                  imageFromBytes(sample.crop)});
            }
            return photos;
        },
        this,
        [this, asked = ++asked_](std::vector<Photo>& photos) {
            if (asked != asked_) return;
            photos_ = std::move(photos);
            for (const auto& photo : photos_) {
                auto* shown = new QListWidgetItem(
                    QIcon(QPixmap::fromImage(
                        photo.crop.scaled(kCropPx, kCropPx, Qt::KeepAspectRatio, Qt::SmoothTransformation))),
                    photo.title);
                shown->setToolTip(photo.title);
                samples_->addItem(shown);
            }
            if (!photos_.empty()) samples_->setCurrentRow(0);
        });
}

void SamplePicker::choose() {
    const int index = samples_->currentRow();
    if (index < 0 || index >= static_cast<int>(photos_.size())) return;
    FaceSource source;
    source.kind = FaceSource::Kind::kSample;
    source.sample = photos_[static_cast<std::size_t>(index)].id;
    Q_EMIT chosen(source);
    accept();
}

}  // namespace lineament::ui
