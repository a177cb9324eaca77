#include "ui/studio/explore_model.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/store/store.h"
#include "ui/bridge/session.h"

namespace lineament::ui {

namespace {
constexpr int kMostSteps = 200;

/// Where the directions are kept that were learned for a generator.
std::filesystem::path directionsFile(const Workspace& workspace, const Explorer& explorer) {
    const auto lineage = explorer.generator().provenance({}).lineage;
    const auto hash = lineage.find("generatorSha256");
    return workspace.store().folder() / "directions" /
           ((hash == lineage.end() ? std::string("unknown") : hash->second.substr(0, 32)) + ".json");
}
}  // namespace

QImage imageOf(const gan::Picture& picture) {
    return QImage(picture.rgb.data(), picture.width, picture.height, picture.width * 3, QImage::Format_RGB888)
        .convertToFormat(QImage::Format_RGB32);
}

ExploreModel::ExploreModel(Session& session, QObject* parent)
    : QObject(parent), session_(session), previews_(std::make_shared<std::atomic<int>>(0)) {}

const gan::GeneratorInfo& ExploreModel::info() const {
    static const gan::GeneratorInfo none;
    return preview_ ? preview_->info() : none;
}

void ExploreModel::refreshChoices() {
    if (!session_.workspace()) return;
    auto* job = session_.jobs().run<QStringList>(
        tr("List generators"), JobLane::Short,
        [workspace = session_.workspace()](JobContext&) {
            QStringList names;
            for (const auto& choice : generatorsOf(workspace->engine().registry()))
                names << QString::fromStdString(choice.id);
            return names;
        },
        this,
        [this](QStringList& names) {
            for (const auto& old : std::as_const(choices_))
                if (!names.contains(old)) names << old;
            choices_ = names;
            Q_EMIT choicesChanged();
            if (!ready() && !opening() && !choices_.isEmpty()) openGenerator(choices_.first());
        });
    connect(job, &JobHandle::failed, this, &ExploreModel::failed);
}

JobHandle* ExploreModel::openGenerator(const QString& name) {
    return open(name, std::nullopt);
}

JobHandle* ExploreModel::open(const QString& name, std::optional<StudioProject> project) {
    if (!session_.workspace()) return nullptr;
    ++opening_;
    auto* job = session_.jobs().run<Opened>(
        tr("Open generator %1").arg(name), JobLane::Short,
        [workspace = session_.workspace(), name = name.toStdString()](JobContext& context) {
            const auto& engine = workspace->engine();
            Opened opened;
            opened.exact = std::make_shared<Explorer>(engine.registry(), name, engine.options().device);
            context.checkpoint();
            opened.preview = std::make_shared<Explorer>(engine.registry(), name, engine.options().device);
            opened.directions =
                opened.exact->recallDirections(directionsFile(*workspace, *opened.exact), context);
            opened.preview->useDirections(opened.directions);
            return opened;
        },
        this,
        [this, name, project = std::move(project), mine = ++openings_](Opened& opened) {
            if (mine == openings_) take(name, opened, project);
        });
    connect(job, &JobHandle::failed, this, &ExploreModel::failed);
    connect(job, &JobHandle::ended, this, [this] {
        --opening_;
        Q_EMIT openingChanged();
    });
    Q_EMIT openingChanged();
    return job;
}

void ExploreModel::take(const QString& name, Opened& opened, const std::optional<StudioProject>& project) {
    const bool other = !preview_ || preview_->info().network != opened.preview->info().network;
    generator_ = name;
    preview_ = opened.preview;
    exact_ = opened.exact;
    directions_ = opened.directions;
    if (!choices_.contains(name)) {
        choices_ << name;
        Q_EMIT choicesChanged();
    }
    if (project) {
        favourites_ = project->favourites;
        recipe_ = project->recipe;
        lock_ = project->identityLock, lockSimilarity_ = project->lockSimilarity;
        Q_EMIT identityLockChanged();
    } else if (other) {
        // Styles of another kind of network mean nothing here.
        favourites_.clear();
        recipe_ = FaceRecipe{};
    } else {
        recipe_.photo.reset();
    }
    if (recipe_.label && *recipe_.label >= info().network.labels) recipe_.label.reset();
    favouritePictures_ = QList<QImage>(static_cast<qsizetype>(favourites_.size()));
    restartHistory();
    Q_EMIT generatorChanged();
    Q_EMIT favouritesChanged();
    Q_EMIT recipeChanged(true);
    drawFavourites();
}

bool ExploreModel::canLearnDirections() const {
    return ready() && !learning_ && session_.workspace() && exact_->generator().synthesiser().hasStyles() &&
           std::none_of(directions_.begin(), directions_.end(),
                        [](const auto& one) { return one.name == "yaw" || one.name == "smile"; });
}

JobHandle* ExploreModel::learnDirections() {
    if (!canLearnDirections()) return nullptr;
    learning_ = true;
    using Directions = std::vector<gan::Direction>;
    auto* job = session_.jobs().run<Directions>(
        tr("Learn pose and smile of %1").arg(generator_), JobLane::Short,
        [workspace = session_.workspace(), explorer = exact_](JobContext& context) -> Directions {
            return explorer->learnDirections(workspace->engine(), directionsFile(*workspace, *explorer),
                                             context);
        },
        this,
        [this, explorer = exact_](Directions& directions) {
            if (explorer != exact_) return;  // another generator was opened meanwhile
            if (directions.size() == directions_.size())
                Q_EMIT failed(tr("Neither pose nor smile follows the styles of this generator."));
            directions_ = directions;
            preview_->useDirections(directions_);
        });
    connect(job, &JobHandle::failed, this, &ExploreModel::failed);
    connect(job, &JobHandle::ended, this, [this] {
        learning_ = false;
        Q_EMIT directionsChanged();
    });
    Q_EMIT directionsChanged();
    return job;
}

void ExploreModel::setIdentityLock(bool on, double similarity) {
    if (on == lock_ && similarity == lockSimilarity_) return;
    lock_ = on, lockSimilarity_ = similarity;
    changed_ = true;
    Q_EMIT identityLockChanged();
    Q_EMIT projectChanged();
}

void ExploreModel::restartHistory() {
    history_ = {HistoryEntry{recipe_, {}}};
    at_ = 0;
    Q_EMIT historyChanged();
}

void ExploreModel::setRecipe(const FaceRecipe& recipe, bool settled) {
    const bool same = recipe == recipe_;
    recipe_ = recipe;
    if (settled) {
        settle();
        if (same) return;
    } else if (same) {
        return;
    }
    Q_EMIT recipeChanged(settled);
}

void ExploreModel::settle() {
    if (at_ >= 0 && history_[at_].recipe == recipe_) return;
    history_ = history_.mid(0, at_ + 1);
    history_ << HistoryEntry{recipe_, {}};
    if (history_.size() > kMostSteps) history_.removeFirst();
    at_ = static_cast<int>(history_.size()) - 1;
    changed_ = true;
    Q_EMIT historyChanged();
    Q_EMIT projectChanged();
}

void ExploreModel::setHeld(double held) {
    if (held == recipe_.held) return;
    const bool shown = at_ >= 0 && history_[at_].recipe == recipe_;
    recipe_.held = held;
    if (shown) history_[at_].recipe = recipe_;
    Q_EMIT recipeChanged(false);
}

void ExploreModel::undo() {
    if (canUndo()) goTo(at_ - 1);
}

void ExploreModel::redo() {
    if (canRedo()) goTo(at_ + 1);
}

void ExploreModel::goTo(int step) {
    if (step < 0 || step >= history_.size()) return;
    at_ = step;
    recipe_ = history_[step].recipe;
    Q_EMIT historyChanged();
    Q_EMIT recipeChanged(true);
}

void ExploreModel::setStepPicture(const QImage& picture) {
    if (at_ < 0 || !(history_[at_].recipe == recipe_)) return;
    history_[at_].picture = picture;
    Q_EMIT historyChanged();
}

QString ExploreModel::freeName() const {
    for (int i = 1;; ++i) {
        const QString name = tr("Face %1").arg(i);
        const bool taken = std::any_of(favourites_.begin(), favourites_.end(),
                                       [&](const auto& one) { return one.name == name.toStdString(); });
        if (!taken) return name;
    }
}

void ExploreModel::addFavourite(const QString& name) {
    if (!ready()) return;
    const bool taken = std::any_of(favourites_.begin(), favourites_.end(),
                                   [&](const auto& one) { return one.name == name.toStdString(); });
    const QString own = taken || name.isEmpty() ? freeName() : name;
    // Working out styles is a few additions once the seeds are mapped, which the preview has done.
    favourites_.push_back({own.toStdString(), recipe_, preview_->styles(recipe_, favourites_)});
    favouritePictures_ << QImage();
    changed_ = true;
    Q_EMIT favouritesChanged();
    Q_EMIT projectChanged();
    drawFavourites();
}

bool ExploreModel::renameFavourite(int index, const QString& name) {
    if (index < 0 || index >= static_cast<int>(favourites_.size()) || name.trimmed().isEmpty()) return false;
    const std::string wanted = name.trimmed().toStdString();
    auto& one = favourites_[static_cast<std::size_t>(index)];
    if (wanted == one.name) return true;
    for (const auto& other : favourites_)
        if (other.name == wanted) return false;
    FaceRecipe recipe = recipe_;
    for (auto& mix : recipe.mixes)
        if (mix.favourite == one.name) mix.favourite = wanted;
    // Steps of the history name it too.
    for (auto& entry : history_)
        for (auto& mix : entry.recipe.mixes)
            if (mix.favourite == one.name) mix.favourite = wanted;
    one.name = wanted;
    recipe_ = recipe;
    changed_ = true;
    Q_EMIT favouritesChanged();
    Q_EMIT projectChanged();
    return true;
}

void ExploreModel::removeFavourite(int index) {
    if (index < 0 || index >= static_cast<int>(favourites_.size())) return;
    const std::string name = favourites_[static_cast<std::size_t>(index)].name;
    const auto without = [&](FaceRecipe& recipe) {
        std::erase_if(recipe.mixes, [&](const auto& mix) { return mix.favourite == name; });
    };
    for (auto& entry : history_)
        without(entry.recipe);
    FaceRecipe recipe = recipe_;
    without(recipe);
    favourites_.erase(favourites_.begin() + index);
    favouritePictures_.removeAt(index);
    changed_ = true;
    Q_EMIT favouritesChanged();
    Q_EMIT projectChanged();
    setRecipe(recipe, true);
}

void ExploreModel::drawFavourites() {
    if (!ready()) return;
    struct Drawn {
        std::vector<std::string> names;
        QList<QImage> pictures;
    };
    std::vector<Favourite> missing;
    for (std::size_t i = 0; i < favourites_.size(); ++i)
        if (favouritePictures_[static_cast<qsizetype>(i)].isNull()) missing.push_back(favourites_[i]);
    if (missing.empty()) return;
    auto* job = session_.jobs().run<Drawn>(
        tr("Draw favourites"), JobLane::Short,
        [explorer = exact_, missing](JobContext& context) {
            Drawn drawn;
            for (const auto& one : missing) {
                context.checkpoint();
                drawn.names.push_back(one.name);
                drawn.pictures << imageOf(explorer->pictureOf(one.styles, one.recipe, false));
            }
            return drawn;
        },
        this,
        [this](Drawn& drawn) {
            for (std::size_t i = 0; i < favourites_.size(); ++i) {
                const auto at = std::find(drawn.names.begin(), drawn.names.end(), favourites_[i].name);
                if (at != drawn.names.end())
                    favouritePictures_[static_cast<qsizetype>(i)] =
                        drawn.pictures[static_cast<qsizetype>(at - drawn.names.begin())];
            }
            Q_EMIT favouritesChanged();
        });
    connect(job, &JobHandle::failed, this, &ExploreModel::failed);
}

void ExploreModel::saveProject(const QString& file) {
    const StudioProject project{generator_.toStdString(), recipe_, favourites_, lock_, lockSimilarity_};
    auto* job = session_.jobs().run<bool>(
        tr("Save the project"), JobLane::Short,
        [project, path = file.toStdString()](JobContext&) {
            lineament::saveProject(project, path);
            return true;
        },
        this,
        [this, file](bool&) {
            projectFile_ = file;
            changed_ = false;
            Q_EMIT projectChanged();
        });
    connect(job, &JobHandle::failed, this, &ExploreModel::failed);
}

void ExploreModel::openProject(const QString& file) {
    auto* job = session_.jobs().run<StudioProject>(
        tr("Open the project"), JobLane::Short,
        [path = file.toStdString()](JobContext&) { return loadProject(path); }, this,
        [this, file](StudioProject& project) {
            const QString name = QString::fromStdString(project.generator);
            auto* opening = open(name, project);
            if (!opening) return;
            connect(opening, &JobHandle::finished, this, [this, file] {
                projectFile_ = file;
                changed_ = false;
                Q_EMIT projectChanged();
            });
        });
    connect(job, &JobHandle::failed, this, &ExploreModel::failed);
}

}  // namespace lineament::ui
