#pragma once

#include <gtest/gtest.h>

#include <QTest>
#include <memory>
#include <opencv2/imgcodecs.hpp>
#include <random>

#include "core/store/gallery_book.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/people/people_panel.h"
#include "ui/widgets/banner.h"

namespace lineament::ui {

/// The People desk over a store whose people were put in directly: no network is needed.
class GalleryDeskTest : public testing::Test {
  protected:
    GalleryDeskTest() : workspace(test::workspaceIn(folder / "store")), session(workspace) {}

    void open() {
        panel = std::make_unique<PeoplePanel>(session, nullptr);
        panel->resize(1366, 768);
        panel->show();
        ASSERT_TRUE(test::waitUntil([&] { return panel->idle(); }));
    }
    template <class T>
    T* part(const char* name) const {
        return panel->findChild<T*>(QString::fromLatin1(name));
    }
    Store& store() const { return workspace->store(); }
    GalleryBook& book() const { return store().galleryBook(); }

    /// A unit vector; the same seed gives the same, `noise` draws it aside.
    Template templateOf(unsigned seed, float noise = 0, unsigned noiseSeed = 0) const {
        const int dimension = workspace->engine().dimension();
        std::mt19937 random(seed), other(noiseSeed);
        std::normal_distribution<float> normal;
        std::vector<float> values;
        float length = 0;
        for (int i = 0; i < dimension; ++i) {
            values.push_back(normal(random) + noise * normal(other));
            length += values.back() * values.back();
        }
        for (float& value : values)
            value /= std::sqrt(length);
        return {workspace->engine().recogniserKey(), std::move(values)};
    }
    Store::NewSample sampleOf(const std::string& path, Template value, float quality = 60) const {
        Store::NewSample sample;
        sample.sample.path = path;
        sample.sample.sha256 = path;
        sample.sample.face.box = {10, 10, 60, 60};
        sample.sample.face.quality = {quality, quality, quality, quality, quality};
        std::vector<uchar> jpeg;
        cv::imencode(".jpg", cv::Mat(64, 64, CV_8UC3, cv::Scalar(90, 120, 160)), jpeg);
        const auto* bytes = reinterpret_cast<const std::byte*>(jpeg.data());
        sample.sample.crop.assign(bytes, bytes + jpeg.size());
        sample.templates = {std::move(value)};
        return sample;
    }
    /// A person of `samples` photos that look alike.
    IdentityId put(const std::string& name, unsigned seed, int samples = 2,
                   const std::string& externalId = {}, float quality = 60) const {
        std::vector<Store::NewSample> all;
        for (int i = 0; i < samples; ++i)
            all.push_back(sampleOf(name + std::to_string(i) + ".jpg",
                                   templateOf(seed, 0.2f, seed * 100 + static_cast<unsigned>(i)), quality));
        return store().enrol(name, externalId, all).identity;
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    Session session;
    std::unique_ptr<PeoplePanel> panel;
};

}  // namespace lineament::ui
