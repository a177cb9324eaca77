#include "ui/preferences/enrolment_page.h"

#include <QCheckBox>
#include <QSignalBlocker>

#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"

namespace lineament::ui {

namespace {

// Belongs to the store, not to the window: commands and other windows heed it too.
const char* const kKeepOriginals = "keep_originals";
constexpr int kBoxWidth = 280;

}  // namespace

EnrolmentPage::EnrolmentPage(Session& session, Settings& settings, QWidget* parent)
    : PreferencesPage(parent), session_(session), settings_(settings) {
    gate_ = new QComboBox(this);
    gate_->setObjectName(QStringLiteral("qualityGateBox"));
    several_ = new QComboBox(this);
    several_->setObjectName(QStringLiteral("severalFacesBox"));
    for (auto* box : {gate_, several_})
        box->setMinimumWidth(kBoxWidth);
    keep_ = new QCheckBox(this);
    keep_->setObjectName(QStringLiteral("keepOriginalsBox"));
    gateRow_ = addRow(gate_);
    severalRow_ = addRow(several_);
    keepRow_ = addRow(keep_);
    column()->addStretch();
    connect(gate_, &QComboBox::currentIndexChanged, this,
            [this] { settings_.set(Setting::QualityGate, gate_->currentData()); });
    connect(several_, &QComboBox::currentIndexChanged, this,
            [this] { settings_.set(Setting::SeveralFaces, several_->currentData()); });
    connect(keep_, &QCheckBox::toggled, this, &EnrolmentPage::writeStore);
    connect(&session_, &Session::workspaceChanged, this, &EnrolmentPage::readStore);
    connect(&session_, &Session::storeChanged, this, &EnrolmentPage::readStore);
    readStore();
}

void EnrolmentPage::readStore() {
    const auto& workspace = session_.workspace();
    keep_->setEnabled(workspace != nullptr);
    if (!workspace) return;
    session_.jobs().run<bool>(
        tr("Read the store's settings"), JobRunner::Lane::Short,
        [store = workspace->storePointer()](JobContext&) {
            return store->setting(kKeepOriginals).value_or("0") == "1";
        },
        this,
        [this](bool& keep) {
            const QSignalBlocker quiet(keep_);
            keep_->setChecked(keep);
        });
}

void EnrolmentPage::writeStore(bool keep) {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    auto* job = session_.jobs().run<bool>(tr("Remember whether photos are kept"), JobRunner::Lane::Short,
                                          [store = workspace->storePointer(), keep](JobContext&) {
                                              return store->setSetting(kKeepOriginals, keep ? "1" : "0"),
                                                     keep;
                                          },
                                          this, {});
    connect(job, &JobHandle::failed, this, [this](const QString& sentence) {
        Q_EMIT session_.failed(sentence);
        readStore();
    });
}

void EnrolmentPage::retranslate() {
    PreferencesPage::retranslate();
    refill(*gate_,
           {{tr("Strict"), QStringLiteral("strict")},
            {tr("Standard"), QStringLiteral("standard")},
            {tr("Off"), QStringLiteral("off")}},
           settings_.value(Setting::QualityGate));
    refill(*several_,
           {{tr("Refuse the photo"), QStringLiteral("refuse")},
            {tr("Take the largest face"), QStringLiteral("largest")},
            {tr("Take the face nearest the middle"), QStringLiteral("centred")}},
           settings_.value(Setting::SeveralFaces));
    gateRow_.setTexts(tr("Quality of photos"),
                      tr("Photos below it are refused, with the reason. Poor photos of one person weaken "
                         "every search. Strict suits passport-like photos, off takes whatever has a face."));
    severalRow_.setTexts(tr("Photos of several people"),
                         tr("Faces much smaller than the largest one never count."));
    keepRow_.setTexts(
        tr("Original photos"),
        tr("A copy lets people be enrolled anew with another recogniser. Without it only a crop "
           "of the face and its template are kept."));
    keep_->setText(tr("Keep a copy of every enrolled photo in the data folder"));
}

}  // namespace lineament::ui
