#include "core/store/alert_book.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/presence_book.h"
#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

class AlertBookTest : public StoreTest {
  protected:
    AlertBookTest() : ada(enrol("Ada", 1)), ben(enrol("Ben", 2)) {
        Camera camera;
        camera.name = "Door", camera.source = "film", camera.zone = "Lobby";
        door = store->presence().saveCamera(camera);
    }
    AlertBook& book() { return store->alertBook(); }
    Watchlist list(const std::string& name, std::vector<IdentityId> members) {
        Watchlist made;
        made.name = name, made.members = std::move(members), made.colour = ListColour::kViolet;
        made.sound = false, made.fmr = 1e-6, made.priority = ListPriority::kHigh;
        made.id = book().saveWatchlist(made);
        return made;
    }
    Alert alert(const Watchlist& list, IdentityId who, UnixMs at, const std::string& key = {}) {
        Alert made;
        made.key = key.empty() ? std::to_string(who.value()) + "@" + std::to_string(at) : key;
        made.list = list.id, made.listName = list.name, made.colour = list.colour, made.escalateMs = 60'000;
        made.priority = list.priority;
        made.identity = who, made.camera = door, made.cameraName = "Door", made.zone = "Lobby", made.at = at;
        made.similarity = 0.7f, made.threshold = 0.5f, made.fmr = 1e-6, made.quality = 55;
        made.reference = store->samples(who).at(0).id;
        made.crop = bytesOf("look");
        return made;
    }
    WebhookId hook(const std::string& url) {
        Webhook made;
        made.url = url, made.secret = "0123456789abcdef";
        return book().saveWebhook(made);
    }
    std::vector<std::string> actions() {
        std::vector<std::string> all;
        for (const auto& entry : store->auditEntries())
            all.push_back(entry.action);
        return all;
    }

    IdentityId ada, ben;
    CameraId door;
};

}  // namespace

TEST_F(AlertBookTest, AWatchlistIsKeptWithItsMembersAndEachChangeIsAudited) {
    auto wanted = list("Banned", {ada});
    wanted.members = {ben};
    wanted.name = "Barred";
    EXPECT_EQ(book().saveWatchlist(wanted), wanted.id);
    reopen();
    const auto all = book().watchlists();
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].name, "Barred");
    EXPECT_EQ(all[0].colour, ListColour::kViolet);
    EXPECT_EQ(all[0].priority, ListPriority::kHigh);
    EXPECT_FALSE(all[0].sound);
    EXPECT_DOUBLE_EQ(all[0].fmr, 1e-6);
    EXPECT_THAT(all[0].members, ElementsAre(ben));
    for (const char* action :
         {"watchlist.add", "watchlist.change", "watchlist.member_add", "watchlist.member_remove"})
        EXPECT_THAT(actions(), Contains(action));
    EXPECT_EQ(codeOf([&] { list("Barred", {}); }), ErrorCode::kInvalidArgument) << "the name is taken";
    EXPECT_EQ(codeOf([&] { list(" ", {}); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { list("Other", {IdentityId(99)}); }), ErrorCode::kNotFound);
    EXPECT_THAT(book().watchlists(), SizeIs(1)) << "a failed one left nothing";
    book().removeWatchlist(wanted.id);
    EXPECT_THAT(book().watchlists(), IsEmpty());
}

TEST_F(AlertBookTest, MembersFollowAMerge) {
    const auto both = list("Banned", {ada, ben});
    store->merge(ben, ada);
    EXPECT_THAT(book().watchlists()[0].members, ElementsAre(ada));
    auto none = book().watchlists()[0];
    none.members.clear();
    book().saveWatchlist(none);
    EXPECT_THAT(book().watchlists()[0].members, IsEmpty());
}

