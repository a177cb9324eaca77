#pragma once

#include <QWidget>
#include <vector>

class QCheckBox;
class QLabel;
class QTableWidget;

namespace lineament::ui {

/// What an examiner saw of one facial feature in both pictures.
enum class Observation { NotAssessed, Similar, Different, NotVisible };

/// The facial features to go through, each with what was seen. Source: FISWG, Facial Image Comparison Feature
/// List for Morphological Analysis, version 2.0. Thread: GUI.
class FeatureList : public QWidget {
    Q_OBJECT
  public:
    explicit FeatureList(QWidget* parent = nullptr);

    static constexpr int kFeatures = 18;
    /// English name of a feature, as it is stored.
    static QString sourceName(int feature);
    /// The one of this name, as it is stored; -1 if there is none.
    static int featureNamed(const QString& name);
    QString name(int feature) const;
    Observation observation(int feature) const { return seen_[static_cast<std::size_t>(feature)]; }
    void setObservation(int feature, Observation observation);
    int assessed() const;
    bool complete() const { return assessed() == kFeatures; }
    void clear();
    /// Blind: the scores stay closed until all is filled in.
    bool blind() const;
    void setBlind(bool blind);

  Q_SIGNALS:
    void changed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslate();
    void showCount();

    std::vector<Observation> seen_;
    QCheckBox* blind_;
    QLabel* count_;
    QTableWidget* table_;
};

/// "similar", as it is stored; and translated.
QString sourceWord(Observation observation);
QString wordFor(Observation observation);
/// The inverse of sourceWord().
Observation observationNamed(const QString& word);

}  // namespace lineament::ui
