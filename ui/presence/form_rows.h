#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include "ui/theme/theme.h"

/// What the forms of this desk are made of.
namespace lineament::ui {

inline QLineEdit* makeLine(const char* id) {
    auto* line = new QLineEdit;
    line->setObjectName(QLatin1String(id));
    return line;
}

inline QComboBox* makeBox(const char* id) {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(id));
    return box;
}

inline QCheckBox* makeCheck(const char* id) {
    auto* check = new QCheckBox;
    check->setObjectName(QLatin1String(id));
    return check;
}

inline QSpinBox* makeSpin(const char* id, int from, int to) {
    auto* spin = new QSpinBox;
    spin->setObjectName(QLatin1String(id));
    spin->setRange(from, to);
    spin->setKeyboardTracking(false);
    return spin;
}

/// Rows of a label and a field.
class Rows {
  public:
    Rows() : widget_(new QWidget), grid_(new QGridLayout(widget_)) {
        grid_->setContentsMargins(0, 0, 0, 0);
        grid_->setHorizontalSpacing(metrics::kSpace3);
        grid_->setVerticalSpacing(metrics::kSpace2);
        grid_->setColumnStretch(1, 1);
    }
    void title(QLabel*& label) {
        label = new QLabel;
        label->setProperty("role", QStringLiteral("section"));
        grid_->addWidget(label, at_++, 0, 1, 3);
    }
    void line(QLabel*& label, QWidget* field, QWidget* beside = nullptr) {
        label = new QLabel;
        label->setBuddy(field);
        grid_->addWidget(label, at_, 0);
        grid_->addWidget(field, at_, 1, 1, beside ? 1 : 2);
        if (beside) grid_->addWidget(beside, at_, 2);
        ++at_;
    }
    /// Before another title: the fields above and below it stand in one line.
    void gap() { grid_->setRowMinimumHeight(at_++, metrics::kSpace2); }
    void whole(QWidget* field) { grid_->addWidget(field, at_++, 0, 1, 3); }
    QWidget* take() {
        grid_->setRowStretch(at_, 1);
        return widget_;
    }

  private:
    QWidget* widget_;
    QGridLayout* grid_;
    int at_ = 0;
};

}  // namespace lineament::ui
