#include "core/base/http_address.h"

#include <gtest/gtest.h>

using namespace lineament;

TEST(HttpAddress, IsTakenApartIntoServerAndPath) {
    const auto parts = [](const char* url) {
        const auto address = httpAddressOf(url);
        return address ? address->server + " " + address->path : std::string("none");
    };
    EXPECT_EQ(parts("https://host:8443/hook?x=1#here"), "https://host:8443 /hook?x=1");
    EXPECT_EQ(parts("http://host"), "http://host /");
    EXPECT_EQ(parts("http://host?x=1"), "http://host /?x=1");
    EXPECT_EQ(parts("http://[::1]:80/a"), "http://[::1]:80 /a");
}

TEST(HttpAddress, WhatIsNoneIsRefused) {
    for (const char* url :
         {"", "host", "ftp://host/", "http://", "http:///path", "http://:80/", "http://host:0/",
          "http://host:99999/", "http://host:x/", "http://host:/", "http://user:password@host/",
          "http://host name/", "http://host/a\nb", "http://[::1", "http://[]/", "http://[::1]x/"})
        EXPECT_FALSE(httpAddressOf(url)) << url;
}
