#include "core/footage/cluster.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

#include "core/base/check.h"

namespace lineament {
namespace {

struct Link {
    int a, b;
    float similarity;
};

/// Sets that grow together, some of which must stay apart.
class Groups {
  public:
    explicit Groups(std::size_t size) : parent_(size), foes_(size) {
        std::iota(parent_.begin(), parent_.end(), 0);
    }

    int find(int item) {
        while (parent_[item] != item)
            item = parent_[item] = parent_[parent_[item]];
        return item;
    }
    void keepApart(int a, int b) {
        if (a != b) foes_[a].insert(b), foes_[b].insert(a);
    }
    void join(int a, int b) {
        a = find(a), b = find(b);
        if (a == b || foes_[a].count(b)) return;
        if (foes_[a].size() < foes_[b].size()) std::swap(a, b);
        for (const int foe : foes_[b]) {
            foes_[foe].erase(b);
            foes_[foe].insert(a);
            foes_[a].insert(foe);
        }
        foes_[b].clear();
        parent_[b] = a;
    }

  private:
    std::vector<int> parent_;
    std::vector<std::unordered_set<int>> foes_;  // of roots, to roots
};

std::vector<Link> linksOf(std::span<const Template> templates, float minSimilarity) {
    std::vector<Link> links;
    const int count = static_cast<int>(templates.size());
    for (int a = 0; a < count; ++a)
        for (int b = a + 1; b < count; ++b)
            if (const float value = similarity(templates[a], templates[b]); value >= minSimilarity)
                links.push_back({a, b, value});
    std::stable_sort(links.begin(), links.end(),
                     [](const Link& a, const Link& b) { return a.similarity > b.similarity; });
    return links;
}

/// Roots -> 0, 1, 2 ... by falling size, ties by first member.
std::vector<int> numbered(const std::vector<int>& roots) {
    struct Size {
        int root, members, first;
    };
    std::vector<Size> sizes(roots.size());
    for (int i = 0; i < static_cast<int>(roots.size()); ++i)
        sizes[i] = {i, 0, static_cast<int>(roots.size())};
    for (int i = 0; i < static_cast<int>(roots.size()); ++i) {
        if (roots[i] < 0) continue;
        ++sizes[roots[i]].members;
        sizes[roots[i]].first = std::min(sizes[roots[i]].first, i);
    }
    std::sort(sizes.begin(), sizes.end(), [](const Size& a, const Size& b) {
        return a.members != b.members ? a.members > b.members : a.first < b.first;
    });
    std::vector<int> numberOf(roots.size()), answer;
    for (int i = 0; i < static_cast<int>(sizes.size()); ++i)
        numberOf[sizes[i].root] = i;
    for (const int root : roots)
        answer.push_back(root < 0 ? -1 : numberOf[root]);
    return answer;
}

}  // namespace

void ClusterOptions::validate() const {
    LINEAMENT_REQUIRE(minSimilarity >= -1 && minSimilarity <= 1, "minSimilarity",
                      "the value is out of range");
    LINEAMENT_REQUIRE(minMembers >= 1 && minMembers <= 1000, "minMembers", "the value is out of range");
}

std::vector<int> clusterTemplates(std::span<const Template> templates, const ClusterOptions& options,
                                  std::span<const std::pair<int, int>> cannotLink) {
    options.validate();
    const std::vector<Link> links = linksOf(templates, options.minSimilarity);
    std::vector<int> neighbours(templates.size(), 1);
    for (const Link& link : links)
        ++neighbours[link.a], ++neighbours[link.b];
    const auto isCore = [&](int item) { return neighbours[item] >= options.minMembers; };

    Groups groups(templates.size());
    for (const auto& [a, b] : cannotLink) {
        LINEAMENT_REQUIRE(std::min(a, b) >= 0 && std::max(a, b) < static_cast<int>(templates.size()),
                          "cannotLink", "there is no such template");
        groups.keepApart(a, b);
    }
    for (const Link& link : links)
        if (isCore(link.a) && isCore(link.b)) groups.join(link.a, link.b);
    // The rim of a cluster: each goes to its most similar core, if that may be; nobody is linked through it.
    std::vector<bool> placed(templates.size());
    for (const Link& link : links)
        for (const auto& [rim, core] : {std::pair(link.a, link.b), std::pair(link.b, link.a)}) {
            if (isCore(rim) || !isCore(core) || placed[rim]) continue;
            groups.join(core, rim);
            placed[rim] = groups.find(core) == groups.find(rim);
        }

    std::vector<int> roots(templates.size());
    for (int i = 0; i < static_cast<int>(roots.size()); ++i)
        roots[i] = isCore(i) || placed[i] ? groups.find(i) : -1;
    return numbered(roots);
}

}  // namespace lineament
