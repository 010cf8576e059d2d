# botocore's signers against our verifier: needs Debian's python3-botocore, and
# says so where it is missing. Not CMake's Python: that may be another one.
add_executable(iam_verify signature/verify_main.cc)
target_link_libraries(iam_verify PRIVATE iam_sim)
iamsim_warnings(iam_verify)
set(agreement_cases 10500)
if(IAMSIM_SANITIZE)
  set(agreement_cases 1000)
endif()
add_test(NAME signature-botocore
         COMMAND /usr/bin/python3
                 ${CMAKE_CURRENT_LIST_DIR}/botocore_agreement.py
                 $<TARGET_FILE:iam_verify> --cases ${agreement_cases})
set_tests_properties(signature-botocore PROPERTIES SKIP_RETURN_CODE 77)
