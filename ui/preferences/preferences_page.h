#pragma once

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>
#include <QWidget>

namespace lineament::ui {

class WrappedLabel;

/// One page of the preferences: a heading, then rows of name, control and a sentence on what it does.
/// Thread: GUI.
class PreferencesPage : public QWidget {
    Q_OBJECT
  public:
    explicit PreferencesPage(QWidget* parent);

    virtual QString title() const = 0;
    virtual QString iconName() const = 0;
    /// Sets every translated text; pages extend it and call it.
    virtual void retranslate();
    /// Something on the page is still being read.
    virtual bool loading() const { return false; }

  protected:
    struct Row {
        QLabel* name;
        WrappedLabel* hint;
        void setTexts(const QString& nameText, const QString& hintText) const;
    };
    /// Adds a row at the end of the column.
    Row addRow(QWidget* control);
    Row addRow(QLayout* controls);
    QVBoxLayout* column() { return column_; }

  private:
    Row addWords(QVBoxLayout* row);

    QLabel* heading_;
    QVBoxLayout* column_;
};

/// Fills a combo box with texts and data, keeping what is chosen, without telling anybody.
void refill(QComboBox& box, const QList<std::pair<QString, QVariant>>& entries, const QVariant& chosen);

}  // namespace lineament::ui
