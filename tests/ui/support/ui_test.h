#pragma once

#include <QElapsedTimer>
#include <QStringList>
#include <QWidget>
#include <functional>
#include <memory>

#include "core/pipelines/workspace.h"

namespace lineament::test {

/// Lets events run until the condition holds; false after the limit.
bool waitUntil(const std::function<bool()>& condition, int limitMs = 10'000);

/// Visible labels, buttons and check boxes below a widget whose text does not fit into them, each as
/// one sentence. Pending layouts are done first. Labels that elide on purpose do not count.
QStringList clippedTexts(const QWidget& root);

/// A workspace on a store in a folder; its engine loads no weights until it is asked for faces.
std::shared_ptr<Workspace> workspaceIn(const std::filesystem::path& folder);

}  // namespace lineament::test
