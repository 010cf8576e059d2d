# IAMSIM_SANITIZE applies to everything that is built here.
if(IAMSIM_SANITIZE)
  add_compile_options(-fsanitize=${IAMSIM_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${IAMSIM_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    add_compile_options(
      -fsanitize-ignorelist=${CMAKE_CURRENT_LIST_DIR}/sanitizer_ignores.txt)
  endif()
endif()
# Fuzzers follow the coverage of the libraries too; only the fuzzers themselves
# are linked with libFuzzer's main() (tests/fuzz/CMakeLists.txt).
if(IAMSIM_BUILD_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()
