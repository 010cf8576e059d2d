# Installs this build into an empty prefix and builds a program of another
# project against it, as those who use the library do.
add_test(NAME install-consumer
  COMMAND ${CMAKE_COMMAND}
    -DBUILD_DIR=${PROJECT_BINARY_DIR}
    -DWORK_DIR=${CMAKE_CURRENT_BINARY_DIR}/install
    -DCONSUMER_DIR=${CMAKE_CURRENT_LIST_DIR}/consumer
    -DGENERATOR=${CMAKE_GENERATOR}
    -DCOMPILER=${CMAKE_CXX_COMPILER}
    -DSANITIZE=${IAMSIM_SANITIZE}
    -P ${CMAKE_CURRENT_LIST_DIR}/run.cmake)
