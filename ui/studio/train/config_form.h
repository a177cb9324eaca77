#pragma once

#include <QHash>
#include <QWidget>

#include "core/gan/gan_config.h"

class QFormLayout;
class QLabel;

namespace lineament::ui {

/// The configuration of a run as a form, made from the fields of the struct itself: their ranges, choices and
/// help. What differs from the preset is marked and can be set back. Thread: GUI.
class ConfigForm : public QWidget {
    Q_OBJECT
  public:
    explicit ConfigForm(QWidget* parent = nullptr);

    /// Shows a configuration that began as a preset.
    void setConfig(const gan::TrainConfig& config, const gan::TrainConfig& preset);
    const gan::TrainConfig& config() const { return config_; }
    void setReadOnly(bool readOnly);
    /// The sentence of what does not fit; empty if all does.
    QString complaint() const;
    /// How many fields differ from the preset.
    int differing() const;
    /// The field's editor by its path, "loss.r1Gamma".
    QWidget* editor(const QString& path) const { return rows_.value(path).editor; }
    /// Name of a field for people: "R1 gamma", translated.
    static QString nameOf(const QString& path);

  Q_SIGNALS:
    void changed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    struct Row {
        QWidget *editor = nullptr, *reset = nullptr;
        QLabel* label = nullptr;
    };
    void build();
    void addField(QFormLayout* form, gan::Field& field);
    void take(const QString& path, const QString& text);
    void show();
    void retranslate();

    gan::TrainConfig config_, preset_;
    QHash<QString, Row> rows_;
    QList<std::pair<QString, QLabel*>> groups_;
    bool showing_ = false, readOnly_ = false;
};

}  // namespace lineament::ui
