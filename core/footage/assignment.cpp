#include "core/footage/assignment.h"

#include <algorithm>
#include <cmath>

namespace lineament {

std::vector<int> assignOptimally(const CostMatrix& costs) {
    // A forbidden pair costs more than any set of allowed ones, so it is taken only where a square matrix
    // must have some pair, and is dropped from the answer. Indices are 1-based; 0 is the source.
    const int n = std::max(costs.rows, costs.columns);
    const double forbidden = 1000.0 * (n + 1);
    const auto cost = [&](int row, int column) {
        if (row > costs.rows || column > costs.columns) return forbidden;
        const double value = costs.at(row - 1, column - 1);
        return std::isfinite(value) ? value : forbidden;
    };

    std::vector<double> rowPotential(n + 1), columnPotential(n + 1);
    std::vector<int> rowOf(n + 1), previous(n + 1);
    for (int row = 1; row <= n; ++row) {
        rowOf[0] = row;
        int column = 0;
        std::vector<double> shortest(n + 1, CostMatrix::kForbidden);
        std::vector<bool> visited(n + 1);
        do {
            visited[column] = true;
            const int from = rowOf[column];
            double step = CostMatrix::kForbidden;
            int next = 0;
            for (int to = 1; to <= n; ++to) {
                if (visited[to]) continue;
                const double reduced = cost(from, to) - rowPotential[from] - columnPotential[to];
                if (reduced < shortest[to]) shortest[to] = reduced, previous[to] = column;
                if (shortest[to] < step) step = shortest[to], next = to;
            }
            for (int to = 0; to <= n; ++to) {
                if (visited[to])
                    rowPotential[rowOf[to]] += step, columnPotential[to] -= step;
                else
                    shortest[to] -= step;
            }
            column = next;
        } while (rowOf[column] != 0);
        for (; column != 0; column = previous[column])
            rowOf[column] = rowOf[previous[column]];
    }

    std::vector<int> columnOf(costs.rows, -1);
    for (int column = 1; column <= costs.columns; ++column) {
        const int row = rowOf[column] - 1;
        if (row >= 0 && row < costs.rows && std::isfinite(costs.at(row, column - 1)))
            columnOf[row] = column - 1;
    }
    return columnOf;
}

}  // namespace lineament
