#include "core/pipelines/synthetic/studio/explorer.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/pipelines/synthetic/studio/measured_directions.h"

namespace lineament {

namespace {

constexpr std::size_t kSeedsKept = 512;
constexpr int kPrincipal = 12, kClosedForm = 8, kExplorerDraws = 4000;

/// Unit direction from a to b; deviation: half the way, so that 1 goes from the middle to an end.
gan::Direction between(std::string name, const std::vector<double>& a, const std::vector<double>& b) {
    gan::Direction direction{std::move(name), {}, 1};
    double length = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        length += (b[i] - a[i]) * (b[i] - a[i]);
    length = std::sqrt(length);
    for (std::size_t i = 0; i < a.size(); ++i)
        direction.vector.push_back(length > 0 ? static_cast<float>((b[i] - a[i]) / length) : 0.0f);
    direction.deviation = length / 2;
    return direction;
}

struct Side {
    std::vector<double> sum;
    int count = 0;
    void add(const std::vector<float>& mean) {
        sum.resize(mean.size(), 0);
        for (std::size_t i = 0; i < mean.size(); ++i)
            sum[i] += mean[i];
        ++count;
    }
    std::vector<double> mean() const {
        auto result = sum;
        for (auto& v : result)
            v /= std::max(1, count);
        return result;
    }
};

/// First number of a band's name ("female 20-29": 20); -1: none.
int ageOf(const std::string& name) {
    const auto at = name.find_first_of("0123456789");
    return at == std::string::npos ? -1 : std::atoi(name.c_str() + at);
}

}  // namespace

std::vector<gan::Direction> labelDirections(const gan::Synthesiser& synthesiser) {
    const auto& names = synthesiser.info().labelNames;
    if (names.empty() || !synthesiser.hasStyles()) return {};
    Side female, male, young, old;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto mean = synthesiser.meanStyleOf(static_cast<int>(i));
        // "female" holds "male": what begins the name counts.
        if (names[i].rfind("female", 0) == 0) female.add(mean);
        if (names[i].rfind("male", 0) == 0) male.add(mean);
        const int age = ageOf(names[i]);
        if (age >= 13 && age < 30) young.add(mean);
        if (age >= 45) old.add(mean);
    }
    std::vector<gan::Direction> found;
    if (young.count && old.count) found.push_back(between("age", young.mean(), old.mean()));
    if (female.count && male.count) found.push_back(between("gender", female.mean(), male.mean()));
    return found;
}

Explorer::Explorer(const ModelRegistry& registry, const std::string& generator, Device device)
    : generator_(registry, generator, device), mean_(generator_.synthesiser().meanStyle()) {}

const std::vector<gan::Direction>& Explorer::directions(JobContext& context) {
    {
        std::lock_guard lock(mutex_);
        if (!directions_.empty() || !generator_.synthesiser().hasStyles()) return directions_;
    }
    const auto& synthesiser = generator_.synthesiser();
    auto found = labelDirections(synthesiser);
    context.checkpoint();
    for (auto& direction : synthesiser.principalDirections(kPrincipal, kExplorerDraws))
        found.push_back(std::move(direction));
    context.checkpoint();
    for (auto& direction : synthesiser.closedFormDirections(kClosedForm))
        found.push_back(std::move(direction));
    std::lock_guard lock(mutex_);
    directions_ = std::move(found);
    return directions_;
}

const std::vector<gan::Direction>& Explorer::learnDirections(const FaceEngine& engine,
                                                             const std::filesystem::path& file,
                                                             JobContext& context) {
    directions(context);
    const auto& synthesiser = generator_.synthesiser();
    const auto learned = measuredDirections(engine, synthesiser, labelDirections(synthesiser), context);
    saveDirections(learned, file);
    addDirections(learned);
    return directions_;
}

const std::vector<gan::Direction>& Explorer::recallDirections(const std::filesystem::path& file,
                                                              JobContext& context) {
    directions(context);
    addDirections(loadDirections(file, static_cast<int>(mean_.size())));
    return directions_;
}

void Explorer::addDirections(const std::vector<gan::Direction>& learned) {
    std::lock_guard lock(mutex_);
    std::vector<gan::Direction> fresh;
    for (const auto& one : learned)
        if (std::none_of(directions_.begin(), directions_.end(),
                         [&](const auto& known) { return known.name == one.name; }))
            fresh.push_back(one);
    // Names of a group have a dash; those learned go before the groups.
    const auto place = std::find_if(directions_.begin(), directions_.end(), [](const auto& direction) {
        return direction.name.find('-') != std::string::npos;
    });
    directions_.insert(place, fresh.begin(), fresh.end());
}

void Explorer::useDirections(std::vector<gan::Direction> directions) {
    std::lock_guard lock(mutex_);
    directions_ = std::move(directions);
}

gan::Latent Explorer::seed(std::uint64_t number, const std::optional<int>& label) {
    const std::pair key(number, label.value_or(-1));
    if (const auto known = seeds_.find(key); known != seeds_.end()) return known->second;
    gan::SynthesisOptions options;
    options.label = label;
    auto latent = generator_.synthesiser().latent(number, options);
    if (seeds_.size() >= kSeedsKept) seeds_.clear();
    seeds_.emplace(key, latent);
    return latent;
}

