# What `cmake --install` puts down: headers, libraries, program, and how CMake and pkg-config find
# them. Two exports, so that users of the C library or of the headers alone need no dependency.
include(CMakePackageConfigHelpers)

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/cachewarden)

install(TARGETS cachewarden_core EXPORT cachewardenTargets FILE_SET HEADERS)
if(TARGET cachewarden_c)
  install(TARGETS cachewarden_c EXPORT cachewardenTargets FILE_SET HEADERS)
endif()
install(TARGETS cachewarden EXPORT cachewardenStaticTargets FILE_SET HEADERS FILE_SET nlohmann)
if(TARGET cachewarden_program)
  install(TARGETS cachewarden_program)
endif()
foreach(export cachewardenTargets cachewardenStaticTargets)
  install(EXPORT ${export} NAMESPACE cachewarden:: DESTINATION ${config_dir})
endforeach()

configure_package_config_file(cmake/cachewardenConfig.cmake.in cachewardenConfig.cmake
  INSTALL_DESTINATION ${config_dir})
write_basic_package_version_file(cachewardenConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/cachewardenConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/cachewardenConfigVersion.cmake
  DESTINATION ${config_dir})
install(FILES cmake/dependencies.cmake
  DESTINATION ${config_dir} RENAME cachewardenDependencies.cmake)

cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX
  BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig OUTPUT_VARIABLE up)
function(cachewarden_pkg_config name description requires libs)
  configure_file(cmake/cachewarden.pc.in ${name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endfunction()
cachewarden_pkg_config(cachewarden "${PROJECT_DESCRIPTION} (C++)"
  "re2 simdjson" "-L\${libdir} -lcachewarden -pthread")
if(TARGET cachewarden_c)
  cachewarden_pkg_config(cachewarden-c "${PROJECT_DESCRIPTION} (C)"
    "" "-L\${libdir} -lcachewarden_c")
endif()

install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
