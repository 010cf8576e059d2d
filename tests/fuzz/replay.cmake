# The fuzzers' seeds as plain tests, in every build. Included by
# tests/CMakeLists.txt, which has the reference evaluator.
foreach(name parse glob variable snapshot case found request signature)
  add_executable(iam_fuzz_replay_${name}
    ${CMAKE_CURRENT_LIST_DIR}/${name}_fuzzer.cc
    ${CMAKE_CURRENT_LIST_DIR}/replay_main.cc)
  target_include_directories(iam_fuzz_replay_${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(iam_fuzz_replay_${name} PRIVATE iam::engine)
  iamsim_warnings(iam_fuzz_replay_${name})
  add_test(NAME fuzz-replay-${name}
           COMMAND iam_fuzz_replay_${name} ${PROJECT_SOURCE_DIR}/corpus/seeds/${name})
endforeach()
target_link_libraries(iam_fuzz_replay_glob PRIVATE re2::re2)
target_link_libraries(iam_fuzz_replay_case PRIVATE iam_sim iam_reference)
target_link_libraries(iam_fuzz_replay_found PRIVATE iam_sim)
target_link_libraries(iam_fuzz_replay_signature PRIVATE iam_sim)
target_link_libraries(iam_fuzz_replay_request PRIVATE iam_sim)
