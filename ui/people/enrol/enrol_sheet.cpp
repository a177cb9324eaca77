#include "ui/people/enrol/enrol_sheet.h"

#include <QCheckBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/image/image.h"
#include "ui/people/enrol/camera_page.h"
#include "ui/people/enrol/duplicate_question.h"
#include "ui/people/enrol/enrol_delegate.h"
#include "ui/people/enrol/enrol_form.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {
namespace {

/// In the order of ui/people/enrol/enrol_sheet.h's side.
enum SidePage { PhotosPage, QuestionPage, CameraPageIndex };

constexpr int kLargestWidth = 1040, kLargestHeight = 720;

}  // namespace

EnrolSheet::EnrolSheet(Session& session, Settings& settings, QWidget* parent)
    : QWidget(parent), session_(session) {
    setObjectName(QStringLiteral("enrolSheet"));
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    card_ = new QFrame(this);
    card_->setObjectName(QStringLiteral("enrolCard"));
    card_->setProperty("role", QStringLiteral("card"));
    auto* column = new QVBoxLayout(card_);
    column->setContentsMargins(metrics::kSpace5, metrics::kSpace4, metrics::kSpace5, metrics::kSpace4);
    column->setSpacing(metrics::kSpace3);
    title_ = new QLabel;
    title_->setProperty("role", QStringLiteral("title"));
    column->addWidget(title_);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("enrolBanner"));
    column->addWidget(banner_);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(metrics::kSpace5);
    form_ = new EnrolForm(settings);
    middle->addWidget(form_);
    side_ = new QStackedWidget;
    side_->addWidget(makeList());
    question_ = new DuplicateQuestion;
    side_->addWidget(question_);
    connect(question_, &DuplicateQuestion::answered, this, &EnrolSheet::answer);
    camera_ = new CameraPage(session_);
    camera_->setChooser([this] { return form_->chooseRecording(); });
    side_->addWidget(camera_);
    connect(camera_, &CameraPage::captured, this, [this](const QString& picture) {
        model_.add({picture});
        judge();
    });
    connect(camera_, &CameraPage::done, this, [this] { showCamera(false); });
    connect(form_, &EnrolForm::cameraRequested, this, [this] { showCamera(true); });
    middle->addWidget(side_, 1);
    column->addLayout(middle, 1);
    strip_ = new JobStrip;
    strip_->setObjectName(QStringLiteral("enrolStrip"));
    column->addWidget(strip_);

    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::kSpace2);
    const auto button = [](const char* name) {
        auto* button = new QPushButton;
        button->setObjectName(QString::fromLatin1(name));
        return button;
    };
    retry_ = button("retryRefusedButton");
    clear_ = button("clearPhotosButton");
    close_ = button("closeSheetButton");
    enrol_ = button("enrolButton");
    enrol_->setProperty("role", QStringLiteral("primary"));
    foot->addWidget(retry_);
    foot->addWidget(clear_);
    foot->addStretch(1);
    foot->addWidget(close_);
    foot->addWidget(enrol_);
    column->addLayout(foot);

    connect(retry_, &QPushButton::clicked, this, [this] {
        model_.judgeAgain(true);
        judge();
    });
    connect(clear_, &QPushButton::clicked, this, [this] {
        model_.clear();
        forget();
        form_->reset();  // the next photos may be of somebody else
        banner_->dismiss();
        showState();
    });
    connect(close_, &QPushButton::clicked, this, &EnrolSheet::close);
    connect(enrol_, &QPushButton::clicked, this, &EnrolSheet::enrol);
    connect(form_, &EnrolForm::filesChosen, this, &EnrolSheet::addPaths);
    connect(form_, &EnrolForm::nameChanged, this, &EnrolSheet::showState);
    connect(form_, &EnrolForm::submitted, this, &EnrolSheet::enrol);
    connect(form_, &EnrolForm::rulesChanged, this, [this] {
        model_.judgeAgain(false);
        if (job_ && !enrolling_) job_->cancel();  // its answers are by the old rules; judge() follows its end
        judge();
    });
    parent->installEventFilter(this);
    hide();
    retranslate();
}

QWidget* EnrolSheet::makeList() {
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    counts_ = new QLabel;
    counts_->setObjectName(QStringLiteral("enrolCounts"));
    counts_->setProperty("role", QStringLiteral("section"));
    legend_ = new QLabel;
    legend_->setProperty("role", QStringLiteral("small"));
    hideEnrolled_ = new QCheckBox;
    hideEnrolled_->setObjectName(QStringLiteral("hideEnrolledBox"));
    connect(hideEnrolled_, &QCheckBox::toggled, this, &EnrolSheet::hideEnrolled);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::kSpace3);
    head->addWidget(counts_, 1);
    head->addWidget(hideEnrolled_);
    head->addWidget(legend_);
    column->addLayout(head);
    list_ = new QListView;
    list_->setObjectName(QStringLiteral("enrolList"));
    shown_.setSourceModel(&model_);
    shown_.setFilterRole(EnrolModel::StateRole);
    list_->setModel(&shown_);
    list_->setItemDelegate(new EnrolDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    column->addWidget(list_, 1);
    auto* over = new QVBoxLayout(list_);
    nothing_ = new QLabel;
    nothing_->setProperty("role", QStringLiteral("muted"));
    nothing_->setAlignment(Qt::AlignCenter);
    nothing_->setWordWrap(true);
    over->addWidget(nothing_);
    return side;
}

