# README.md is held to what it says: its program compiles and answers, its
# transcripts are what the command prints, its table of open questions is whole.
set(readme ${PROJECT_SOURCE_DIR}/README.md)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${readme})
file(READ ${readme} readme_text)
string(FIND "${readme_text}" "```cpp\n" program_begin)
if(program_begin EQUAL -1)
  message(FATAL_ERROR "README.md has no ```cpp block")
endif()
math(EXPR program_begin "${program_begin} + 7")
string(SUBSTRING "${readme_text}" ${program_begin} -1 program)
string(FIND "${program}" "```" program_length)
string(SUBSTRING "${program}" 0 ${program_length} program)
string(REGEX REPLACE "[^\n]" "" program_lines "${program}")
string(LENGTH "${program_lines}" program_lines)
if(program_lines GREATER 20)
  message(FATAL_ERROR "README.md: the program has ${program_lines} lines, more than 20")
endif()
set(program_file ${CMAKE_CURRENT_BINARY_DIR}/readme/readme_program.cc)
file(CONFIGURE OUTPUT ${program_file} CONTENT "${program}" @ONLY)

add_executable(readme_program ${program_file})
target_link_libraries(readme_program PRIVATE iam::engine)
iamsim_warnings(readme_program)
add_test(NAME readme-program COMMAND readme_program)
set_tests_properties(readme-program PROPERTIES
  PASS_REGULAR_EXPRESSION "^implicitDeny")

if(IAMSIM_BUILD_SIMULATOR)
  add_test(NAME readme-transcripts
           COMMAND bash ${CMAKE_CURRENT_LIST_DIR}/transcripts.sh
                   ${readme} $<TARGET_FILE:iamsim>
           WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endif()
add_test(NAME readme-open-questions
         COMMAND bash ${CMAKE_CURRENT_LIST_DIR}/open_questions.sh
                 ${readme} ${PROJECT_SOURCE_DIR}/corpus/rules.md)
