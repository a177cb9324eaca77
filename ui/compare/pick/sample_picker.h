#pragma once

#include <QDialog>
#include <QImage>
#include <vector>

#include "core/pipelines/people/compare_pair.h"
#include "ui/bridge/session.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace lineament::ui {

class SearchField;

/// Somebody enrolled, and which of their photos: one side of a comparison. Thread: GUI; reads in jobs.
class SamplePicker : public QDialog {
    Q_OBJECT
  public:
    SamplePicker(Session& session, QWidget* parent);

  Q_SIGNALS:
    void chosen(const lineament::FaceSource& source);

  private:
    struct Person {
        IdentityId id;
        QString name, number;
    };
    struct Photo {
        SampleId id;
        QString title;
        QImage crop;
    };
    static std::vector<Person> read(const Store& store, JobContext& context);
    void showPeople(const QString& query);
    void showPhotos();
    void choose();

    Session& session_;
    std::vector<Person> people_;
    std::vector<Photo> photos_;
    bool read_ = false;
    int asked_ = 0;  // of two people the later one's photos count
    SearchField* search_;
    QListWidget *list_, *samples_;
    QLabel* message_;
    QPushButton* choose_;
};

}  // namespace lineament::ui
