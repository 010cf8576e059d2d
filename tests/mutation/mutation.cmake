# What a mutant has to survive, built by './dev mutate' alone (tests/mutation/
# mutate.py): the random worlds, then these unit tests, then the corpus.
add_executable(iam_mutation_check EXCLUDE_FROM_ALL mutation/check.cc)
target_link_libraries(iam_mutation_check PRIVATE iam_random_worlds)
iamsim_warnings(iam_mutation_check)

file(GLOB mutation_sources CONFIGURE_DEPENDS
     match/*_test.cc condition/*_test.cc compile/*_test.cc eval/*_test.cc
     engine/*_test.cc explain/*_test.cc world/*_test.cc
     laws/random_accounts.cc laws/who_can_laws.cc)
add_executable(iam_mutation_tests EXCLUDE_FROM_ALL ${mutation_sources})
# Without the path of the sources, so that ccache serves all copies of the tree.
target_include_directories(iam_mutation_tests PRIVATE ${PROJECT_SOURCE_DIR})
iamsim_warnings(iam_mutation_tests)
target_link_libraries(iam_mutation_tests PRIVATE iam_random_worlds GTest::gmock
                      GTest::gtest_main absl::flat_hash_map absl::time re2::re2)
