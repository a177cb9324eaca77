#include "ui/studio/data/data_page.h"

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>

#include "core/pipelines/workspace.h"
#include "ui/bridge/sentences.h"
#include "ui/bridge/session.h"
#include "ui/studio/data/set_model.h"
#include "ui/studio/studio_parts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/job_strip.h"
#include "ui/widgets/plot/plot.h"
#include "ui/widgets/thumb_grid.h"

namespace lineament::ui {

namespace {

constexpr int kBins = 20;
const QString kCurve = QStringLiteral("faces");

void showBars(Plot& plot, const std::vector<double>& x, const std::vector<double>& y, double width) {
    PlotCurve look;
    look.style = PlotStyle::Bars;
    look.barWidth = width;
    look.token = Token::Accent;
    plot.setCurve(kCurve, look);
    plot.setData(kCurve, x, y);
}

/// How many values lie in each twentieth of 0 to 100.
void showHistogram(Plot& plot, const std::vector<double>& values) {
    std::vector<double> x(kBins), y(kBins, 0);
    for (int i = 0; i < kBins; ++i)
        x[static_cast<std::size_t>(i)] = (i + 0.5) * 100 / kBins;
    for (const double value : values)
        ++y[static_cast<std::size_t>(qBound(0, int(value * kBins / 100), kBins - 1))];
    showBars(plot, x, y, 100.0 / kBins);
}

}  // namespace

DataPage::DataPage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), model_(new SetModel(this)) {
    setObjectName(QStringLiteral("dataPage"));
    setAcceptDrops(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    auto* left = makeLeft();
    left->setFixedWidth(320);
    row->addWidget(left);
    row->addWidget(makeRight(), 1);
    connect(&session_, &Session::workspaceChanged, this, &DataPage::showState);
    retranslate();
    showSet();
}

QWidget* DataPage::makeLeft() {
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace2, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    auto* head = new QHBoxLayout;
    sourcesTitle_ = makeCaption();
    addFolder_ = makeIconButton(QStringLiteral("addFolderButton"), QStringLiteral("folder-open"));
    addFiles_ = makeIconButton(QStringLiteral("addFilesButton"), QStringLiteral("images"));
    remove_ = makeIconButton(QStringLiteral("removeSourceButton"), QStringLiteral("trash-2"));
    head->addWidget(sourcesTitle_, 1);
    for (auto* button : {addFolder_, addFiles_, remove_})
        head->addWidget(button);
    sources_ = new QListWidget;
    sources_->setObjectName(QStringLiteral("setSources"));
    sources_->setTextElideMode(Qt::ElideLeft);
    gallery_ = new QCheckBox;
    gallery_->setObjectName(QStringLiteral("fromGallery"));
    tracks_ = new QCheckBox;
    tracks_->setObjectName(QStringLiteral("fromTracks"));
    rulesTitle_ = makeCaption();
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto spin = [&](QLabel*& label, int minimum, int maximum, int value) {
        auto* made = new QSpinBox;
        made->setRange(minimum, maximum);
        made->setValue(value);
        label = new QLabel;
        label->setBuddy(made);
        form->addRow(label, made);
        return made;
    };
    const MakeSetOptions defaults;
    side_ = spin(sideLabel_, 32, 1024, defaults.resolution);
    quality_ = spin(qualityLabel_, 0, 100, int(defaults.leastQuality));
    sharpness_ = spin(sharpnessLabel_, 0, 100, int(defaults.leastSharpness));
    duplicates_ = spin(duplicatesLabel_, -1, 32, defaults.duplicateBits);
    most_ = spin(mostLabel_, 0, 100'000, defaults.mostPerLabel);
    everyFace_ = new QCheckBox;
    everyFace_->setChecked(defaults.everyFace);
    label_ = new QCheckBox;
    label_->setObjectName(QStringLiteral("labelByFolder"));
    folderLabel_ = new QLabel;
    folder_ = new QLineEdit;
    folder_->setObjectName(QStringLiteral("setFolder"));
    folderLabel_->setBuddy(folder_);
    make_ = new QPushButton;
    make_->setObjectName(QStringLiteral("makeSetButton"));
    make_->setProperty("role", QStringLiteral("primary"));
    column->addLayout(head);
    column->addWidget(sources_, 1);
    column->addWidget(gallery_);
    column->addWidget(tracks_);
    column->addWidget(rulesTitle_);
    column->addLayout(form);
    column->addWidget(everyFace_);
    column->addWidget(label_);
    column->addWidget(folderLabel_);
    column->addWidget(folder_);
    column->addWidget(make_);
    connect(addFolder_, &QToolButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Add a folder of photos"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, this, &DataPage::addSource);
        dialog->open();
    });
    connect(addFiles_, &QToolButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Add photos"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFiles);
        connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
            for (const auto& file : files)
                addSource(file);
        });
        dialog->open();
    });
    connect(remove_, &QToolButton::clicked, this, [this] {
        delete sources_->takeItem(sources_->currentRow());
        showState();
    });
    for (auto* box : {gallery_, tracks_})
        connect(box, &QCheckBox::toggled, this, &DataPage::showState);
    connect(folder_, &QLineEdit::textChanged, this, &DataPage::showState);
    connect(make_, &QPushButton::clicked, this, &DataPage::make);
    return left;
}

