#pragma once

#include <QString>

#include "core/pipelines/cases/case_report.h"

namespace lineament::ui {

/// The words of the report of a case in the language of the window. Thread: any.
ReportWords reportWords();
/// "en", "zh-CN": of these words.
QString reportLanguage();

}  // namespace lineament::ui
