#include "tests/ui/support/ui_test.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QStyleOptionToolButton>
#include <QTest>
#include <QToolButton>

#include "tests/support/places.h"
#include "ui/widgets/elided_label.h"

namespace lineament::test {

namespace {

bool clipped(const QLabel& label) {
    if (label.text().isEmpty() || !label.pixmap(Qt::ReturnByValue).isNull()) return false;
    if (qobject_cast<const ui::ElidedLabel*>(&label)) return false;
    const QRect room = label.contentsRect();
    if (label.wordWrap()) return label.heightForWidth(label.width()) > label.height() + 1;
    const bool rich = Qt::mightBeRichText(label.text());  // its marks are not on the screen
    const QSize needed = rich ? label.sizeHint() : label.fontMetrics().size(0, label.text());
    const QSize given = rich ? label.size() : room.size();
    return needed.width() > given.width() + 1 || needed.height() > given.height() + 1;
}

bool clipped(const QAbstractButton& button) {
    if (button.text().isEmpty()) return false;
    if (const auto* tool = qobject_cast<const QToolButton*>(&button)) {
        if (tool->toolButtonStyle() == Qt::ToolButtonIconOnly) return false;
        const int words = tool->fontMetrics().horizontalAdvance(tool->text());
        return words > tool->width() - 2;
    }
    return button.sizeHint().width() > button.width() + 1 || button.sizeHint().height() > button.height() + 1;
}

}  // namespace

bool waitUntil(const std::function<bool()>& condition, int limitMs) {
    return QTest::qWaitFor(condition, limitMs);
}

QStringList clippedTexts(const QWidget& root) {
    // A change of language or size reaches the labels by events, and these ask for a new layout by others.
    for (int round = 0; round < 4; ++round)
        QCoreApplication::sendPostedEvents();
    QStringList found;
    const auto check = [&](const auto* widget) {
        if (widget->isVisible() && clipped(*widget))
            found << QStringLiteral("%1: \"%2\" has %3 x %4, needs %5 x %6")
                         .arg(widget->objectName(), widget->text())
                         .arg(widget->width())
                         .arg(widget->height())
                         .arg(widget->sizeHint().width())
                         .arg(widget->sizeHint().height());
    };
    for (const auto* label : root.findChildren<QLabel*>())
        check(label);
    for (const auto* button : root.findChildren<QAbstractButton*>())
        check(button);
    return found;
}

std::shared_ptr<Workspace> workspaceIn(const std::filesystem::path& folder) {
    auto registry = std::make_shared<const ModelRegistry>(modelsFolder());
    return std::make_shared<Workspace>(std::make_shared<FaceEngine>(registry), Store::open(folder));
}

}  // namespace lineament::test
