# vouch_library(NAME SOURCES … USES … LIBRARIES …): a static library with its own include folder.
# USES are targets of ours whose headers ours may include (public); LIBRARIES are third parties'
# (private: their headers never show in ours).
function(vouch_library name)
	cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
	if(ARG_SOURCES)
		add_library(${name} STATIC ${ARG_SOURCES})
		target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/include)
		target_link_libraries(${name} PUBLIC ${ARG_USES} PRIVATE ${ARG_LIBRARIES})
	else()
		add_library(${name} INTERFACE)
		target_include_directories(${name} INTERFACE ${CMAKE_CURRENT_SOURCE_DIR}/include)
		target_link_libraries(${name} INTERFACE ${ARG_USES})
	endif()
endfunction()
