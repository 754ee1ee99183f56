# The libraries behind lib/: from the system, or targets that a parent project made before.
# An installed cachewarden uses this file too, to link the same ones. GLOBAL, so that whoever links
# the static library finds them, from whichever folder.

if(NOT TARGET Threads::Threads)
  find_package(Threads REQUIRED GLOBAL)
endif()

# Debian 12's re2 ships a pkg-config file only.
if(NOT TARGET re2::re2)
  find_package(re2 CONFIG QUIET GLOBAL)
endif()
if(NOT TARGET re2::re2)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(cachewarden_re2 REQUIRED IMPORTED_TARGET GLOBAL re2)
  add_library(re2::re2 INTERFACE IMPORTED GLOBAL)
  target_link_libraries(re2::re2 INTERFACE PkgConfig::cachewarden_re2)
endif()

if(NOT TARGET simdjson::simdjson)
  find_package(simdjson CONFIG REQUIRED GLOBAL)
endif()

# Headers only: needed to build lib/, not to use it.
if(NOT TARGET nlohmann_json::nlohmann_json AND PROJECT_NAME STREQUAL "cachewarden")
  find_package(nlohmann_json 3.11 CONFIG REQUIRED GLOBAL)
endif()
