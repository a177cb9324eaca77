#include "ui/bridge/session.h"

#include <QSignalSpy>
#include <fstream>

#include "core/store/store.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

Store::NewSample sampleOf(const std::string& hash) {
    Store::NewSample added;
    added.sample.path = hash + ".jpg";
    added.sample.sha256 = hash;
    added.sample.face.box = {1, 2, 30, 40};
    added.templates.push_back({"test@1", {1, 0}});
    return added;
}

}  // namespace

TEST(Session, HearsOfChangesThatSomebodyElseMakes) {
    const test::TempFolder folder;
    Session session(test::workspaceIn(folder.path()));
    QSignalSpy changes(&session, &Session::storeChanged);
    test::waitUntil([] { return false; }, 300);  // the watcher has read the counter once
    EXPECT_EQ(changes.count(), 0);
    const auto elsewhere = Store::open(folder.path());
    elsewhere->enrol("Anna", "", {sampleOf("a")});
    EXPECT_TRUE(waitUntil([&] { return changes.count() > 0; }));
}

TEST(Session, UndoAndRedoAreJobsThatSayWhatTheyDid) {
    const test::TempFolder folder;
    Session session(test::workspaceIn(folder.path()));
    auto& store = session.workspace()->store();
    const auto id = store.enrol("Anna", "", {sampleOf("a")}).identity;
    store.rename(id, "Bea");
    QStringList said;
    QObject::connect(&session, &Session::decisionReplayed, &session,
                     [&](const QString& sentence) { said << sentence; });
    session.undo();
    ASSERT_TRUE(waitUntil([&] { return said.size() == 1; }));
    EXPECT_EQ(store.identity(id)->name, "Anna");
    EXPECT_FALSE(said[0].isEmpty());
    session.redo();
    ASSERT_TRUE(waitUntil([&] { return said.size() == 2; }));
    EXPECT_EQ(store.identity(id)->name, "Bea");
}

TEST(Session, NothingToRedoIsSaidByAnEmptySentence) {
    const test::TempFolder folder;
    Session session(test::workspaceIn(folder.path()));
    QSignalSpy replayed(&session, &Session::decisionReplayed);
    session.redo();
    ASSERT_TRUE(waitUntil([&] { return replayed.count() == 1; }));
    EXPECT_TRUE(replayed[0][0].toString().isEmpty());
}

TEST(Session, OpensTheWorkspaceOffTheGuiThread) {
    const test::TempFolder folder;
    Session session(nullptr);
    QSignalSpy changed(&session, &Session::workspaceChanged);
    WorkspaceOptions options;
    options.dataFolder = folder / "store";
    options.modelsFolder = test::modelsFolder();
    session.open(options);
    EXPECT_EQ(session.workspace(), nullptr);
    ASSERT_TRUE(waitUntil([&] { return changed.count() == 1; }));
    ASSERT_NE(session.workspace(), nullptr);
    EXPECT_TRUE(session.workspace()->store().identities().empty());
}

TEST(Session, StoreThatCannotBeOpenedIsASentenceAndKeepsTheOldOne) {
    const test::TempFolder folder;
    std::ofstream(folder / "file") << "not a folder";
    const auto before = test::workspaceIn(folder / "good");
    Session session(before);
    QString said;
    QObject::connect(&session, &Session::openFailed, &session,
                     [&](const QString& sentence) { said = sentence; });
    WorkspaceOptions options;
    options.dataFolder = folder / "file";
    options.modelsFolder = test::modelsFolder();
    session.open(options);
    ASSERT_TRUE(waitUntil([&] { return !said.isEmpty(); }));
    EXPECT_EQ(session.workspace(), before);
}
