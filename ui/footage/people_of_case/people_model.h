#pragma once

#include <QAbstractListModel>
#include <QSet>
#include <optional>
#include <utility>
#include <vector>

#include "ui/footage/people_of_case/case_state.h"

namespace lineament::ui {

/// Which people of a case are listed.
struct PeopleFilter {
    QString text;                                        ///< in the name
    float minQuality = 0;                                ///< of the best shot
    float minWidthPx = 0;                                ///< of the best shot
    float minSimilarity = -1;                            ///< of suggestions
    RecordingId recording;                               ///< seen there; not valid: anywhere
    std::optional<std::pair<double, double>> stretchMs;  ///< seen then, in that recording
    bool operator==(const PeopleFilter&) const = default;
};

/// The people of a case in three sections that fold: suggested, confirmed, unknown. Rows come and go one by
/// one, so that selection and view stay where they are. Thread: GUI.
class PeopleModel : public QAbstractListModel {
    Q_OBJECT
  public:
    enum Role {
        HeaderRole = Qt::UserRole + 1,
        NameRole,
        DetailRole,
        StateRole,
        ShotKeyRole,
        SimilarityRole,
        FoldedRole,
        MarkedRole
    };
    explicit PeopleModel(CaseState& state, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    void setFilter(const PeopleFilter& filter);
    const PeopleFilter& filter() const { return filter_; }
    void fold(const QModelIndex& header);
    /// Null for a header.
    const CasePerson* person(const QModelIndex& index) const;
    QList<TrackId> tracksOf(const QModelIndex& index) const;
    QModelIndex indexOf(TrackId track) const;
    int count(CasePerson::Section section) const { return counts_[static_cast<std::size_t>(section)]; }
    void retranslate();

  Q_SIGNALS:
    /// Lines may come, go and change places until refreshed().
    void refreshing();
    void refreshed();

  private:
    struct Row {
        qint64 key = 0;  ///< stays the same while the row means the same
        CasePerson::Section section{};
        int person = -1;  ///< into CaseState::people(); -1: header
    };
    void refresh();
    void refreshRows(const std::vector<Row>& rows);
    bool passes(const CasePerson& person) const;
    std::vector<Row> wanted();

    CaseState& state_;
    PeopleFilter filter_;
    std::vector<Row> rows_;
    QSet<int> folded_;
    std::array<int, 3> counts_{};
};

}  // namespace lineament::ui
