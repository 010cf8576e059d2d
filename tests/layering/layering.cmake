# Which file includes which, and how long files get.
add_executable(iam_layering_tests layering/layering_test.cc)
iamsim_test(iam_layering_tests)
target_link_libraries(iam_layering_tests PRIVATE GTest::gtest_main)
add_test(NAME layering COMMAND iam_layering_tests --gtest_brief=1)
