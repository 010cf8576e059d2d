# Every library we use, found here and nowhere else. Nothing is downloaded:
# each is a Debian package (README.md and ./dev list them).
find_package(absl REQUIRED)
find_package(RapidJSON REQUIRED)
if(NOT TARGET RapidJSON::RapidJSON)
  # Debian's package config sets variables only.
  add_library(RapidJSON::RapidJSON INTERFACE IMPORTED)
  set_target_properties(RapidJSON::RapidJSON PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${RAPIDJSON_INCLUDE_DIRS}")
endif()

# RE2 ships no CMake config on some distributions, Debian 12 among them.
find_package(re2 CONFIG QUIET)
if(NOT TARGET re2::re2)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
  add_library(re2::re2 ALIAS PkgConfig::RE2)
endif()

if(IAMSIM_BUILD_SIMULATOR)
  find_package(CLI11 REQUIRED)
  find_package(pugixml REQUIRED)
  find_package(ZLIB REQUIRED)
  find_package(OpenSSL 3 REQUIRED)
  find_package(SQLite3 REQUIRED)
  find_package(Threads REQUIRED)
  # cjose ships no CMake config.
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(CJOSE REQUIRED IMPORTED_TARGET cjose)
  # Asio and Beast, headers only.
  find_package(Boost 1.74 REQUIRED)
endif()
if(IAMSIM_BUILD_TESTS)
  find_package(GTest REQUIRED)
endif()
if(IAMSIM_BUILD_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
