#pragma once

#include <QImage>
#include <QList>
#include <QObject>
#include <memory>
#include <thread>
#include <vector>

#include "ui/bridge/session.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {

/// Who is in the frame that is shown, before the recording was analysed: faces are looked for in it and
/// compared with the enrolled, on a thread of its own. Of frames that come quicker than they can be looked at
/// the newest counts. Nothing is kept. Thread: GUI.
class LiveLook : public QObject {
    Q_OBJECT
  public:
    explicit LiveLook(Session& session, QObject* parent = nullptr);
    ~LiveLook() override;

    /// A frame that is shown; looked() follows unless another comes first.
    void look(const QImage& picture, double ms);
    /// Another recording, or nothing more to look at: what was seen goes.
    void forget();
    /// The frame asked for last was not looked at yet.
    bool pending() const { return answered_ != asked_; }
    /// Who was seen about this time; their ids are negative: they are no tracks.
    QList<CanvasBox> boxesAt(double ms) const;

  Q_SIGNALS:
    void looked();

  private:
    struct Channel;  // what the GUI and the looking thread share
    struct Seen {
        BoxPx box;
        std::string name;
        float similarity = 0, threshold = 0;
        bool match = false;
        double embeddedMs = 0;
    };
    static std::vector<Seen> lookAt(const Workspace& workspace, const QImage& picture, double ms,
                                    const std::vector<Seen>& before);

    Session& session_;
    std::shared_ptr<Channel> channel_;
    std::vector<Seen> seen_;
    double seenMs_ = 0;
    int asked_ = 0, answered_ = 0, round_ = 0;
    std::jthread thread_;
};

}  // namespace lineament::ui
