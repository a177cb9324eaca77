#pragma once

#include <limits>
#include <vector>

namespace lineament {

/// Costs of giving each row to each column; kForbidden where it must not be.
struct CostMatrix {
    static constexpr double kForbidden = std::numeric_limits<double>::infinity();

    CostMatrix(int rowCount, int columnCount)
        : rows(rowCount),
          columns(columnCount),
          values(static_cast<std::size_t>(rowCount) * columnCount, kForbidden) {}
    double& at(int row, int column) { return values[static_cast<std::size_t>(row) * columns + column]; }
    double at(int row, int column) const { return values[static_cast<std::size_t>(row) * columns + column]; }

    int rows, columns;
    std::vector<double> values;  ///< row by row
};

/// As many allowed pairs as possible at the least total cost. Finite costs lie in [0, 1000).
/// Returns: for each row its column, -1 for none. Cost: O(n^3), n the larger side.
/// Source: Kuhn 1955, Munkres 1957; shortest augmenting paths after Jonker and Volgenant 1987.
std::vector<int> assignOptimally(const CostMatrix& costs);

}  // namespace lineament