QWidget* DataPage::makeRight() {
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("dataBanner"));
    strip_ = new JobStrip;
    auto* head = new QHBoxLayout;
    counts_ = new QLabel;
    counts_->setObjectName(QStringLiteral("setCounts"));
    train_ = new QPushButton;
    train_->setObjectName(QStringLiteral("trainOnSetButton"));
    head->addWidget(counts_, 1);
    head->addWidget(train_);
    grid_ = new ThumbGrid;
    grid_->setModel(model_);
    grid_->setPicturePx(72);
    auto* charts = new QHBoxLayout;
    qualities_ = new Plot;
    sharpnesses_ = new Plot;
    labels_ = new Plot;
    for (auto* plot : {qualities_, sharpnesses_, labels_}) {
        plot->setFixedHeight(150);
        charts->addWidget(plot, 1);
    }
    leftOut_ = new QTableWidget(0, 2);
    leftOut_->setTabKeyNavigation(false);
    leftOut_->setObjectName(QStringLiteral("leftOutTable"));
    leftOut_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    leftOut_->setProperty("role", QStringLiteral("plain"));
    leftOut_->verticalHeader()->hide();
    leftOut_->setFixedHeight(170);
    leftOut_->setTextElideMode(Qt::ElideLeft);
    leftOut_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    leftOut_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    column->addWidget(banner_);
    column->addWidget(strip_);
    column->addLayout(head);
    column->addWidget(grid_, 1);
    column->addLayout(charts);
    column->addWidget(leftOut_);
    connect(train_, &QPushButton::clicked, this,
            [this] { Q_EMIT trainRequested(QString::fromStdString(set_.folder.string())); });
    return right;
}

bool DataPage::idle() const {
    return job_.isNull() && !grid_->loading();
}

void DataPage::addSource(const QString& path) {
    sources_->addItem(path);
    showState();
}

void DataPage::setFolder(const QString& folder) {
    folder_->setText(folder);
}

void DataPage::make() {
    if (job_ || !session_.workspace()) return;
    SetSources sources;
    for (int i = 0; i < sources_->count(); ++i)
        sources.photos.emplace_back(sources_->item(i)->text().toStdString());
    sources.gallery = gallery_->isChecked();
    sources.tracks = tracks_->isChecked();
    MakeSetOptions options;
    options.resolution = side_->value();
    options.everyFace = everyFace_->isChecked();
    options.leastQuality = static_cast<float>(quality_->value());
    options.leastSharpness = static_cast<float>(sharpness_->value());
    options.duplicateBits = duplicates_->value();
    options.labelByFolder = label_->isChecked();
    options.mostPerLabel = most_->value();
    banner_->dismiss();
    job_ = session_.jobs().run<MadeSet>(
        tr("Make a training set"), JobLane::Long,
        [workspace = session_.workspace(), sources, options,
         folder = folder_->text().trimmed().toStdString()](JobContext& context) {
            return makeSet(workspace->engine(), &workspace->store(), sources, folder, options, context);
        },
        this,
        [this](MadeSet& set) {
            set_ = std::move(set);
            made_ = true;
            showSet();
        });
    strip_->setJob(job_);
    connect(job_, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job_, &JobHandle::ended, this, [this] {
        job_.clear();
        showState();
    });
    showState();
}

