#pragma once

/// SQL for who a person is today: those merged into somebody who was merged into somebody else are the last
/// of them. `id` is a column or parameter; NULL where it names nobody. To be used as an expression.
#define SURVIVOR_OF(id)                                                                                      \
    "(WITH RECURSIVE chain (person, next) AS (SELECT p.id, p.merged_into FROM identities p WHERE p.id = " id \
    " UNION SELECT p.id, p.merged_into FROM identities p JOIN chain ON p.id = chain.next) SELECT "           \
    "person FROM chain WHERE next IS NULL)"
/// The same the other way round: a list of this person and of all who became them, for IN.
#define ALL_WHO_ARE(id)                                                                                 \
    "(WITH RECURSIVE merged (person) AS (SELECT p.id FROM identities p WHERE p.id = " id                \
    " UNION SELECT p.id FROM identities p JOIN merged ON p.merged_into = merged.person) SELECT person " \
    "FROM merged)"
