# iamsim_warnings(TARGET): our warnings, on our own targets only. They become
# errors with IAMSIM_WERROR, which only our presets set: never for a project
# that embeds the library.
function(iamsim_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wconversion)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False alarms on std::strings that are joined or assigned (GCC bugs 105651
    # and 105329).
    target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-restrict
                           -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
  if(IAMSIM_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