gan::Latent Explorer::onPlane(const FaceRecipe& recipe) {
    const double left = std::floor(recipe.x), top = std::floor(recipe.y);
    const double right = recipe.x - left, down = recipe.y - top;
    std::optional<gan::Latent> sum;
    double most = -1;
    for (int corner = 0; corner < 4; ++corner) {
        const int dx = corner % 2, dy = corner / 2;
        const double weight = (dx ? right : 1 - right) * (dy ? down : 1 - down);
        if (weight <= 0) continue;
        auto one = seed(seedAt(static_cast<std::int64_t>(left) + dx, static_cast<std::int64_t>(top) + dy),
                        recipe.label);
        const auto label = one.label;
        for (auto& v : one.values)
            v *= static_cast<float>(weight);
        if (!sum) {
            sum = std::move(one);
        } else {
            for (std::size_t i = 0; i < one.values.size(); ++i)
                sum->values[i] += one.values[i];
        }
        if (weight > most) {
            most = weight;
            sum->label = label;
        }
    }
    if (!generator_.synthesiser().hasStyles()) {
        // Z is a sphere in all but name: a mean of points on it is brought back to its radius.
        double energy = 0;
        for (const float v : sum->values)
            energy += static_cast<double>(v) * v;
        const auto scale =
            static_cast<float>(std::sqrt(static_cast<double>(sum->values.size()) / std::max(1e-12, energy)));
        for (auto& v : sum->values)
            v *= scale;
    }
    return *sum;
}

void Explorer::truncate(gan::Latent& latent, const FaceRecipe& recipe) const {
    const int layers = recipe.cutoff < 0 ? latent.layers : std::min(recipe.cutoff, latent.layers);
    for (int layer = 0; layer < layers; ++layer)
        for (int i = 0; i < latent.size; ++i) {
            float& v = latent.values[static_cast<std::size_t>(layer * latent.size + i)];
            const float centre = mean_[static_cast<std::size_t>(i)];
            v = centre + static_cast<float>(recipe.psi) * (v - centre);
        }
}

gan::Latent Explorer::styles(const FaceRecipe& recipe, const std::vector<Favourite>& favourites, bool edits) {
    std::lock_guard lock(mutex_);
    const auto fits = [&](const gan::Latent& latent) {
        return latent.network == info().network && latent.layers == info().layers;
    };
    if (recipe.photo && !fits(*recipe.photo))
        throw Error(ErrorCode::kInvalidArgument, recipe.photoName,
                    "the photo was projected into another generator");
    gan::Latent latent = recipe.photo ? *recipe.photo : onPlane(recipe);
    // A photo's styles lie where the search found them: truncation would be another face.
    if (!recipe.photo) truncate(latent, recipe);
    const auto range = [&](int first, int last) {
        return std::pair(std::clamp(first, 0, latent.layers),
                         last < 0 ? latent.layers : std::min(last + 1, latent.layers));
    };
    for (const auto& mix : recipe.mixes) {
        const auto from = std::find_if(favourites.begin(), favourites.end(),
                                       [&](const auto& one) { return one.name == mix.favourite; });
        if (from == favourites.end())
            throw Error(ErrorCode::kInvalidArgument, mix.favourite, "there is no such favourite any more");
        if (!fits(from->styles))
            throw Error(ErrorCode::kInvalidArgument, mix.favourite,
                        "the favourite was made by another generator");
        const auto [first, last] = range(mix.firstLayer, mix.lastLayer);
        if (first < last)
            std::copy(from->styles.values.begin() + first * latent.size,
                      from->styles.values.begin() + last * latent.size,
                      latent.values.begin() + first * latent.size);
    }
    if (!edits) return latent;
    for (const auto& edit : recipe.edits) {
        const auto direction = std::find_if(directions_.begin(), directions_.end(),
                                            [&](const auto& one) { return one.name == edit.direction; });
        if (direction == directions_.end()) continue;  // not worked out yet, or of a generator without it
        const auto [first, last] = range(edit.firstLayer, edit.lastLayer);
        const auto step = static_cast<float>(edit.amount * recipe.held * direction->deviation);
        for (int layer = first; layer < last; ++layer)
            for (int i = 0; i < latent.size; ++i)
                latent.values[static_cast<std::size_t>(layer * latent.size + i)] +=
                    step * direction->vector[static_cast<std::size_t>(i)];
    }
    return latent;
}

gan::SynthesisOptions Explorer::drawing(const FaceRecipe& recipe) const {
    gan::SynthesisOptions options;
    options.noise = recipe.noise != NoiseMode::kOff;
    options.noiseSeed = recipe.noise == NoiseMode::kFixed
                            ? recipe.noiseSeed
                            : seedAt(std::llround(recipe.x), std::llround(recipe.y));
    return options;
}

gan::Picture Explorer::pictureOf(const gan::Latent& styles, const FaceRecipe& recipe, bool exact) {
    const auto& synthesiser = generator_.synthesiser();
    return exact ? synthesiser.render(styles, drawing(recipe)) : synthesiser.preview(styles, drawing(recipe));
}

gan::Picture Explorer::picture(const FaceRecipe& recipe, const std::vector<Favourite>& favourites,
                               bool exact) {
    return pictureOf(styles(recipe, favourites), recipe, exact);
}

}  // namespace lineament
