#pragma once

#include <QObject>

#include "core/domain/track.h"

namespace lineament::ui {

class Banner;
class MainWindow;
class Session;
class Settings;
class Tour;

/// For whoever starts the program anew: fetches the weights that are missing, offers a store of people who do
/// not exist where there is nobody, makes it, says above every desk that one is in it, and leads through the
/// window. Thread: GUI.
class SampleGuide : public QObject {
    Q_OBJECT
  public:
    SampleGuide(Session& session, Settings& settings, MainWindow& window);

    Banner* banner() { return banner_; }
    /// Null until the tour was begun.
    Tour* tour() const { return tour_; }
    void openSample();
    void beginTour();
    /// The window was opened for something: it is not turned to the sample by itself.
    void waitToBeAsked() { waits_ = true; }
    /// Nothing is found out about the store.
    bool idle() const { return !looking_; }

  Q_SIGNALS:
    /// The window should work on the sample store (false: on the one it was started with).
    void storeRequested(bool sample);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    struct Look;
    void look();
    void tell();
    void act();
    void dismissed();
    void fetch();
    void makeSample();

    Session& session_;
    Settings& settings_;
    MainWindow& window_;
    Banner* banner_;
    Tour* tour_ = nullptr;
    bool looking_ = false;
    bool waits_ = false;
    bool wanted_ = false;      // the sample was asked for and is not there yet
    bool switched_ = false;    // the window was started on another store
    qint64 missingBytes_ = 0;  // of the weights
    enum class Doing { Nothing, Fetching, Making } doing_ = Doing::Nothing, failed_ = Doing::Nothing;
    QString why_;  // it failed
    enum class Told { Nothing, State, Failure, Weights, Offer, Sample } told_ = Told::Nothing;
    enum class Place { Elsewhere, Empty, Sample } place_ = Place::Elsewhere;
};

}  // namespace lineament::ui
