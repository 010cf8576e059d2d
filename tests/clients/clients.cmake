# `iamsim serve` and the clients that people use: Debian's awscli and boto3. Not
# CMake's Python: that may be another one, without them.
foreach(name acme authentication canary course denials http iam oidc serve simulate
        sts upstream)
  add_test(NAME clients-${name}
           COMMAND /usr/bin/python3
                   ${CMAKE_CURRENT_LIST_DIR}/${name}_test.py
                   $<TARGET_FILE:iamsim>)
  set_tests_properties(clients-${name} PROPERTIES SKIP_RETURN_CODE 77
                       TIMEOUT 600)
endforeach()
