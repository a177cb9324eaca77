#include "ui/bridge/numbers.h"

#include <QLocale>

namespace lineament::ui {

QString similarityText(double similarity) {
    return QLocale().toString(similarity, 'f', 3);
}

QString fmrText(double rate) {
    return QLocale().toString(rate, 'g', 2);
}

}  // namespace lineament::ui
