# kill -9 while keys are made, again and again: the store holds what was
# acknowledged.
add_executable(iam_make_keys credentials/make_keys_main.cc)
target_link_libraries(iam_make_keys PRIVATE iam_sim)
iamsim_warnings(iam_make_keys)
add_test(NAME credentials-kill
         COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/kill_test.py
                 $<TARGET_FILE:iam_make_keys> --kills 20)
