// Files that come to the People desk and leave it: photos, folders and rosters, galleries.
#include <QDialog>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "core/image/image.h"
#include "core/pipelines/people/gallery_archive.h"
#include "ui/people/people_panel.h"
#include "ui/people/search/search_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

namespace lineament::ui {
namespace {

/// By the columns its first line names: other desks take other lists.
bool isRoster(const QString& path) {
    QFile file(path);
    if (!path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray head = file.readLine(4096).toLower();
    return head.contains("name") && head.contains("photo");
}

bool isGallery(const QString& path) {
    return path.endsWith(QLatin1String(".gallery"), Qt::CaseInsensitive);
}

QString sentenceFor(const NotImported& one) {
    using Kind = NotImported::Kind;
    switch (one.kind) {
        case Kind::kOrphan:
            return PeoplePanel::tr("it belongs to something that was not taken in");
        case Kind::kBadPerson:
            return PeoplePanel::tr("a value of this person cannot be stored");
        case Kind::kElsewhere:
            return PeoplePanel::tr("this photo is that of another person here");
        case Kind::kNumberTaken:
            return PeoplePanel::tr("somebody else here has this number; the person was taken in without it");
        case Kind::kApart:
            return PeoplePanel::tr("one of two people who were kept apart is not here");
        case Kind::kBadRecord:
            break;
    }
    return PeoplePanel::tr("this record is not as a gallery file has it");
}

/// What of a file was not taken in, a line each.
void showRefused(const std::vector<NotImported>& refused, QWidget* parent) {
    QStringList lines;
    for (const auto& one : refused)
        lines << QStringLiteral("%1 · %2: %3")
                     .arg(QString::fromStdString(one.person), QString::fromStdString(one.what),
                          sentenceFor(one));
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("refusedDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(PeoplePanel::tr("Not taken in"));
    dialog->resize(620, 420);
    auto* view = new QPlainTextEdit(lines.join(QLatin1Char('\n')));
    view->setReadOnly(true);
    view->setAccessibleName(dialog->windowTitle());
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(metrics::kSpace4, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    column->addWidget(view);
    dialog->open();
}

}  // namespace

bool PeoplePanel::openPath(const QString& path) {
    if (isGallery(path)) return offerImport(path), true;
    const QFileInfo info(path);
    if (!info.isDir() && !looksLikeImage(path.toStdString()) && !isRoster(path)) return false;
    openSheet({path});
    return true;
}

void PeoplePanel::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void PeoplePanel::dropEvent(QDropEvent* event) {
    QStringList photos, others;
    for (const QUrl& url : event->mimeData()->urls()) {
        const QString path = url.toLocalFile();
        if (isGallery(path)) {
            // Once the drop is over: until then the program that it came from waits.
            QMetaObject::invokeMethod(
                this, [this, path] { offerImport(path); }, Qt::QueuedConnection);
            continue;
        }
        (QFileInfo(path).isDir() || looksLikeImage(path.toStdString()) || isRoster(path) ? photos : others)
            << path;
    }
    event->acceptProposedAction();
    if (keys_.searchFace->isChecked() && photos.size() == 1 && looksLikeImage(photos.front().toStdString()))
        return searchPage_->search(photos.front());
    if (!photos.isEmpty()) openSheet(photos);
    if (!others.isEmpty()) Q_EMIT openRequested(others);
}

void PeoplePanel::askExport() {
    QString file = QFileDialog::getSaveFileName(
        this, tr("Export the gallery"),
        settings_.text(Setting::LastFolder) + QStringLiteral("/people.gallery"), tr("Galleries (*.gallery)"));
    if (file.isEmpty()) return;
    if (!isGallery(file)) file += QStringLiteral(".gallery");
    settings_.set(Setting::LastFolder, QFileInfo(file).absolutePath());
    exportTo(file);
}

void PeoplePanel::askImport() {
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Import a gallery"), settings_.text(Setting::LastFolder),
                                     tr("Galleries (*.gallery);;All files (*)"));
    if (file.isEmpty()) return;
    settings_.set(Setting::LastFolder, QFileInfo(file).absolutePath());
    importFrom(file);
}

void PeoplePanel::exportTo(const QString& file) {
    if (!session().workspace()) return;
    auto* job = session().jobs().run<GalleryExport>(
        tr("Export the gallery"), JobRunner::Lane::Long,
        [store = session().workspace()->storePointer(), file = file.toStdString()](JobContext& context) {
            return exportGallery(*store, file, context);
        },
        this,
        [this, file](GalleryExport& done) {
            banner_->show(Banner::Kind::Good,
                          tr("%n people are in %1, whose hash is %2.", nullptr, done.people)
                              .arg(file, QString::fromStdString(done.hash)));
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

void PeoplePanel::offerImport(const QString& file) {
    if (confirm_(
            tr("Take the people of %1 into this gallery? Who is here already gets the photos that are new.")
                .arg(QFileInfo(file).fileName())))
        importFrom(file);
}

void PeoplePanel::importFrom(const QString& file) {
    if (!session().workspace()) return;
    auto* job = session().jobs().run<GalleryImport>(
        tr("Import a gallery"), JobRunner::Lane::Long,
        [store = session().workspace()->storePointer(), file = file.toStdString()](JobContext& context) {
            return importGallery(*store, file, context);
        },
        this,
        [this](GalleryImport& done) {
            QString sentence =
                tr("%1 new people and %2 who were here already; %n photos were added.", nullptr, done.samples)
                    .arg(done.people)
                    .arg(done.known);
            const int refused = static_cast<int>(done.refused.size());
            if (refused > 0)
                sentence += QLatin1Char(' ') + tr("%n entries were not taken in.", nullptr, refused);
            banner_->show(refused > 0 ? Banner::Kind::Warning : Banner::Kind::Good, sentence);
            if (refused > 0) showRefused(done.refused, this);
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

}  // namespace lineament::ui
