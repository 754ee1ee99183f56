# Installs BUILD to STAGE, from an empty folder, so that nothing of an earlier run is found there.
file(REMOVE_RECURSE ${STAGE})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${STAGE}
  COMMAND_ERROR_IS_FATAL ANY)
