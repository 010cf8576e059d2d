# IAMSIM_SANITIZE applies to everything that is built here.
if(IAMSIM_SANITIZE)
  add_compile_options(-fsanitize=${IAMSIM_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${IAMSIM_SANITIZE})
endif()