TEST_F(AlertBookTest, AnAlertAboutWhoeverOrWhateverIsGoneIsNoError) {
    const auto banned = list("Banned", {ada, ben});
    const auto of = alert(banned, ada, 100'000), other = alert(banned, ben, 100'000);
    store->remove(ada);
    store->presence().removeCamera(door);
    book().removeWatchlist(banned.id);
    EXPECT_FALSE(book().raise(of, 60'000)) << "whoever was removed is nobody";
    const auto raised = book().raise(other, 60'000);
    ASSERT_TRUE(raised);
    const auto kept = *book().alert(*raised);
    EXPECT_EQ(kept.identity, ben);
    EXPECT_EQ(kept.cameraName, "Door");
    EXPECT_FALSE(kept.camera.valid() || kept.list.valid());
}

TEST_F(AlertBookTest, AnAlertIsStoredOnceAndWhatItObservedIsNeverRewritten) {
    const auto banned = list("Banned", {ada, ben});
    const auto first = book().raise(alert(banned, ada, 100'000), 60'000);
    ASSERT_TRUE(first);
    EXPECT_FALSE(book().raise(alert(banned, ada, 100'000), 0)) << "the same key";
    EXPECT_FALSE(book().raise(alert(banned, ada, 159'999), 60'000)) << "within the cool-down";
    EXPECT_TRUE(book().raise(alert(banned, ada, 160'000), 60'000));
    EXPECT_TRUE(book().raise(alert(banned, ben, 120'000), 60'000)) << "somebody else";
    auto elsewhere = alert(banned, ada, 130'000);
    elsewhere.camera = {};
    EXPECT_TRUE(book().raise(elsewhere, 60'000)) << "another camera";
    reopen();
    EXPECT_EQ(book().newAlerts(), 4);
    const auto kept = book().alert(*first);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->listName, "Banned");
    EXPECT_EQ(kept->name, "Ada");
    EXPECT_EQ(kept->zone, "Lobby");
    EXPECT_FLOAT_EQ(kept->similarity, 0.7f);
    EXPECT_DOUBLE_EQ(kept->fmr, 1e-6);
    EXPECT_EQ(book().alertCrop(*first), bytesOf("look"));
    EXPECT_EQ(book().alertReference(*first), store->samples(ada)[0].crop);
    EXPECT_THROW(raw().exec("UPDATE alerts SET similarity = 1"), SQLite::Exception);
    book().removeWatchlist(banned.id);
    store->presence().removeCamera(door);
    EXPECT_EQ(book().alert(*first)->listName, "Banned") << "it keeps what list and camera were like";
    EXPECT_EQ(book().alert(*first)->cameraName, "Door");
}

TEST_F(AlertBookTest, ADecisionIsKeptWithWhoWhenAndWhyAndIsNotOverruledUnseen) {
    const auto banned = list("Banned", {ada});
    const auto id = *book().raise(alert(banned, ada, 100'000), 0);
    const auto other = *book().raise(alert(banned, ada, 200'000), 0);
    EXPECT_EQ(codeOf([&] { book().decide(id, AlertState::kDismissed, "  "); }), ErrorCode::kInvalidArgument);
    book().decide(id, AlertState::kDismissed, "a twin");
    reopen();
    auto kept = *book().alert(id);
    EXPECT_EQ(kept.state, AlertState::kDismissed);
    EXPECT_EQ(kept.decidedBy, "tester");
    EXPECT_EQ(kept.decidedAt, clock.time);
    EXPECT_EQ(kept.reason, "a twin");
    EXPECT_EQ(codeOf([&] { book().decide(id, AlertState::kAcknowledged); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { book().decide(id, AlertState::kDismissed, "again"); }),
              ErrorCode::kInvalidArgument);
    book().decide(id, AlertState::kNew);
    book().decide(id, AlertState::kAcknowledged);
    EXPECT_EQ(book().alert(id)->reason, "");
    EXPECT_EQ(raw().execAndGet("SELECT count(*) FROM alert_decisions").getInt(), 3) << "none is forgotten";
    EXPECT_THAT(book().alerts({.state = AlertState::kNew}), SizeIs(1));
    EXPECT_THAT(book().alerts({.state = AlertState::kAcknowledged}), SizeIs(1));
    EXPECT_THAT(book().alerts({}), SizeIs(2));
    EXPECT_EQ(book().alerts({.newest = 1}).at(0).id, other) << "newest first";
    EXPECT_EQ(book().alerts({.before = other, .newest = 1}).at(0).id, id);
    EXPECT_EQ(codeOf([&] { book().decide(AlertId(77), AlertState::kNew); }), ErrorCode::kNotFound);
    for (const char* action : {"alert.raise", "alert.dismiss", "alert.reopen", "alert.acknowledge"})
        EXPECT_THAT(actions(), Contains(action));
    EXPECT_FALSE(store->auditBrokenAt());
}

TEST_F(AlertBookTest, AlertsGoWithThePerson) {
    const auto banned = list("Banned", {ada, ben});
    hook("http://127.0.0.1:1/");
    ASSERT_TRUE(book().raise(alert(banned, ada, 100'000), 0));
    ASSERT_TRUE(book().raise(alert(banned, ben, 100'000), 0));
    store->remove(ada);
    ASSERT_THAT(book().alerts({}), SizeIs(1));
    EXPECT_EQ(book().alerts({})[0].identity, ben);
    EXPECT_EQ(book().webhooks()[0].waiting, 1);
    EXPECT_THAT(book().watchlists()[0].members, ElementsAre(ben));
}

TEST_F(AlertBookTest, DeliveriesGoInOrderAndOneThatIsTakenIsTakenFromEverybody) {
    const auto banned = list("Banned", {ada});
    const auto first = *book().raise(alert(banned, ada, 1'000'000), 0);
    const auto id = hook("http://127.0.0.1:1/");
    const auto second = *book().raise(alert(banned, ada, 2'000'000), 0);
    const auto third = *book().raise(alert(banned, ada, 3'000'000), 0);
    EXPECT_EQ(book().webhooks()[0].waiting, 2) << "not those of before it was there";
    EXPECT_NE(first, second);
    auto taken = book().claimDelivery(id, 5'000'000, 30'000);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->alert, second);
    EXPECT_EQ(taken->attempts, 1);
    EXPECT_FALSE(book().claimDelivery(id, 5'029'999, 30'000))
        << "it is on its way, and the next waits for it";
    taken = book().claimDelivery(id, 5'030'000, 30'000);
    ASSERT_TRUE(taken) << "its sender died";
    EXPECT_EQ(taken->attempts, 2);
    book().settleDelivery(*taken, AlertBook::Outcome::kLater, 5'060'000, "refused the connection");
    reopen();
    EXPECT_EQ(book().webhooks()[0].trouble, "refused the connection");
    EXPECT_FALSE(book().claimDelivery(id, 5'059'999, 30'000));
    taken = book().claimDelivery(id, 5'060'000, 30'000);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->alert, second);
    book().settleDelivery(*taken, AlertBook::Outcome::kDelivered, 0);
    taken = book().claimDelivery(id, 5'060'000, 30'000);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->alert, third);
    book().settleDelivery(*taken, AlertBook::Outcome::kRefused, 0, "HTTP 422");
    EXPECT_FALSE(book().claimDelivery(id, 9'000'000, 30'000));
    EXPECT_EQ(book().webhooks()[0].waiting, 0);
    EXPECT_EQ(book().webhooks()[0].refused, 1);
    EXPECT_EQ(codeOf([&] { hook("ftp://127.0.0.1/"); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { hook("http://127.0.0.1:1/"); }), ErrorCode::kInvalidArgument) << "taken";
}

TEST_F(AlertBookTest, KilledAtAnyMomentItLosesNoAlertThatWasToldAndDoublesNone) {
    const auto banned = list("Banned", {ada});
    hook("http://127.0.0.1:1/");
    int next = 0;
    for (const int killAfter : {1, 9, 40}) {
        int reports[2];
        ASSERT_EQ(pipe(reports), 0);
        const auto begin = next;
        const pid_t child = fork();
        if (child == 0) {
            const auto own = Store::open(folder.path());
            for (int i = begin;; ++i) {
                // The recording begins again after a crash: the last event comes once more.
                if (i > 0) (void)own->alertBook().raise(alert(banned, ada, 1'000'000 + (i - 1) * 1000), 1000);
                if (!own->alertBook().raise(alert(banned, ada, 1'000'000 + i * 1000), 1000)) continue;
                if (write(reports[1], "+", 1) != 1) _exit(3);
            }
        }
        close(reports[1]);
        char report;
        for (int seen = 0; seen < killAfter; ++seen)
            ASSERT_EQ(read(reports[0], &report, 1), 1);
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        int told = killAfter;
        while (read(reports[0], &report, 1) == 1)
            ++told;
        close(reports[0]);
        reopen();
        const auto all = book().alerts({.newest = 0});
        EXPECT_GE(static_cast<int>(all.size()), next + told);
        for (std::size_t i = 0; i < all.size(); ++i)
            EXPECT_EQ(all[i].at, 1'000'000 + static_cast<UnixMs>(all.size() - 1 - i) * 1000)
                << "none lost, none twice";
        EXPECT_EQ(book().webhooks()[0].waiting, static_cast<int>(all.size())) << "each with its delivery";
        next = static_cast<int>(all.size());
    }
    EXPECT_FALSE(store->auditBrokenAt());
}