void DataPage::showSet() {
    std::vector<QString> files;
    std::vector<double> quality, sharpness, x, y;
    for (const auto& face : set_.faces) {
        files.push_back(QString::fromStdString(face.file.string()));
        quality.push_back(face.quality.overall);
        sharpness.push_back(face.quality.sharpness);
    }
    grid_->thumbs().setLoader([files](qint64 row) {
        return row >= 0 && static_cast<std::size_t>(row) < files.size()
                   ? QImage(files[static_cast<std::size_t>(row)])
                   : QImage();
    });
    model_->setFaces(set_.faces);
    for (auto* plot : {qualities_, sharpnesses_, labels_})
        plot->clearCurves();
    if (!set_.faces.empty()) {
        showHistogram(*qualities_, quality);
        showHistogram(*sharpnesses_, sharpness);
        for (const auto& [name, count] : set_.labels()) {
            x.push_back(static_cast<double>(x.size()));
            y.push_back(count);
        }
        if (!x.empty()) showBars(*labels_, x, y, 0.8);
    }
    leftOut_->setRowCount(static_cast<int>(set_.leftOut.size()));
    for (int i = 0; i < leftOut_->rowCount(); ++i) {
        const auto& one = set_.leftOut[static_cast<std::size_t>(i)];
        auto* source = new QTableWidgetItem(QString::fromStdString(one.path));
        source->setToolTip(source->text());
        leftOut_->setItem(i, 0, source);
        // Elsewhere a duplicate is a photo that is enrolled already.
        auto* reason = new QTableWidgetItem(one.code == RejectionCode::kDuplicate
                                                ? tr("The set has this face picture already, or nearly this.")
                                                : sentenceFor(one));
        reason->setToolTip(QString::fromStdString(one.reason));
        leftOut_->setItem(i, 1, reason);
    }
    showState();
}

void DataPage::showState() {
    const bool sources = sources_->count() > 0 || gallery_->isChecked() || tracks_->isChecked();
    make_->setEnabled(!job_ && sources && !folder_->text().trimmed().isEmpty() &&
                      session_.workspace() != nullptr);
    remove_->setEnabled(sources_->count() > 0);
    train_->setEnabled(!job_ && set_.faces.size() >= 2);
    if (!made_)
        counts_->setText(tr("Add photos on the left, or drop them here; the faces of the set come here."));
    else
        counts_->setText(tr("%1 faces, %2 labels; %3 left out")
                             .arg(set_.faces.size())
                             .arg(set_.labels().size())
                             .arg(set_.leftOut.size()));
}

void DataPage::retranslate() {
    sourcesTitle_->setText(tr("Made from"));
    setHint(addFolder_, tr("Add a folder of photos…"));
    setHint(addFiles_, tr("Add photos…"));
    setHint(remove_, tr("Take it out again"));
    gallery_->setText(tr("Everybody enrolled"));
    tracks_->setText(tr("Best looks of all recordings"));
    rulesTitle_->setText(tr("Which faces are taken"));
    sideLabel_->setText(tr("Side"));
    side_->setSuffix(tr(" px"));
    qualityLabel_->setText(tr("Quality at least"));
    sharpnessLabel_->setText(tr("Sharpness at least"));
    duplicatesLabel_->setText(tr("Alike within"));
    duplicates_->setSuffix(tr(" of 64 bits"));
    duplicates_->setSpecialValueText(tr("all are kept"));
    mostLabel_->setText(tr("Of a label at most"));
    most_->setSpecialValueText(tr("all"));
    everyFace_->setText(tr("All faces of a photo"));
    label_->setText(tr("Folder or person is the label"));
    folderLabel_->setText(tr("Folder of the set"));
    folder_->setPlaceholderText(tr("a new folder"));
    make_->setText(tr("Make the set"));
    train_->setText(tr("Train on it"));
    qualities_->setTitle(tr("Quality"));
    sharpnesses_->setTitle(tr("Sharpness"));
    labels_->setTitle(tr("Faces a label"));
    for (auto* plot : {qualities_, sharpnesses_, labels_})
        plot->setEmptyText(tr("Nothing yet"));
    leftOut_->setHorizontalHeaderLabels({tr("Left out"), tr("Why")});
    leftOut_->setAccessibleName(tr("Left out"));
    sources_->setAccessibleName(sourcesTitle_->text());
    grid_->setAccessibleName(tr("Faces of the set"));
    showState();
}

void DataPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void DataPage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void DataPage::dropEvent(QDropEvent* event) {
    for (const auto& url : event->mimeData()->urls())
        if (url.isLocalFile()) addSource(url.toLocalFile());
}

}  // namespace lineament::ui
