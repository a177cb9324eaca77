#pragma once

#include <QImage>
#include <QListWidget>
#include <vector>

#include "core/domain/identity.h"

namespace lineament::ui {

/// The photos of a person in a row: crop with its five measures. Thread: GUI.
class SampleList : public QListWidget {
    Q_OBJECT
  public:
    struct Entry {
        SampleId id;
        QString path;
        QImage crop;
        Quality quality;
    };
    explicit SampleList(QWidget* parent = nullptr);

    /// Keeps the selection by id.
    void setSamples(const std::vector<Entry>& samples);
    /// Not valid if none is selected.
    SampleId current() const;
    std::vector<SampleId> selectedSamples() const;
};

}  // namespace lineament::ui
