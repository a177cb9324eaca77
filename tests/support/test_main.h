#pragma once

namespace lineament::test {

/// Runs the tests. 0: passed, 77: all were skipped, else failed.
int runAllTests(int argc, char** argv);

}  // namespace lineament::test
