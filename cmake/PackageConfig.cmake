# Installs the files that make find_package(iamsim) work elsewhere.
include(CMakePackageConfigHelpers)
set(iamsim_config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/iamsim)
install(EXPORT iamsim-targets NAMESPACE iam:: DESTINATION ${iamsim_config_dir})
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/iamsim-config.cmake.in
  ${PROJECT_BINARY_DIR}/iamsim-config.cmake
  INSTALL_DESTINATION ${iamsim_config_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/iamsim-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/iamsim-config.cmake
              ${PROJECT_BINARY_DIR}/iamsim-config-version.cmake
        DESTINATION ${iamsim_config_dir})
