#pragma once

#include <QString>

namespace lineament::ui {

/// A similarity or a threshold of one, "0.712", as the language writes numbers. Thread: any.
QString similarityText(double similarity);
/// A false match rate or the like, "1e-04", with two digits that count.
QString fmrText(double rate);

}  // namespace lineament::ui
