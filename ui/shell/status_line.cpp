#include "ui/shell/status_line.h"

#include <QHBoxLayout>
#include <QTimer>

#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

namespace lineament::ui {

namespace {
constexpr int kStatusHeight = 30, kNewsMs = 6000;
}

StatusLine::StatusLine(QWidget* tray, QWidget* parent) : QFrame(parent) {
    setProperty("role", QStringLiteral("statusLine"));
    setFixedHeight(kStatusHeight);
    label_ = new ElidedLabel(this);
    label_->setObjectName(QStringLiteral("statusText"));
    label_->setProperty("role", QStringLiteral("muted"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace2, 0);
    row->addWidget(label_, 1);
    row->addWidget(tray);
}

void StatusLine::setText(const QString& text) {
    text_ = text;
    refresh();
}

void StatusLine::announce(const QString& text) {
    news_ = text;
    refresh();
    QTimer::singleShot(kNewsMs, this, [this, mine = ++announcements_] {
        if (mine != announcements_) return;
        news_.clear();
        refresh();
    });
}

void StatusLine::refresh() {
    const bool both = !news_.isEmpty() && !text_.isEmpty();
    label_->setFullText(both ? news_ + QStringLiteral("   ·   ") + text_ : news_ + text_);
}

}  // namespace lineament::ui
