// Strips, layers and words of the Explore tab.
#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include "ui/studio/explore/explore_page.h"
#include "ui/studio/explore/face_strip.h"
#include "ui/studio/explore/identity_gauge.h"
#include "ui/studio/explore/layer_bar.h"
#include "ui/studio/explore/seed_plane.h"
#include "ui/studio/explore_model.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {

void ExplorePage::showHistory() {
    QList<FaceStrip::Face> faces;
    for (const auto& entry : model_.history())
        faces << FaceStrip::Face{entry.picture, {}, {}, true};
    history_->setFaces(faces);
    history_->setCurrentRow(model_.step());
    if (auto* item = history_->item(model_.step())) history_->scrollToItem(item);
}

void ExplorePage::showFavourites() {
    QList<FaceStrip::Face> faces;
    for (int i = 0; i < static_cast<int>(model_.favourites().size()); ++i)
        faces << FaceStrip::Face{
            model_.favouritePicture(i),
            QString::fromStdString(model_.favourites()[static_cast<std::size_t>(i)].name),
            {},
            true};
    tray_->setFaces(faces);
    if (tray_->currentRow() < 0 && tray_->count() > 0) tray_->setCurrentRow(tray_->count() - 1);
    showLayers();
    showState();
}

void ExplorePage::showLayers() {
    QList<LayerBar::Layer> layers(model_.ready() ? model_.info().layers : 0);
    for (const auto& mix : model_.recipe().mixes) {
        const int last = mix.lastLayer < 0 ? int(layers.size()) - 1 : mix.lastLayer;
        for (int i = mix.firstLayer; i <= last && i < layers.size(); ++i) {
            layers[i].favourite = QString::fromStdString(mix.favourite);
            for (std::size_t j = 0; j < model_.favourites().size(); ++j)
                if (model_.favourites()[j].name == mix.favourite)
                    layers[i].picture = model_.favouritePicture(int(j));
        }
    }
    layers_->setLayers(layers);
    const bool mixes = layers.size() > 1;
    layers_->setVisible(mixes);
    layersTitle_->setVisible(mixes);
}

void ExplorePage::paintLayers(int first, int last) {
    auto recipe = model_.recipe();
    const int row = tray_->currentRow();
    // Which favourite each layer has now; painting with the one a layer has takes it back.
    std::vector<std::string> of(static_cast<std::size_t>(model_.info().layers));
    for (const auto& mix : recipe.mixes)
        for (int i = mix.firstLayer; i < int(of.size()) && (mix.lastLayer < 0 || i <= mix.lastLayer); ++i)
            of[static_cast<std::size_t>(i)] = mix.favourite;
    const std::string with = row >= 0 && row < int(model_.favourites().size())
                                 ? model_.favourites()[static_cast<std::size_t>(row)].name
                                 : std::string();
    const bool back = with.empty() || of[static_cast<std::size_t>(first)] == with;
    for (int i = first; i <= last; ++i)
        of[static_cast<std::size_t>(i)] = back ? std::string() : with;
    recipe.mixes.clear();
    for (int i = 0; i < int(of.size()); ++i) {
        const auto& name = of[static_cast<std::size_t>(i)];
        if (name.empty()) continue;
        if (!recipe.mixes.empty() && recipe.mixes.back().favourite == name &&
            recipe.mixes.back().lastLayer == i - 1)
            recipe.mixes.back().lastLayer = i;
        else
            recipe.mixes.push_back({name, i, i});
    }
    model_.setRecipe(recipe, true);
}

void ExplorePage::setSmoothAction(QAction* action) {
    const auto follow = [this](bool on) {
        canvas_->setSmooth(on);
        smooth_->setChecked(on);
    };
    follow(action->isChecked());
    connect(action, &QAction::toggled, this, follow);
    connect(smooth_, &QCheckBox::toggled, action, &QAction::setChecked);
}

void ExplorePage::retranslate() {
    canvas_->setAccessibleName(tr("Face on show"));
    gauge_->setAccessibleName(tr("Likeness to the start"));
    history_->setAccessibleName(tr("History"));
    tray_->setAccessibleName(tr("Favourites"));
    openButton_->setToolTip(tr("Open a generator from a file…"));
    planeTitle_->setText(tr("Plane of seeds"));
    plane_->setAccessibleName(planeTitle_->text());
    plane_->setToolTip(
        tr("Drag: faces between the seeds. Click: that seed. Arrow keys: the next one. Wheel: closer"));
    randomButton_->setToolTip(tr("A random face (R)"));
    layersTitle_->setText(tr("Mix layers, coarse to fine"));
    layers_->setToolTip(tr("Choose a favourite, then click or drag over layers"));
    lock_->setToolTip(tr("Holds edits back so that the face stays as alike to its start as the notch says"));
    gauge_->setToolTip(tr("Similarity to the face without edits, by the recogniser in use. Drag the notch"));
    smooth_->setText(tr("Smooth"));
    smooth_->setToolTip(tr("Interpolates the preview instead of showing its pixels (I)"));
    keepA_->setText(tr("Keep as A"));
    holdA_->setText(tr("Hold: A"));
    holdA_->setToolTip(tr("Shows A while it is held (B)"));
    leavePhoto_->setText(tr("Back to seeds"));
    exportButton_->setToolTip(tr("Export the picture, marked as generated…"));
    historyTitle_->setText(tr("History"));
    favouritesTitle_->setText(tr("Favourites"));
    tray_->setEmptyText(tr("Faces that are kept come here; they can lend layers, and be keys of a walk."));
    favouriteButton_->setToolTip(tr("Keep this face (F)"));
    removeButton_->setToolTip(tr("Remove the chosen favourite"));
    for (auto* button : {openButton_, randomButton_, favouriteButton_, removeButton_, exportButton_})
        button->setAccessibleName(button->toolTip());
    delete exportButton_->menu();
    auto* menu = new QMenu(exportButton_);
    for (const int times : {1, 2, 4, 8})
        menu->addAction(times == 1 ? tr("As drawn…") : tr("%1 times enlarged…").arg(times), this,
                        [this, times] { chooseExport(times); });
    exportButton_->setMenu(menu);
    showState();
}

}  // namespace lineament::ui