void EnrolSheet::open() {
    if (!busy()) {
        model_.clear();
        forget();
        form_->reset();
        banner_->dismiss();
    }
    setGeometry(parentWidget()->rect());
    show();
    raise();
    form_->setFocus(Qt::OtherFocusReason);
    showState();
}

void EnrolSheet::setPerson(const QString& name, const QString& externalId) {
    form_->setName(name);
    form_->setExternalId(externalId);
}

void EnrolSheet::close() {
    if (job_ && !enrolling_) job_->cancel();  // looking alone; an enrolment goes on and is in the job tray
    hide();
    Q_EMIT closed();
}

bool EnrolSheet::busy() const {
    return job_ && !job_->hasEnded();
}

// Folders may be large or on a slow drive: they are read in a job.
void EnrolSheet::addPaths(const QStringList& paths) {
    if (enrolling_ || !session_.workspace()) return;
    banner_->dismiss();
    auto* job = session_.jobs().run<Contents>(
        tr("Read folders"), JobRunner::Lane::Short,
        [paths](JobContext& context) { return contentsOf(paths, context); }, this,
        [this](Contents& contents) { take(contents); });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

EnrolSheet::Contents EnrolSheet::contentsOf(const QStringList& paths, JobContext& context) {
    Contents contents;
    QStringList folders;
    if (paths.size() == 1 && paths.front().endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
        contents.rosterFile = paths.front();
        contents.roster = readRoster(paths.front().toStdString());
        return contents;
    }
    for (const QString& path : paths)
        (QFileInfo(path).isDir() ? folders : contents.photos) << QFileInfo(path).absoluteFilePath();
    const bool onlyFolders = contents.photos.isEmpty();
    if (onlyFolders && folders.size() == 1 &&
        !QDir(folders.front()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty()) {
        contents.folder = folders.front();
        return contents;
    }
    for (const QString& folder : std::as_const(folders)) {
        context.checkpoint();
        auto photos = imagesIn(folder.toStdString(), true);
        if (onlyFolders && folders.size() > 1) {
            contents.people.emplace_back(QFileInfo(folder).fileName(), std::move(photos));
            continue;
        }
        contents.name = QFileInfo(folder).fileName();
        for (const auto& photo : photos)
            contents.photos << QString::fromStdString(photo.string());
    }
    return contents;
}

/// What was refused is easily lost among hundreds that were not.
void EnrolSheet::hideEnrolled(bool hide) {
    hideEnrolled_->setChecked(hide);
    shown_.setFilterRegularExpression(
        hide ? QStringLiteral("^[^%1]$").arg(static_cast<int>(EnrolPhoto::State::Enrolled)) : QString());
}

void EnrolSheet::forget() {
    hideEnrolled(false);
    folder_.clear();
    people_.clear();
    rosterFile_.clear();
    roster_ = {};
    held_.clear();
    camera_->forget();
    side_->setCurrentIndex(PhotosPage);
}

void EnrolSheet::showCamera(bool show) {
    if (enrolling_ || severalPeople() || !held_.empty()) return;
    side_->setCurrentIndex(show ? CameraPageIndex : PhotosPage);
    if (!show) return camera_->stop();
    camera_->setGate(form_->options().gate);
    camera_->open();
}

bool EnrolSheet::severalPeople() const {
    return !folder_.isEmpty() || !people_.empty() || !rosterFile_.isEmpty();
}

void EnrolSheet::showProblems() {
    const QString file = QFileInfo(rosterFile_).fileName();
    for (std::size_t i = 0; i < roster_.problems.size(); ++i) {
        const auto& problem = roster_.problems[i];
        EnrolPhoto row;
        row.path = tr("Line %1 of %2").arg(problem.line).arg(file);
        if (!problem.subject.empty())
            row.path +=
                QStringLiteral(" · ") + QString::fromStdString(problem.subject).section(QLatin1Char('/'), -1);
        else if (i > 0 && roster_.problems[i - 1].line == problem.line)
            row.path += QStringLiteral(" · ") + QString::fromStdString(problem.column);
        row.state = EnrolPhoto::State::Refused;
        row.problem = sentenceFor(problem);
        model_.put(std::move(row));
    }
}

void EnrolSheet::take(const Contents& contents) {
    if (enrolling_) return;
    folder_ = contents.folder;
    people_ = contents.people;
    rosterFile_ = contents.rosterFile;
    roster_ = contents.roster;
    if (severalPeople()) {
        model_.clear();
        showProblems();
    } else {
        if (model_.ofPeople()) model_.clear();  // those of a batch are no photos of this person
        if (form_->name().isEmpty()) form_->setName(contents.name);
        model_.add(contents.photos);
        if (contents.photos.isEmpty())
            banner_->show(Banner::Kind::Info, tr("There is no photo in this folder."));
        judge();
    }
    showState();
}

void EnrolSheet::showState() {
    using State = EnrolPhoto::State;
    const int good = model_.count(State::Good), all = model_.rowCount(),
              enrolledCount = model_.count(State::Enrolled);
    const bool people = severalPeople(), ofPeople = model_.ofPeople(), asking = !held_.empty() && !enrolling_;
    form_->allow(!people && !ofPeople && !enrolling_ && !asking, !enrolling_ && !asking);
    if (people) {
        const bool roster = !rosterFile_.isEmpty();
        const int count = static_cast<int>(roster ? roster_.people.size() : people_.size());
        enrol_->setText(folder_.isEmpty() ? tr("Enrol %n people", nullptr, count)
                                          : tr("Enrol the people of this folder"));
        enrol_->setEnabled(!busy() && !asking && session_.workspace() && (count > 0 || !folder_.isEmpty()));
        counts_->setText(
            roster
                ? tr("%1: %n people can be enrolled", nullptr, count).arg(QFileInfo(rosterFile_).fileName())
            : folder_.isEmpty() ? tr("%n folders, one a person", nullptr, count)
                                : tr("One person a folder of %1").arg(QFileInfo(folder_).fileName()));
    } else {
        enrol_->setText(all > enrolledCount ? tr("Enrol %1 of %2").arg(good).arg(all - enrolledCount)
                                            : tr("Enrol"));
        enrol_->setEnabled(!busy() && !asking && good > 0 && (ofPeople || !form_->name().isEmpty()) &&
                           session_.workspace());
        counts_->setText(
            all == 0 ? tr("Photos")
            : enrolledCount > 0
                ? tr("%1 enrolled, %2 refused").arg(enrolledCount).arg(model_.count(State::Refused))
                : tr("%1 of %2 photos can be enrolled").arg(good).arg(all));
    }
    enrol_->setToolTip(good > 0 && form_->name().isEmpty() && !people && !ofPeople ? tr("Enter a name first")
                                                                                   : QString());
    hideEnrolled_->setVisible(enrolledCount > 0 && enrolledCount < all);
    retry_->setVisible(model_.canJudgeAgain() && !asking);
    retry_->setEnabled(!busy());
    clear_->setVisible((all > 0 || people) && !asking);
    clear_->setEnabled(!busy());
    nothing_->setVisible(all == 0);
    nothing_->setText(
        !rosterFile_.isEmpty() ? tr("Each row becomes a person. What came of every photo is shown here.")
        : people ? tr("Each folder becomes a person of its name. What came of every photo is shown here.")
                 : tr("Photos appear here as they are looked at, each with its five measures and, if it is "
                      "refused, what to change."));
}

void EnrolSheet::paintEvent(QPaintEvent*) {
    QColor scrim = Theme::instance().color(Token::Canvas);
    scrim.setAlpha(200);
    QPainter(this).fillRect(rect(), scrim);
}

bool EnrolSheet::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && (event->type() == QEvent::Resize || event->type() == QEvent::Show)) {
        setGeometry(parentWidget()->rect());
        const QSize size(std::min(width() - 2 * metrics::kSpace5, kLargestWidth),
                         std::min(height() - 2 * metrics::kSpace5, kLargestHeight));
        card_->setGeometry(QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size));
    }
    return QWidget::eventFilter(watched, event);
}

void EnrolSheet::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return close();
    QWidget::keyPressEvent(event);
}

void EnrolSheet::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && !enrolling_) event->acceptProposedAction();
}

void EnrolSheet::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) paths << url.toLocalFile();
    event->acceptProposedAction();
    addPaths(paths);
}

void EnrolSheet::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void EnrolSheet::retranslate() {
    setAccessibleName(tr("Enrol people"));
    title_->setText(tr("Enrol people"));
    retry_->setText(tr("Try the refused again"));
    clear_->setText(tr("Clear"));
    close_->setText(tr("Close"));
    close_->setToolTip(tr("Close (Esc)"));
    hideEnrolled_->setText(tr("Hide the enrolled"));
    legend_->setText(tr("Bars: overall, sharpness, light, pose, size"));
    list_->setAccessibleName(tr("Photos"));
    for (QPushButton* button : {retry_, clear_, close_})
        button->setAccessibleName(button->text());
    enrol_->setAccessibleName(tr("Enrol"));
    model_.retranslate();
    showState();
}

}  // namespace lineament::ui
